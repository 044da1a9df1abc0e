// A rehearsal that goes on after a failure: what has succeeded is not run again.
import {describe, expect, it} from 'vitest';
import type {Execution} from '../../../src/pipeline-spec/read-spec.ts';
import {variablesPlaceholder} from '../../../src/pipeline-spec/start-task.ts';
import {rehearse, RehearsalFailed} from '../../../src/rehearse/rehearse.ts';
import {scratch} from '../../support/scratch.ts';
import {scriptedUi} from '../../support/scripted-ui.ts';

const execution = (task: string, ...dependsOn: readonly string[]): Execution => ({
	task,
	image: 'ghcr.io/acme/demo:1',
	command: ['kedro', 'run', '--nodes', task],
	env: {},
	secretEnv: [],
	dependsOn,
});

const three = [execution('a'), execution('b', 'a'), execution('c', 'b')];

/** `exit`: the exit code of each task. */
async function run(
	exit: Readonly<Record<string, number>>,
	succeeded: readonly string[] = [],
	executions: readonly Execution[] = three,
) {
	const scripted = scriptedUi([]);
	const ran: string[] = [];
	const got = new Map<string, string | undefined>();
	const result = await rehearse(
		{
			executions,
			parallel: 2,
			writesHere: true,
			secrets: {values: {}, warnings: []},
			succeeded: succeeded.map(task => ({task, title: task, state: 'succeeded', seconds: 2})),
			run: async ({execution: {task, command}, onText}) => {
				ran.push(task);
				got.set(task, command.at(-1));
				await onText(`Variables for the other tasks: {"RUN": "of \\u0024& ${task}"}\n`);
				await onText(`task ${task}\nKeyError: 'height'\n`);
				return {exitCode: exit[task] ?? 0};
			},
			env: {XDG_CACHE_HOME: await scratch()},
			explain: () => undefined,
		},
		scripted.ui,
	).catch((error: unknown) => error);
	return {...scripted, ran, got, result};
}

it('a failure has its cause, and what follows it is skipped', async () => {
	const {ran, result} = await run({b: 1});
	expect(ran).toEqual(['a', 'b']);
	if (!(result instanceof RehearsalFailed)) throw result;
	expect(result.failed).toMatchObject([{title: 'b', cause: "KeyError: 'height'"}]);
	expect(result.outcome.tasks?.map(({state}) => state)).toEqual(['succeeded', 'failed', 'skipped']);
});

it('what has succeeded is reported and not run again', async () => {
	const {ran, result, reported} = await run({}, ['a']);
	expect(ran).toEqual(['b', 'c']);
	expect(result).toMatchObject({outcome: {tasks: [{task: 'a', seconds: 2}, {task: 'b'}, {task: 'c'}]}});
	expect(reported.filter(event => event.event === 'task' && event.task === 'a')).toMatchObject([{state: 'succeeded'}]);
});

it('what runs at the end runs again, and so does a task that has other nodes now', async () => {
	const end = {...execution('end', 'c'), always: true} as const;
	expect((await run({}, ['a', 'end'], [...three, end])).ran).toEqual(['b', 'c', 'end']);
	const regrouped = three.map(one => (one.task === 'a' ? {...one, command: ['kedro', 'run', '--nodes=a,x']} : one));
	expect((await run({}, ['a'], regrouped)).ran).toEqual(['a', 'b', 'c']);
});

describe('a task that runs first', () => {
	const start = {...execution('start'), first: true} as const;
	const others = three.map(one => ({
		...one,
		command: [...one.command, `variables=${variablesPlaceholder}`],
		dependsOn: ['start', ...one.dependsOn],
	}));

	it('hands its variables on, also where the others are run again after a failure', async () => {
		const {ran, got} = await run({}, [], [start, ...others]);
		expect(ran).toEqual(['start', 'a', 'b', 'c']);
		expect(got.get('c')).toBe('variables={"RUN": "of \\u0024& start"}');
		const again = await run({}, ['start', 'a', 'b'], [start, ...others]);
		expect(again.ran).toEqual(['start', 'c']);
		expect(again.got.get('c')).toContain('of');
	});

	it('stops everything but the end where it fails', async () => {
		const end = {...execution('end', 'c'), command: ['state={{workflow.status}}'], always: true} as const;
		const {ran, got} = await run({start: 1}, [], [start, ...others, end]);
		expect(ran).toEqual(['start', 'end']);
		expect(got.get('end')).toBe('state=Failed');
	});
});
