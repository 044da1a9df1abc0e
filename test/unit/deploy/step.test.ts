// Planning and showing one step: the order of its verbs, and its marks in the header.
import {expect, it} from 'vitest';
import {planStep, showStep, type Step} from '../../../src/deploy/step.ts';
import {interviewOf} from '../../support/deploy-parts.ts';
import {errorOf} from '../../support/error-of.ts';
import {scriptedUi} from '../../support/scripted-ui.ts';

type Plan = {readonly changes: readonly []; readonly values: readonly []; readonly of: readonly string[]};

const step: Step<string, string, string, Plan, string> = {
	id: 'spec',
	title: 'Spec',
	ask: async needs => `${needs}, asked`,
	inspect: async asked => `${asked}, inspected`,
	plan: (asked, state) => ({changes: [], values: [], of: [asked, state]}),
	apply: async () => ({value: 'x', detail: 'x'}),
};

it('planning a step marks it as active, then asks, inspects and plans', async () => {
	const {ui, reported} = scriptedUi([]);
	const plan = await planStep(step, 'needs', interviewOf(ui));
	expect(plan.of).toEqual(['needs, asked', 'needs, asked, inspected']);
	expect(reported).toEqual([{event: 'step', step: 'spec', state: 'active'}]);
});

it('the work of a step is shown as active, then as done with its detail', async () => {
	const {ui, reported} = scriptedUi([]);
	const done = await showStep(ui, 'run', async () => ({detail: 'run 1', value: 1}), 'starting');
	expect(done).toEqual({detail: 'run 1', value: 1});
	expect(reported).toEqual([
		{event: 'step', step: 'run', state: 'active', detail: 'starting'},
		{event: 'step', step: 'run', state: 'done', detail: 'run 1'},
	]);
});

it('work that fails is shown as failed, and its error is thrown as it is', async () => {
	const {ui, reported} = scriptedUi([]);
	const error = new Error('no');
	await expect(showStep(ui, 'run', () => Promise.reject(error))).rejects.toBe(error);
	expect(reported.at(-1)).toEqual({event: 'step', step: 'run', state: 'failed'});
});

it('F28: no work begins after Ctrl-C', async () => {
	const {ui, reported} = scriptedUi([]);
	let began = false;
	const work = async () => {
		began = true;
		return {detail: ''};
	};
	const aborted = {...ui, signal: AbortSignal.abort()};
	expect(await errorOf(showStep(aborted, 'run', work))).toMatchObject({kind: 'cancelled'});
	expect(began).toBe(false);
	expect(reported).toEqual([{event: 'step', step: 'run', state: 'failed'}]);
});
