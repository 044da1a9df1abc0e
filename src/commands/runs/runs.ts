// `kfp-wizard runs`: the runs of the project, newest first; `kfp-wizard runs diff A B`: what differs between two.
import {runsOf, schedulesOf} from '../../kfp/project-runs.ts';
import {commandLine} from '../../options/command-line.ts';
import {refuseInvalidOptions} from '../../options/conflicts.ts';
import {isOn, type Options} from '../../options/options.ts';
import {argumentText} from '../../pipeline-spec/pipeline-inputs.ts';
import type {RunRow} from '../../schema/runs.ts';
import {WizardError} from '../../system/errors.ts';
import {asHint, meant} from '../../system/nearest.ts';
import {clockTime, localZone} from '../../system/local-time.ts';
import {cleanLine, duration} from '../../system/text.ts';
import type {Context} from '../../ui/context.ts';
import {columnsOf} from '../../ui/text/fold.ts';
import type {Invocation} from '../command.ts';
import {printJson} from '../print-json.ts';
import {printDifferences} from './diff.ts';
import {metricColumns, metricsOfRuns} from './metrics-of-runs.ts';
import {printTable} from './print-table.ts';
import {runRow, versionsOfRuns} from './run-rows.ts';
import {openServer, refuseHalfNamed} from './server.ts';

const usage = 'kfp-wizard runs, or kfp-wizard runs diff RUN RUN';

export async function runs({options, args}: Invocation, context: Context): Promise<number> {
	refuseHalfNamed(options);
	await refuseInvalidOptions(options);
	const [verb, a, b, more] = args;
	if (verb === undefined) return listRuns(options, context);
	if (verb === 'diff' && a !== undefined && b !== undefined && more === undefined)
		return printDifferences([a, b], options, context);
	const near = verb === 'diff' ? undefined : meant(verb, ['diff']);
	throw new WizardError('usage', `"runs ${args.map(cleanLine).join(' ')}" is not a command${asHint(near)}`, {
		code: 'USAGE',
		detail: `Usage: ${usage}`,
		next: [
			near !== undefined && args.length === 3
				? {command: commandLine(['runs', near, ...args.slice(1)])}
				: {command: 'kfp-wizard runs', when: 'to list the runs'},
		],
	});
}

async function listRuns(options: Options, context: Context): Promise<number> {
	const {ui, now, remember} = context;
	const server = await openServer(options, context);
	const {client, project, pipelines} = server;
	const [found, schedules] = await Promise.all([
		runsOf(client, pipelines, options.limit?.value ?? 20),
		schedulesOf(client, pipelines, project),
	]);
	const versions = await versionsOfRuns(client, found);
	const metrics = await metricsOfRuns(found, server, versions);
	const around = {versions, schedules, metrics, now: client.serverTime(now())};
	const rows = found.map(run => runRow(run, server, around));
	await remember(project.root, {runs: rows.map(({id, name}) => `${id} ${name}`)});
	if (isOn(options.json)) {
		printJson({ok: true, exitCode: 0, project: project.name, runs: rows}, context);
		return 0;
	}
	if (rows.length === 0) {
		const isNamed = options.env !== undefined || options.kfpName !== undefined;
		const message =
			pipelines.length > 0
				? 'This project has no runs'
				: `This project has no ${isNamed ? 'such pipeline' : 'pipeline'} on this server`;
		ui.emit({event: 'note', level: 'info', message});
		return 0;
	}
	const columns = metricColumns(rows, columnsOf(context.stdout) * shareOfMetrics);
	const hasPredicted = rows.some(({predicted}) => predicted !== null);
	printTable(
		[
			'ID',
			'NAME',
			'STATE',
			`STARTED (${localZone()})`,
			'TOOK',
			...(hasPredicted ? ['PREDICTED'] : []),
			...columns.map(({title}) => title),
			'VERSION',
			'PARAMETERS',
		],
		rows.map((row, index) =>
			cells(
				row,
				hasPredicted,
				columns.map(({texts}) => texts[index] ?? ''),
			),
		),
		context,
		// How long it took and was expected to take, and the metrics.
		Array.from({length: columns.length + (hasPredicted ? 2 : 1)}, (_, index) => index + 4),
	);
	return 0;
}

/** Of the width of a terminal. */
const shareOfMetrics = 0.35;

const cells = (row: RunRow, hasPredicted: boolean, metrics: readonly string[]): readonly string[] => [
	row.id.slice(0, 8),
	row.schedule === null ? row.name : `${row.name} (${row.schedule})`,
	row.terminated ? `${row.state} (terminated)` : row.state,
	row.created === null ? '' : clockTime(new Date(row.created)),
	row.seconds === null ? '' : duration(row.seconds * 1000),
	...(hasPredicted ? [row.predicted === null ? '' : duration(row.predicted * 1000)] : []),
	...metrics,
	shortVersion(row),
	Object.entries(row.changed)
		.map(([key, value]) => `${key}=${argumentText(value)}`)
		.join(' '),
];

/** The names of versions begin with the pipeline's, which says nothing where all are of one pipeline. */
const shortVersion = ({version, pipeline}: RunRow): string =>
	version.startsWith(`${pipeline}-`) ? version.slice(pipeline.length + 1) : version;
