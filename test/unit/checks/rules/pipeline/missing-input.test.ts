// The rule pipeline/missing-input: datasets that neither a node nor the catalog provides.
import {expect, it} from 'vitest';
import {all, csv, found, implied, node} from '../../../../support/facts.ts';

const rule = 'pipeline/missing-input';

it('an input that no catalog has and no node writes is an error, and the advice suggests a similar name', () => {
	const nodes = [node('clean: raw -> trips'), node('train: trip -> model')];
	const [finding] = found(rule, {nodes, project: {datasets: [implied('trip')]}});
	expect(finding).toMatchObject({severity: 'error', file: 'src/demo/nodes.py', line: 10, node: 'train'});
	expect(finding?.message).toContain('the catalog does not have it');
	expect(finding?.fix?.title).toContain('did you mean trips?');
});

it('an input whose catalog entry is only in memory is an error', () => {
	const datasets = [csv('raw', '', {type: 'MemoryDataset', key: null, value: null})];
	const [finding] = found(rule, {project: {datasets}});
	expect(finding).toMatchObject({file: 'conf/base/catalog.yml', line: 7});
	expect(finding?.message).toContain('"Data for MemoryDataset has not been saved yet"');
	expect(finding?.message).not.toContain('Pipeline input(s)');
});

it('an input that the catalog or a node provides under another transcoded name passes', () => {
	expect(found(rule)).toEqual([]);
	const nodes = [node('a:  -> t@spark'), node('b: t@pandas -> ')];
	expect(found(rule, {nodes, project: {datasets: [implied('t@spark'), implied('t@pandas')]}})).toEqual([]);
});

it.each([
	['itself', {type: 'MemoryDataset', key: 'data', value: null}],
	[
		'in a wrapper',
		{type: 'CachedDataset', key: null, value: null, inner: {type: 'MemoryDataset', key: 'data', value: null}},
	],
])('an input that has its data in the catalog %s passes every rule', (_, more) => {
	const datasets = [csv('raw', '', more)];
	expect(all({nodes: [node('clean: raw -> trips')], project: {datasets}})).toEqual(all());
});

it('an input that a node outside the selected part writes is an error that names that node', () => {
	const fit = node('fit: trips -> model');
	const pipelines = [{name: '__default__', nodes: [node('clean: raw -> trips'), fit]}];
	const [finding] = found(rule, {nodes: [fit], project: {pipelines, datasets: [implied('trips')]}});
	expect(finding?.message).toContain('clean, which writes it, is not in this part of the pipeline');
	expect(finding?.fix?.title).toMatch(/^Add trips to .*; or deploy clean as well$/);
});
