// The rules about tasks: their number, their names, what is confirmed where, and what grouping makes disappear.
import {describe, expect, it} from 'vitest';
import {oneTaskPerNode} from '../../../src/tasks/build-graph.ts';
import {groupTasks} from '../../../src/tasks/group-tasks.ts';
import {csv, facts, found, type Given, implied, node} from '../../support/facts.ts';
import {runChecks} from '../../../src/checks/run-checks.ts';

/** Nodes in a row, each handing a dataset to the next. */
const row = (size: number) =>
	Array.from({length: size}, (_, index) =>
		node(`n${index}: d${index} -> d${index + 1}`, {dependencies: index === 0 ? [] : [`n${index - 1}`]}),
	);

describe('pipeline/size', () => {
	const rule = 'pipeline/size';
	const sized = (size: number) => found(rule, {nodes: row(size)});

	it('tells the cost from 151 tasks on, warns beyond 400, refuses beyond 750', () => {
		expect(sized(150)).toEqual([]);
		expect(sized(151)).toMatchObject([{severity: 'info', message: expect.stringContaining('302 pods')}]);
		expect(sized(401)).toMatchObject([{severity: 'warning'}]);
		expect(sized(751)).toMatchObject([
			{severity: 'error', message: expect.stringContaining('more than one run can hold')},
		]);
	});

	it('names the groupings that make fewer tasks, with their numbers', () => {
		expect(sized(200)[0]?.fix?.title).toBe(
			'Group nodes into fewer tasks: --group-by chain makes 1 task, --group-by all makes 1 task',
		);
	});

	it('refuses a task whose node names make too long an argument', () => {
		const nodes = row(1200).map(each => ({...each, name: `${'x'.repeat(100)}${each.name}`, dependencies: []}));
		const {graph} = facts({nodes, together: nodes.map(({name}) => name)});
		expect(found(rule, {nodes, graph})).toMatchObject([
			{severity: 'error', message: expect.stringContaining('Linux takes 128 KiB')},
		]);
	});
});

describe('name/too-long', () => {
	const long = `${'x'.repeat(60)}.${'y'.repeat(60)}`;

	it('tells what the task will be called', () => {
		const [finding] = found('name/too-long', {nodes: [node(`${long}: raw -> trips`)]});
		expect(finding).toMatchObject({severity: 'info', node: long});
		expect(finding?.message).toMatch(/121 characters: its task is called x{60}-y{32}-[0-9a-f]{6}$/);
	});

	it('does not mind short names, nor long ones within a group', () => {
		expect(found('name/too-long')).toEqual([]);
		const nodes = [node(`${long}: raw -> trips`), node('b: trips -> z')];
		expect(found('name/too-long', {nodes, together: ['b', long]})).toEqual([]);
	});
});

describe('catalog/confirms', () => {
	const rule = 'catalog/confirms';
	const type = 'partitions.IncrementalDataset';
	const nodes = [node('load: parts -> x'), node('done: x -> y', {confirms: ['parts']})];
	const at = (value: string): Given => ({
		nodes,
		project: {datasets: [csv('parts', value, {type, key: 'path'})]},
	});

	it('warns where another task loads what is confirmed', () => {
		expect(found(rule, at('s3://tide/parts'))).toMatchObject([
			{
				severity: 'warning',
				node: 'done',
				dataset: 'parts',
				message: expect.stringContaining('which load loads in another task'),
			},
		]);
	});

	it('warns of a mark that is lost with the container', () => {
		expect(found(rule, {...at('data/parts'), together: ['load', 'done']})).toMatchObject([
			{severity: 'warning', message: expect.stringContaining('the record is deleted with its container')},
		]);
	});

	it('finds nothing within one task, or in the node that loads', () => {
		expect(found(rule, {...at('s3://tide/parts'), together: ['load', 'done']})).toEqual([]);
		const self = [node('load: parts -> x', {confirms: ['parts']})];
		expect(found(rule, {...at('s3://tide/parts'), nodes: self})).toEqual([]);
	});
});

describe('project/telemetry', () => {
	const rule = 'project/telemetry';
	const project = {kedro: '0.18.14', plugins: ['kedro-telemetry']};

	it('tells of an old plugin without its file in the image', () => {
		expect(found(rule, {project, imageHasFile: path => path !== '.telemetry'})).toMatchObject([{severity: 'info'}]);
	});

	it('finds nothing with the file, without the plugin, or with a Kedro that brings a newer one', () => {
		expect(found(rule, {project})).toEqual([]);
		const imageHasFile = () => false;
		expect(found(rule, {project: {...project, plugins: []}, imageHasFile})).toEqual([]);
		expect(found(rule, {project: {...project, kedro: '0.19.7'}, imageHasFile})).toEqual([]);
	});
});

describe('what grouping solves', () => {
	const nodes = [
		node('a: raw -> m1'),
		node('b: m1 -> m2', {dependencies: ['a']}),
		node('c: m2 -> trips', {dependencies: ['b']}),
	];
	const given = {nodes, project: {datasets: [implied('m1'), csv('m2', 'data/m2.csv')]}};
	const rulesWith = (by: string): readonly string[] => {
		const whole = facts(given);
		const graph = groupTasks(whole.pipeline, by, name => whole.kindOf(name) === 'memory');
		return runChecks({...whole, graph}, {ignore: []}).findings.map(({rule, dataset}) => `${rule} ${dataset}`);
	};

	it('is found no more: memory with memory, and local files with chain and all', () => {
		expect(rulesWith('node')).toEqual(['catalog/local-dataset m2', 'catalog/memory-dataset m1']);
		expect(rulesWith('memory')).toEqual(['catalog/local-dataset m2']);
		expect(rulesWith('chain')).toEqual([]);
		expect(rulesWith('all')).toEqual([]);
	});

	it('is what oneTaskPerNode leaves', () => {
		expect(rulesWith('node')).toEqual(
			runChecks({...facts(given), graph: oneTaskPerNode(facts(given).pipeline)}, {ignore: []}).findings.map(
				({rule, dataset}) => `${rule} ${dataset}`,
			),
		);
	});
});
