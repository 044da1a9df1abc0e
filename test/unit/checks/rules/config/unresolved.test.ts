// The rule config/unresolved: configuration values that could not be resolved.
import {expect, it} from 'vitest';
import {all, csv, found, node} from '../../../../support/facts.ts';

const rule = 'config/unresolved';
const project = (what: string) => ({
	unresolved: [
		{what, reason: "Environment variable 'BUCKET' not found", place: {file: 'conf/s3/catalog.yml', line: 4}},
	],
});

it.each(['raw', 'unused'])('an unresolved value in %s is an error, because Kedro loads all entries or none', what => {
	const [finding] = found(rule, {project: project(what)});
	expect(finding).toMatchObject({severity: 'error', file: 'conf/s3/catalog.yml', line: 4});
	expect(finding?.dataset).toBe(what === 'raw' ? 'raw' : undefined);
	expect(finding?.message).toContain('BUCKET');
});

it('a dataset and parameters that could not be resolved are reported by no other rule', () => {
	const nodes = [node('load: raw -> trips'), node('train: trips, params:depth -> model')];
	const datasets = [csv('trips', '', {value: null})];
	expect(all({nodes, project: {datasets, parameters: ['depth']}})).toEqual(['warning catalog/unknown-dataset']);
	expect(all({nodes, project: {...project('trips'), datasets, parameters: ['depth']}})).toEqual([`error ${rule}`]);
	expect(all({nodes, project: project('parameters')})).toEqual([`error ${rule}`]);
});

it('a resolved configuration passes', () => {
	expect(found(rule)).toEqual([]);
});

it.each([
	["Runtime parameter 'depth' not found", 'Set it with --param depth=VALUE'],
	["Environment variable 'BUCKET' not found", 'Set it for the tasks with --env-var BUCKET=VALUE'],
	['Unsupported interpolation type oc.env', 'Kedro resolves oc.env only in credentials'],
	["Globals key 'bucket' not found and no default value provided.", 'Add bucket to conf/s3/globals.yml'],
	['something else', 'Set the value in globals.yml or give it a default'],
])('the advice for "%s" names what to set', (reason, advice) => {
	const unresolved = [{what: 'raw', reason, place: null}];
	expect(found(rule, {project: {unresolved}})[0]?.fix?.title).toContain(advice);
});
