// `kfp-wizard runs diff A B`: version, image, commit, parameters, and durations for each task of two runs.
import {compareLink} from '../../deploy/reach/pages.ts';
import {describedCommit} from '../../kfp/description-markers.ts';
import {findRun} from '../../kfp/project-runs.ts';
import type {Run} from '../../kfp/schemas.ts';
import {isOn, type Options} from '../../options/options.ts';
import {argumentText} from '../../pipeline-spec/pipeline-inputs.ts';
import type {Metric} from '../../schema/metric.ts';
import type {RunDifference, RunRow} from '../../schema/runs.ts';
import {defined} from '../../system/defined.ts';
import {duration} from '../../system/text.ts';
import {metricId} from '../../tasks/metrics.ts';
import type {Context} from '../../ui/context.ts';
import {lookOf} from '../../ui/text/look.ts';
import {changeText, metricTexts} from '../../ui/text/metric.ts';
import {printJson} from '../print-json.ts';
import {metricsOfRuns} from './metrics-of-runs.ts';
import {printTable} from './print-table.ts';
import {type KnownVersion, runRow, secondsOf, versionsOfRuns} from './run-rows.ts';
import {openServer} from './server.ts';

export async function printDifferences(
	names: readonly [string, string],
	options: Options,
	context: Context,
): Promise<number> {
	const server = await openServer(options, context);
	const {client, pipelines} = server;
	const [a, b] = [await findRun(client, pipelines, names[0]), await findRun(client, pipelines, names[1])];
	const versions = await versionsOfRuns(client, [a, b]);
	const now = client.serverTime(context.now());
	const metrics = await metricsOfRuns([a, b], server, versions);
	const rowOf = (run: Run): RunRow => runRow(run, server, {versions, metrics, now});
	const [first, second] = [rowOf(a), rowOf(b)];
	const differences = [
		...differencesOf(sideOf(a, versions, now), sideOf(b, versions, now)),
		...metricDifferences(first.metrics, second.metrics),
	];
	const compare = compareLink(server.connection, [a.run_id, b.run_id]);
	if (isOn(options.json)) {
		printJson({ok: true, exitCode: 0, a: first, b: second, differences, compare}, context);
		return 0;
	}
	if (differences.length === 0) {
		context.ui.emit({event: 'note', level: 'info', message: `${first.name} and ${second.name} do not differ`});
	} else {
		const {spell = text => text} = lookOf(context.stdout, context);
		printTable(
			['', '', `${first.id.slice(0, 8)} ${first.name}`, `${second.id.slice(0, 8)} ${second.name}`],
			differences.map(({what, name, a, b, change}) => [
				what,
				name,
				a ?? '-',
				[b ?? '-', ...(change === undefined ? [] : [spell(`(${change})`)])].join(' '),
			]),
			context,
		);
	}
	context.stdout.write(`\nCompare  ${compare}\n`);
	return 0;
}

/** Those that changed, in the order of the first run. */
function metricDifferences(a: readonly Metric[], b: readonly Metric[]): readonly RunDifference[] {
	const all = new Map([...a, ...b].map(metric => [metricId(metric), metric]));
	return [...all].flatMap(([id, {task, artifact, key}]) => {
		const [before, value] = [a, b].map(metrics => metrics.find(metric => metricId(metric) === id)?.value);
		if (before === value) return [];
		const [from = null, to = null] = metricTexts(before, value);
		const change = value === undefined ? undefined : changeText({value, before});
		return [{what: 'metric' as const, name: `${task} ${artifact} ${key}`, a: from, b: to, ...defined({change})}];
	});
}

/** What is compared of a run: facts by kind and name, in the order in which they are shown. */
type Side = ReadonlyMap<string, {readonly what: RunDifference['what']; readonly name: string; readonly text: string}>;

function sideOf(run: Run, versions: ReadonlyMap<string, KnownVersion>, now: Date): Side {
	const versionId = run.pipeline_version_reference?.pipeline_version_id ?? '';
	const known = versions.get(versionId);
	const seconds = secondsOf(run, now);
	const facts: readonly (readonly [RunDifference['what'], string, string | undefined])[] = [
		['state', '', run.state ?? 'PENDING'],
		['pipeline', '', run.pipeline_version_reference?.pipeline_id],
		['version', '', known?.version.name ?? versionId],
		['image', '', known?.spec.images.join(', ')],
		['commit', '', known && describedCommit(known.version.description)],
		...parametersOf(run, known).map(([key, value]) => ['parameter', key, argumentText(value)] as const),
		['duration', '', seconds === null ? undefined : duration(seconds * 1000)],
		...tasksOf(run, known).map(([task, text]) => ['task', task, text] as const),
	];
	return new Map(
		facts.flatMap(([what, name, text]) =>
			text === undefined || text === '' ? [] : [[`${what} ${name}`, {what, name, text}] as const],
		),
	);
}

/** All of them: those at their default too, by the key of the Kedro parameter. */
function parametersOf(run: Run, known: KnownVersion | undefined): readonly (readonly [string, unknown])[] {
	const given = run.runtime_config?.parameters ?? {};
	const inputs = known?.spec.inputs ?? [];
	const others = Object.entries(given).filter(([name]) => !inputs.some(input => input.name === name));
	return [
		...inputs.map(({name, key, initial}) => [key, Object.hasOwn(given, name) ? given[name] : initial] as const),
		...others,
	].filter(([, value]) => value !== undefined);
}

/** How long each task took, from the start of its first row to the end of its last one: its pods wait in between. */
function tasksOf(run: Run, known: KnownVersion | undefined): readonly (readonly [string, string])[] {
	const rows = run.run_details?.task_details ?? [];
	return (known?.spec.tasks ?? []).flatMap(({key, title}) => {
		const own = rows.filter(({display_name}) => display_name === key || display_name === `${key}-driver`);
		const times = (of: 'start_time' | 'end_time') =>
			own.flatMap(row => (row[of] === null ? [] : [new Date(row[of]).getTime()]));
		const [begun, ended] = [Math.min(...times('start_time')), Math.max(...times('end_time'))];
		const state = own.find(({display_name}) => display_name === key)?.state;
		const took = Number.isFinite(begun) && Number.isFinite(ended) ? duration(Math.max(0, ended - begun)) : undefined;
		const text = [took, state === undefined || state === 'SUCCEEDED' ? undefined : state].filter(Boolean).join(', ');
		return text === '' ? [] : [[title, text] as const];
	});
}

function differencesOf(a: Side, b: Side): readonly RunDifference[] {
	const keys = new Set([...a.keys(), ...b.keys()]);
	return [...keys].flatMap(key => {
		const [first, second] = [a.get(key), b.get(key)];
		const known = first ?? second;
		if (known === undefined || first?.text === second?.text) return [];
		return [{what: known.what, name: known.name, a: first?.text ?? null, b: second?.text ?? null}];
	});
}
