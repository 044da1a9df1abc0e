// What a rehearsal leaves behind: its report beside the logs or where the user wants it, and its metrics with their changes.
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {finishing, type Finishing} from '../../../src/rehearse/finish.ts';
import {RehearsalFailed} from '../../../src/rehearse/rehearse.ts';
import type {TaskOutcome} from '../../../src/schema/outcome.ts';
import {WizardError} from '../../../src/system/errors.ts';
import {errorOf} from '../../support/error-of.ts';
import {scratch} from '../../support/scratch.ts';
import {scriptedUi} from '../../support/scripted-ui.ts';

const begun = new Date('2026-11-28T00:00:00Z');

async function world() {
	const parent = await scratch();
	const {ui, reported} = scriptedUi([]);
	const options: Finishing = {
		executions: [
			{task: 'fit', image: 'x', command: ['kedro', 'run', '--nodes=fit'], env: {}, secretEnv: [], dependsOn: []},
			{
				task: 'score',
				image: 'x',
				command: ['kedro', 'run', '--nodes=score'],
				env: {},
				secretEnv: [],
				dependsOn: ['fit'],
			},
		],
		nodes: ['fit', 'score'],
		project: 'Tide',
		pipeline: '__default__',
		environment: 'base',
		inContainers: false,
		begun,
		subject: {root: '/tide', pipeline: '__default__', environment: 'base'},
		report: undefined,
		now: () => new Date(begun.getTime() + 14_000),
		ui,
	};
	const folder = async (name: string): Promise<string> => {
		const logs = join(parent, name);
		await mkdir(logs);
		return logs;
	};
	const score = (logs: string, mae: number, artifacts: TaskOutcome['artifacts'] = []): TaskOutcome[] => [
		{task: 'fit', title: 'fit', state: 'succeeded', log: join(logs, '001-fit.log')},
		{
			task: 'score',
			title: 'score',
			state: 'succeeded',
			artifacts: [{name: 'metrics', dataset: 'metrics', kind: 'metrics', values: {mae}}, ...artifacts],
		},
	];
	const finish = async (name: string, mae: number, more: Partial<Finishing> = {}) => {
		const logs = await folder(name);
		return finishing(async () => ({outcome: {tasks: score(logs, mae), logs}, detail: ''}), {...options, ...more});
	};
	return {parent, options, reported, folder, score, finish};
}

const first = '20261128-000000000-a';
const second = '20261128-000001000-b';
const third = '20261128-000002000-c';

it('the report stands beside the logs, with metrics and their change since the rehearsal before', async () => {
	const {parent, finish} = await world();
	const {outcome} = await finish(first, 12);
	const metric = {task: 'score', artifact: 'metrics', key: 'mae'};
	expect(outcome.metrics).toEqual([{...metric, value: 12}]);
	expect(outcome.report).toBe(join(parent, first, 'report.html'));
	const next = await finish(second, 11.4);
	expect(next.outcome.metrics).toEqual([{...metric, value: 11.4, before: 12}]);
	const page = await readFile(next.outcome.report ?? '', 'utf8');
	expect(page).toContain('Rehearsal of Tide');
	expect(page).toMatch(/mae<td class="number"><b>11\.4<\/b>.*12\.0.*−0\.6/);
	expect(page.match(/<path /g)).toHaveLength(1);
});

it('only rehearsals of the same project, pipeline and environment are compared', async () => {
	const {finish} = await world();
	await finish(first, 12, {subject: {root: '/tide', pipeline: '__default__', environment: 'prod'}});
	await finish(second, 13, {subject: {root: '/other', pipeline: '__default__', environment: 'base'}});
	expect((await finish(third, 11)).outcome.metrics).toEqual([
		{task: 'score', artifact: 'metrics', key: 'mae', value: 11},
	]);
});

it('reports of tasks are in it; one that cannot be read says so', async () => {
	const {parent, options, folder, score} = await world();
	const logs = await folder(first);
	const plot = join(parent, 'plot.html');
	await writeFile(plot, '<h1>Plot</h1>');
	const html = {name: 'plot', dataset: 'plot', kind: 'html'} as const;
	const tasks = score(logs, 1, [
		{...html, file: plot},
		{...html, dataset: 'gone', file: join(parent, 'gone.html')},
		{...html, dataset: 'folder', file: parent},
	]);
	const {outcome} = await finishing(async () => ({outcome: {tasks, logs}, detail: ''}), options);
	const page = await readFile(outcome.report ?? '', 'utf8');
	expect(page).toContain('srcdoc="&lt;h1&gt;Plot&lt;/h1&gt;"');
	expect(page.match(/<figure>/g)).toHaveLength(2);
	expect(page).toContain('is not a file');
});

it('a rehearsal that failed has its report, with the log of what failed', async () => {
	const {parent, options, folder} = await world();
	const logs = await folder(first);
	const log = join(logs, '001-fit.log');
	await writeFile(log, "Loading data\nKeyError: 'height'\n");
	const tasks: TaskOutcome[] = [
		{task: 'fit', title: 'fit', state: 'failed', log},
		{task: 'score', title: 'score', state: 'skipped'},
	];
	const failed = [{title: 'fit', log, reason: 'exit code 1', cause: 'The column height is missing'}];
	const wanted = join(parent, 'out', 'page.html');
	await mkdir(join(parent, 'out'));
	const error = await errorOf(
		finishing(
			async () => Promise.reject(new RehearsalFailed(failed, 'It failed', {code: 'X', outcome: {tasks, logs}})),
			{...options, report: wanted},
		),
	);
	expect(error).toBeInstanceOf(RehearsalFailed);
	expect(error.outcome).toMatchObject({report: wanted, logs});
	const page = await readFile(wanted, 'utf8');
	expect(page).toContain('The column height is missing');
	expect(page).toContain('Loading data\nKeyError: &#39;height&#39;');
	expect(page).toContain('class="state failed"');
});

it('a page that cannot be written fails only the rehearsal that succeeded and was asked for one', async () => {
	const {parent, finish, reported, options} = await world();
	const nowhere = join(parent, 'none', 'page.html');
	expect((await errorOf(finish(first, 1, {report: nowhere}))).message).toContain('none');
	const cancelled = new WizardError('cancelled', 'Cancelled', {code: 'CANCELLED', outcome: {tasks: [], logs: nowhere}});
	expect(await errorOf(finishing(async () => Promise.reject(cancelled), options))).toBe(cancelled);
	expect(reported).toMatchObject([{event: 'note', level: 'warning'}]);
});
