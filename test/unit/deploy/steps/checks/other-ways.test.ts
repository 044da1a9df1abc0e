// What else solves a finding than its fix.
import {expect, it} from 'vitest';
import {askForWay} from '../../../../../src/deploy/steps/checks/fix-now.ts';
import {otherWays} from '../../../../../src/deploy/steps/checks/other-ways.ts';
import type {Selected} from '../../../../../src/deploy/selection.ts';
import type {Options} from '../../../../../src/options/options.ts';
import type {Finding} from '../../../../../src/schema/finding.ts';
import {flag, selectionOf} from '../../../../support/deploy-parts.ts';
import {initial, scriptedUi} from '../../../../support/scripted-ui.ts';

const finding = (rule: string, more: Partial<Finding> = {}): Finding => ({
	rule,
	severity: 'error',
	message: 'm',
	...more,
});
const suspicious = {context: {suspicious: [{path: '.env'}]}} as unknown as Selected['source'];
const ways = (findings: readonly Finding[], options: Options = {}, source: Selected['source'] = suspicious) =>
	otherWays(findings, {selection: selectionOf(), options, source}).map(({choice: {label, hint}, change}) => [
		label,
		hint,
		change,
	]);

it('a dataset between tasks: groupings in which no task needs it', () => {
	expect(ways([finding('catalog/memory-dataset', {dataset: 'trips'})])).toEqual([
		['Group the nodes: chains in one', '1 task instead of 2 (--group-by chain)', {groupBy: 'chain'}],
	]);
});

it('credentials: a Secret of their own, unless it is chosen already', () => {
	const [[label, , change] = []] = ways([finding('catalog/credentials')]);
	expect(label).toMatch(/^A Secret of their own: .*-credentials$/);
	expect(change).toMatchObject({credentialsSecret: expect.stringMatching(/-credentials$/) as string});
	expect(ways([finding('catalog/credentials')], {credentialsSecret: flag('x', '--credentials-secret')})).toEqual([]);
});

it('are asked for also where there is no fix', async () => {
	const scripted = scriptedUi([['fix-way', initial]]);
	const selected = {selection: selectionOf(), options: {}, source: suspicious} as const;
	const thrown = await askForWay([finding('catalog/credentials')], [], selected, scripted.ui).catch(
		(error: unknown) => error,
	);
	expect(thrown).toMatchObject({answers: {credentialsSecret: expect.stringMatching(/-credentials$/) as string}});
	expect(scripted.asked[0]).toMatchObject({
		choices: [{label: expect.stringMatching(/^A Secret of their own/) as string}],
	});
});

it('a file that looks like a credential: to keep it, beside those that are allowed', () => {
	const allowed: Options = {allowFile: flag(['a'], '--allow-file')};
	expect(ways([finding('image/unwanted-file', {file: '.env'})], allowed)).toEqual([
		['Keep it in the image', 'it is harmless (--allow-file .env)', {allowFile: ['a', '.env']}],
	]);
	expect(ways([finding('image/unwanted-file', {file: 'data'})])).toEqual([]);
});

it('nothing for findings of several rules, or of a rule with one way', () => {
	expect(ways([finding('catalog/credentials'), finding('node/unnamed')])).toEqual([]);
	expect(ways([finding('node/unnamed')])).toEqual([]);
	expect(ways([])).toEqual([]);
});
