// Running the rules together: order, ignoring, counting, and the table of the README.
import {describe, expect, it} from 'vitest';
import {ruleTable} from '../../../src/checks/rule-table.ts';
import {rules} from '../../../src/checks/rules.ts';
import {runChecks} from '../../../src/checks/run-checks.ts';
import {Finding} from '../../../src/schema/finding.ts';
import {WizardError} from '../../../src/system/errors.ts';
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

describe('runChecks', () => {
	it('finds nothing in a project that is ready', () => {
		expect(runChecks(facts(), {ignore: []})).toEqual({findings: [], passed: rules.length, ignored: []});
	});

	it('puts errors first, then goes by file and line', () => {
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

	it('gives findings as they are promised to scripts', () => {
		for (const finding of runChecks(facts(broken), {ignore: []}).findings) Finding.strict().parse(finding);
	});

	it('keeps what an ignored rule finds apart', () => {
		const {findings, ignored} = runChecks(facts(broken), {ignore: ['catalog/memory-dataset']});
		expect(findings.map(({severity}) => severity)).toEqual(['warning', 'warning', 'warning']);
		expect(ignored.map(({rule}) => rule)).toEqual(['catalog/memory-dataset', 'catalog/memory-dataset']);
	});

	it('names the nearest rule for one that does not exist', () => {
		const ignore = () => runChecks(facts(), {ignore: ['catalog/memory-dataste']});
		expect(ignore).toThrow(WizardError);
		expect(ignore).toThrow(/did you mean catalog\/memory-dataset\?/);
	});

	it('lists the rules where nothing is near', () => {
		try {
			runChecks(facts(), {ignore: ['xyz']});
			expect.unreachable();
		} catch (error) {
			expect(error).toMatchObject({kind: 'usage', code: 'UNKNOWN_RULE', next: []});
			expect((error as WizardError).detail).toContain('node/unnamed');
		}
	});

	it('takes two thousand nodes', () => {
		const nodes = Array.from({length: 2000}, (_, index) => node(`n${index}: d${index} -> d${index + 1}`));
		expect(all({nodes})).toEqual(['error pipeline/size']);
	});
});

describe('the rules', () => {
	it('have ids of their own in one form', () => {
		const ids = rules.map(rule => rule.id);
		expect(new Set(ids).size).toBe(ids.length);
		for (const id of ids) expect(id).toMatch(/^[a-z]+\/[a-z]+(-[a-z]+)*$/);
	});

	it('stand in the table once each', () => {
		const lines = ruleTable().split('\n');
		expect(lines).toHaveLength(rules.length + 2);
		for (const {id} of rules) expect(lines.filter(line => line.startsWith(`| \`${id}\` |`))).toHaveLength(1);
		for (const line of lines) expect(line.match(/(?<!\\)\|/g)).toHaveLength(6);
	});
});
