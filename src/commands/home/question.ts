// What the screen of `kfp-wizard` alone says of a deployed project, and what it offers.
import {join} from 'node:path';
import {isFinalState, type PipelineVersion, wasTerminated} from '../../kfp/schemas.ts';
import {localTime} from '../../system/local-time.ts';
import {tidyPath} from '../../system/files.ts';
import {cleanLine, count, duration} from '../../system/text.ts';
import type {Schedule} from '../../schema/outcome.ts';
import {metricTexts} from '../../ui/text/metric.ts';
import type {Choice, Header, SelectQuestion} from '../../ui/ui.ts';
import {clusterOf} from '../../deploy/steps.ts';
import {secondsOf} from '../runs/run-rows.ts';
import {changesText} from './changes.ts';
import type {Deployed} from './look.ts';

export const homeHeader = ({server: {project, connection}}: Deployed): Header => ({
	title: 'kfp-wizard',
	about: `${project.name} · ${tidyPath(project.root, join(project.root, 'src'))}`,
	cluster: clusterOf(connection),
	steps: [],
});

/** `before`: what was chosen the last time; `left`: the answers of a deploy that was not finished, in words. */
export function homeQuestion(
	deployed: Deployed,
	now: Date,
	before: string | undefined,
	left: string | undefined,
): SelectQuestion {
	const {last, schedules, changes} = deployed;
	const isActive = last !== undefined && !isFinalState(last.run.state);
	const choices: readonly Choice[] = [
		{value: 'deploy', label: 'Deploy the project as it is now', hint: changesText(changes)},
		...(left === undefined ? [] : [{value: 'continue', label: 'Continue the deploy that you left', hint: left}]),
		{value: 'again', label: 'Run that version again', hint: shortVersion(deployed)},
		...(isActive ? [{value: 'follow', label: 'Follow the run', hint: last.run.display_name}] : []),
		...(last === undefined
			? []
			: [
					{value: 'runs', label: 'Runs', hint: ['newest first', ...firstMetric(last)].join(', ')},
					{value: 'logs', label: 'Logs', hint: 'of the last run'},
				]),
		{
			value: 'schedule',
			label: 'Schedule',
			hint: schedules.length === 0 ? 'none yet' : count(schedules.length, 'schedule'),
		},
		{value: 'remove', label: 'Remove', hint: 'what kfp-wizard created; you choose'},
		{value: 'leave', label: 'Leave'},
	];
	return {
		kind: 'select',
		name: 'home',
		message: 'What next?',
		flag: 'kfp-wizard deploy',
		aside: true,
		help: factsOf(deployed, now)
			.map(([title, ...facts]) => `${title.padEnd(10)}${facts.filter(Boolean).join(', ')}`)
			.join('\n'),
		choices,
		initial: choices.find(({value}) => value === before)?.value ?? (isActive ? 'follow' : 'deploy'),
	};
}

/** `mae 12.0 → 11.4`: how the first metric of the last run has changed. */
function firstMetric({metrics: [metric]}: NonNullable<Deployed['last']>): readonly string[] {
	if (metric === undefined) return [];
	const {key, value, before} = metric;
	const texts = metricTexts(before, value).filter(text => text !== undefined);
	return [`${cleanLine(key)} ${texts.join(' → ')}`];
}

/** Schedules that have a line of their own. */
const mostSchedules = 3;

/** Lines with their titles. */
function factsOf(deployed: Deployed, now: Date): readonly (readonly [title: string, ...facts: readonly string[]])[] {
	const {server, pipeline, version, last, schedules} = deployed;
	const others = server.pipelines.length - 1;
	const more = schedules.length - mostSchedules;
	return [
		['Pipeline', cleanLine(pipeline.name), others > 0 ? `and ${count(others, 'other pipeline')} of this project` : ''],
		['Version', nameOf(deployed, version.name), uploaded(version.created_at)],
		last === undefined ? ['Last run', 'none'] : ['Last run', ...runFacts(deployed, last, now)],
		...schedules.slice(0, mostSchedules).map(schedule => ['Schedule', ...scheduleFacts(schedule, now)] as const),
		...(more > 0 ? [['', `and ${count(more, 'more schedule')}`] as const] : []),
	];
}

const uploaded = (time: string | null): string => (time === null ? '' : `uploaded ${localTime(new Date(time))}`);

function runFacts(deployed: Deployed, {run, version}: NonNullable<Deployed['last']>, now: Date): readonly string[] {
	const seconds = secondsOf(run, now);
	const state = run.state ?? 'PENDING';
	return [
		run.created_at === null ? cleanLine(run.display_name) : localTime(new Date(run.created_at)),
		wasTerminated(run) ? `${state} (terminated)` : state,
		seconds === null ? '' : duration(seconds * 1000),
		version === undefined ? 'of a version that was removed' : `version ${nameOf(deployed, version.name)}`,
	];
}

function scheduleFacts({name, when, enabled, next: [next]}: Schedule, now: Date): readonly string[] {
	const coming = next === undefined ? '' : `next in ${duration(Date.parse(next) - now.getTime())}`;
	return [cleanLine(name), when, enabled ? coming : 'disabled'];
}

/** The version that is run again: that of the last run, where it is still there. */
export const versionToRun = ({version, last}: Deployed): PipelineVersion => last?.version ?? version;

const shortVersion = (deployed: Deployed): string => nameOf(deployed, versionToRun(deployed).name);

/** The names of versions begin with the pipeline's. */
const nameOf = ({pipeline}: Deployed, version: string): string =>
	cleanLine(version.startsWith(`${pipeline.name}-`) ? version.slice(pipeline.name.length + 1) : version);
