// The rule hooks/every-task: hooks that run at the start or the end of each task.
import {expect, it} from 'vitest';
import type {Hook} from '../../../../../src/schema/project.ts';
import {csv, found, node} from '../../../../support/facts.ts';

const rule = 'hooks/every-task';
const nodes = [node('clean: raw -> cleaned'), node('report: cleaned -> report')];

const hook = (method: string, ...loads: Hook['loads']): Hook => ({
	name: `ShopHooks.${method}`,
	method,
	plugin: null,
	place: {file: 'src/demo/hooks.py', line: 8},
	loads,
	problem: null,
});

const task = (name: string, ...dependsOn: string[]) => ({key: name, title: name, nodes: [name], dependsOn});
const graph = {pipeline: '__default__', tasks: [task('clean'), task('report', 'clean')]};

const severities = (one: Hook, together: readonly string[] = [], datasets = [csv('cleaned', 's3://tide/c.csv')]) =>
	found(rule, {nodes, project: {hooks: [one], datasets}, ...(together.length > 0 ? {together} : {graph})}).map(
		({severity}) => severity,
	);

it('a hook that loads a result before some tasks can have it is an error', () => {
	const [finding] = found(rule, {
		nodes,
		project: {hooks: [hook('after_pipeline_run', {dataset: 'report', guarded: false})]},
	});
	expect(finding).toMatchObject({severity: 'error', dataset: 'report', file: 'src/demo/hooks.py', line: 8});
	expect(finding?.message).toMatch(/runs at the end of each of the 2 tasks and loads report.*clean will fail/);
	expect(severities(hook('before_pipeline_run', {dataset: 'cleaned', guarded: false}))).toEqual(['error']);
	const inMemory = [csv('cleaned', '', {type: 'MemoryDataset'})];
	expect(severities(hook('after_pipeline_run', {dataset: 'cleaned', guarded: false}), [], inMemory)).toEqual(['error']);
});

it('a hook is a warning where each task can have what it loads', () => {
	expect(severities(hook('after_pipeline_run', {dataset: 'cleaned', guarded: false}))).toEqual(['warning']);
	expect(severities(hook('after_pipeline_run', {dataset: 'report', guarded: true}))).toEqual(['warning']);
	expect(severities(hook('before_pipeline_run', {dataset: 'raw', guarded: false}))).toEqual(['warning']);
	expect(severities(hook('after_pipeline_run'))).toEqual(['warning']);
});

it('a hook that only adds parameters, computes and logs passes, and one that loads does not', () => {
	expect(severities({...hook('before_pipeline_run'), acts: false})).toEqual([]);
	expect(severities({...hook('before_pipeline_run', {dataset: 'params:day', guarded: false}), acts: false})).toEqual(
		[],
	);
	expect(severities({...hook('before_pipeline_run', {dataset: 'raw', guarded: false}), acts: false})).toEqual([
		'warning',
	]);
	expect(severities({...hook('before_pipeline_run'), acts: true})).toEqual(['warning']);
});

it('a single task, hooks of packages and other hooks pass', () => {
	const loading = hook('after_pipeline_run', {dataset: 'report', guarded: false});
	expect(severities(loading, ['clean', 'report'])).toEqual([]);
	expect(severities({...loading, plugin: 'kedro-viz'})).toEqual([]);
	expect(severities(hook('after_node_run', {dataset: 'report', guarded: false}))).toEqual([]);
	expect(severities(hook('after_catalog_created'))).toEqual([]);
});
