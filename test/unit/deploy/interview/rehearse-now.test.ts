// A rehearsal from the plan: what is asked after a failure, and what goes on from there.
import {expect, it} from 'vitest';
import {rehearseNow} from '../../../../src/deploy/interview/rehearse-now.ts';
import {Rerun} from '../../../../src/deploy/interview/rerun.ts';
import type {Chosen} from '../../../../src/deploy/plan.ts';
import type {RehearsalNeeds} from '../../../../src/deploy/steps/rehearsal/rehearsal.ts';
import {type FailedTask, RehearsalFailed} from '../../../../src/rehearse/rehearse.ts';
import type {TaskOutcome} from '../../../../src/schema/outcome.ts';
import {interviewOf} from '../../../support/deploy-parts.ts';
import {facts} from '../../../support/facts.ts';
import {back, initial, type Line, scriptedUi} from '../../../support/scripted-ui.ts';

const task = (name: string, state: TaskOutcome['state']): TaskOutcome => ({task: name, title: name, state});
const failed = (name: string, cause: string): FailedTask => ({
	title: name,
	reason: 'exit code 1',
	cause,
	log: `/logs/${name}`,
});
const tasks = [task('a', 'succeeded'), task('b', 'failed'), task('c', 'failed'), task('d', 'skipped')];
const failure = (...all: readonly FailedTask[]): RehearsalFailed =>
	new RehearsalFailed(all, '2 of 4 tasks failed', {code: 'REHEARSAL_FAILED', outcome: {tasks}});

const {project, pipeline, graph} = facts();
const chosen = {
	options: {},
	selection: {
		project,
		pipeline,
		graph,
		chosen: {env: {value: 'prod', source: 'asked'}, pipeline: {value: '__default__', source: 'default'}},
	},
	plans: {secret: {do: 'skip'}},
} as unknown as Chosen;

/** `endings`: what each rehearsal ends with; the last one succeeds. */
async function rehearse(script: readonly Line[], endings: readonly Error[]) {
	const scripted = scriptedUi(script);
	const interview = interviewOf(scripted.ui);
	const ran: (readonly string[])[] = [];
	const run = async ({succeeded = []}: RehearsalNeeds) => {
		const ending = endings[ran.length];
		ran.push(succeeded.map(one => one.task));
		if (ending !== undefined) throw ending;
		return {outcome: {tasks: [], logs: '/logs', report: '/logs/report.html'}, detail: '4 tasks in 9 s'};
	};
	const thrown: unknown = await rehearseNow(chosen, interview, run).catch((error: unknown) => error);
	expect(scripted.left(), String(thrown)).toEqual([]);
	return {...scripted, thrown, ran, readings: interview.readings};
}

it('a rehearsal that succeeds leads back to the plan, which says so', async () => {
	const {thrown, readings, asked} = await rehearse([], []);
	expect(thrown).toBeInstanceOf(Rerun);
	expect(readings.rehearsal).toMatchObject({said: '4 tasks in 9 s', report: '/logs/report.html'});
	expect(asked).toEqual([]);
});

it('after a failure each cause is said once, first, and only what did not succeed runs again', async () => {
	const {asked, ran} = await rehearse(
		[['rehearsal', 'again']],
		[failure(failed('b', 'no s3fs\nInstall it'), failed('c', 'no s3fs\nInstall it'))],
	);
	expect(asked[0]).toMatchObject({message: 'b and c failed: no s3fs', help: 'Install it', initial: 'again'});
	expect(asked[0]?.kind === 'select' && asked[0].choices.map(({key, label}) => [key, label])).toEqual([
		['r', 'Run 3 tasks again'],
		['e', 'Set an environment variable'],
		['l', 'Show the log of b'],
		[undefined, 'Back to the plan'],
	]);
	expect(ran).toEqual([[], ['a']]);
});

it('a variable is set for all tasks, and the rehearsal goes on with those that did not succeed', async () => {
	const {thrown, readings, asked} = await rehearse(
		[
			['rehearsal', 'variable'],
			['rehearsal-variable', back],
			['rehearsal', 'variable'],
			['rehearsal-variable', 'TOKEN_URL=http://x'],
		],
		[failure(failed('b', 'KeyError'))],
	);
	expect(thrown).toMatchObject({answers: {envVar: ['TOKEN_URL=http://x']}});
	expect(readings.rehearsal.succeeded).toMatchObject([{task: 'a'}]);
	const question = asked.at(-1);
	if (question?.kind !== 'text') throw new Error('it is not asked');
	expect(question.validate?.('no value')).toBe('write NAME=VALUE, with letters, digits and _ in the name');
	expect(question.validate?.('PASSWORD=hunter2hunter2')).toMatch(/looks like a secret/);
});

it.each([['plan'], [back]])('the plan is the way out of a failed rehearsal (%o)', async answer => {
	const {thrown, readings} = await rehearse([['rehearsal', answer]], [failure(failed('b', 'KeyError'))]);
	expect(thrown).toBeInstanceOf(Rerun);
	expect(readings.rehearsal).toMatchObject({said: '2 of 4 tasks failed'});
	expect(readings.rehearsal.succeeded).toBeUndefined();
});

it('the report of a failed rehearsal is opened from the question, and from the plan', async () => {
	const error = failure(failed('b', 'KeyError'));
	Object.assign(error, {outcome: {...error.outcome, report: '/logs/report.html'}});
	const {asked, readings} = await rehearse(
		[
			['rehearsal', 'report'],
			['rehearsal', 'plan'],
		],
		[error],
	);
	expect(asked).toHaveLength(2);
	expect(readings.rehearsal.report).toBe('/logs/report.html');
});

it('the default is to run again', async () => {
	const {ran} = await rehearse([['rehearsal', initial]], [failure(failed('b', 'KeyError'))]);
	expect(ran).toHaveLength(2);
});

it('the default is to set a variable that the cause names and that the tasks do not have', async () => {
	const variables = [{name: 'AWS_ENDPOINT_URL', value: 'http://s3:9000'}];
	Object.assign(project, {variables});
	const {thrown, asked} = await rehearse(
		[
			['rehearsal', initial],
			['rehearsal-variable', initial],
		],
		[failure(failed('b', 'No answer; AWS_ENDPOINT_URL is set here but not for the tasks'))],
	);
	Object.assign(project, {variables: []});
	expect(asked).toHaveLength(2);
	expect(thrown).toMatchObject({answers: {envVar: ['AWS_ENDPOINT_URL=http://s3:9000']}});
});

it('a variable that the advice names, without a value here, is begun in its field', async () => {
	const cause = 'No answer\nGive the tasks its address: --env-var AWS_ENDPOINT_URL=URL';
	const {asked} = await rehearse(
		[
			['rehearsal', initial],
			['rehearsal-variable', 'AWS_ENDPOINT_URL=http://s3:9000'],
		],
		[failure(failed('b', cause))],
	);
	expect(asked[1]).toMatchObject({kind: 'text', draft: 'AWS_ENDPOINT_URL='});
});
