// Running the rules together: order, ignoring, counting, and what grouping makes disappear.
import {describe, expect, it} from 'vitest';
import type {Facts} from '../../../src/checks/facts.ts';
import {runChecks} from '../../../src/checks/run-checks.ts';
import {rules} from '../../../src/checks/rules.ts';
import {Finding} from '../../../src/schema/finding.ts';
import {WizardError} from '../../../src/system/errors.ts';
import {oneTaskPerNode} from '../../../src/tasks/build-graph.ts';
import {groupTasks} from '../../../src/tasks/group-tasks.ts';
import {all, csv, facts, implied, node} from '../../support/facts.ts';

const broken = {
	nodes: [
		node('a: raw -> x', {named: false}),
		node('b: x -> y', {place: {file: 'src/demo/a.py', line: 1}}),
		node('c: y -> z'),
		node('d: z -> ', {named: false, place: {file: 'src/demo/nodes.py', line: 9}}),
	],
	project: {datasets: [csv('raw', 'data/raw.csv'), implied('x'), implied('y')]},
};

it('a project without problems has no findings', () => {
	expect(runChecks(facts(), {ignore: []})).toEqual({findings: [], passed: rules.length, ignored: []});
});

it('findings are sorted: errors first, then by file and line', () => {
	const {findings, passed} = runChecks(facts(broken), {ignore: []});
	expect(findings.map(({severity, file, line}) => [severity, file, line])).toEqual([
		['error', 'src/demo/a.py', 1],
		['error', 'src/demo/nodes.py', 10],
		['warning', 'conf/base/catalog.yml', 7],
		['warning', 'src/demo/nodes.py', 9],
		['warning', 'src/demo/nodes.py', 10],
	]);
	expect(passed).toBe(rules.length - 3);
});

it('a node without a name is shown by its function, and keeps the name that Kedro generates', () => {
	const unnamed = {named: false, function: 'demo.nodes.clean', place: {file: 'src/demo/nodes.py', line: 4}};
	const nodes = [node('clean__a487b7c7: raw -> x', unnamed), node('fit: x -> model')];
	const project = {datasets: [csv('raw', 's3://b/raw.csv'), implied('x'), csv('model', 's3://b/m.csv')]};
	const {findings} = runChecks(facts({nodes, project}), {ignore: []});
	const memory = findings.find(({rule}) => rule === 'catalog/memory-dataset');
	expect(memory?.message).toContain('between clean (nodes.py:4) and fit');
	expect(findings.find(({rule}) => rule === 'node/unnamed')).toMatchObject({
		node: 'clean__a487b7c7',
		nodeLabel: 'clean (nodes.py:4)',
		message: expect.stringContaining('"clean__a487b7c7"'),
	});
});

it('every finding is valid against its schema', () => {
	for (const finding of runChecks(facts(broken), {ignore: []}).findings) Finding.strict().parse(finding);
});

it('what an ignored rule finds is listed apart', () => {
	const {findings, ignored} = runChecks(facts(broken), {ignore: ['catalog/memory-dataset']});
	expect(findings.map(({severity}) => severity)).toEqual(['warning', 'warning', 'warning']);
	expect(ignored.map(({rule}) => rule)).toEqual(['catalog/memory-dataset', 'catalog/memory-dataset']);
});

it('ignoring a rule that does not exist fails with a similar id', () => {
	const ignore = () => runChecks(facts(), {ignore: ['catalog/memory-dataste']});
	expect(ignore).toThrow(WizardError);
	expect(ignore).toThrow(/did you mean catalog\/memory-dataset\?/);
});

it('ignoring a rule with no similar id fails with the list of rules', () => {
	try {
		runChecks(facts(), {ignore: ['xyz']});
		expect.unreachable();
	} catch (error) {
		expect(error).toMatchObject({kind: 'usage', code: 'UNKNOWN_RULE', next: [{command: 'kfp-wizard --ignore RULE'}]});
		expect((error as WizardError).detail).toContain('node/unnamed');
	}
});

it('B12: two thousand nodes are checked in a short time', () => {
	const nodes = Array.from({length: 2000}, (_, index) => node(`n${index}: d${index} -> d${index + 1}`));
	const run: NonNullable<Facts['run']> = {
		format: 'kfp',
		sizeOf: ({tasks}) => ({created: tasks.length * 2000, ended: tasks.length * 3000, argument: 10_000}),
		atMost: () => undefined,
	};
	expect(all({nodes, run})).toEqual(['error pipeline/size']);
});

describe('findings and grouping', () => {
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

	it('grouping removes the findings of datasets within one task', () => {
		expect(rulesWith('node')).toEqual(['catalog/local-dataset m2', 'catalog/memory-dataset m1']);
		expect(rulesWith('memory')).toEqual(['catalog/local-dataset m2']);
		expect(rulesWith('chain')).toEqual([]);
		expect(rulesWith('all')).toEqual([]);
	});

	it('the grouping by node has the findings of the graph with one node a task', () => {
		expect(rulesWith('node')).toEqual(
			runChecks({...facts(given), graph: oneTaskPerNode(facts(given).pipeline)}, {ignore: []}).findings.map(
				({rule, dataset}) => `${rule} ${dataset}`,
			),
		);
	});
});
