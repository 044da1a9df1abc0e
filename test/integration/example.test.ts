// The example project: it runs with real Kedro, and there is nothing to find in its environment `s3`.
import {cp, mkdtemp, readFile, realpath, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {runChecks} from '../../src/checks/run-checks.ts';
import type {Facts} from '../../src/checks/facts.ts';
import {datasetKind} from '../../src/kedro/datasets.ts';
import {inspectProject} from '../../src/kedro/inspect.ts';
import {findPython} from '../../src/kedro/find-python.ts';
import {canSelectNode} from '../../src/kedro/kedro-run.ts';
import type {Finding} from '../../src/schema/finding.ts';
import type {Project} from '../../src/schema/project.ts';
import {run} from '../../src/system/exec.ts';
import {oneTaskPerNode} from '../../src/tasks/build-graph.ts';
import {collisions} from '../../src/tasks/kubernetes-names.ts';
import {bed} from '../bed/bed.ts';
import {describeWith} from '../bed/part.ts';

const example = new URL('../../examples/bike-share', import.meta.url).pathname;

describeWith(await bed.python('kedro-1'), 'the example project', python => {
	let folder = '';

	beforeAll(async () => {
		folder = await realpath(await mkdtemp(join(tmpdir(), 'bike-share-')));
		await cp(example, folder, {recursive: true});
	});
	afterAll(() => rm(folder, {recursive: true, force: true}));

	describe('kedro run', () => {
		beforeAll(async () => {
			const {exitCode, stderr} = await run(python, ['-m', 'kedro', 'run'], {
				cwd: folder,
				env: {KEDRO_DISABLE_TELEMETRY: '1', PYTHONDONTWRITEBYTECODE: '1', KEDRO_ENV: undefined},
			});
			expect(exitCode, stderr).toBe(0);
		});

		it('drops the spoilt rows and keeps the others', async () => {
			const trips = await table(join(folder, 'data/02_intermediate/trips.csv'));
			expect(trips.length).toBe(1681);
			expect(new Set(trips.map(({date, station}) => `${date} ${station}`)).size).toBe(trips.length);
			expect(trips.every(({members, casual}) => Number(members) >= 0 && /^\d+$/.test(casual ?? ''))).toBe(true);
		});

		it.each(['members', 'casual'])('forecasts the rides of %s for eight stations and fourteen days', async riders => {
			const forecast = await table(join(folder, `data/07_model_output/${riders}_forecast.csv`));
			expect(forecast).toHaveLength(8 * 14);
			for (const {rides} of forecast) {
				expect(Number(rides)).toBeGreaterThan(0);
				expect(Number(rides)).toBeLessThan(500);
			}
		});

		it.each(['members', 'casual'])('has a model of %s that beats the naive guess at every station', async riders => {
			const evaluation = await table(join(folder, `data/08_reporting/${riders}_evaluation.csv`));
			expect(evaluation).toHaveLength(8);
			for (const {error, naive_error} of evaluation) expect(Number(error)).toBeLessThan(Number(naive_error));
		});

		it('reports the sum of the plan', async () => {
			const plan = await table(join(folder, 'data/07_model_output/dock_plan.csv'));
			const sum = plan.reduce((total, {rides}) => total + Number(rides), 0);
			const report = await readFile(join(folder, 'data/08_reporting/report.md'), 'utf8');
			const [, reported = ''] = /^Expected: ([\d,]+) rides/m.exec(report) ?? [];
			expect(Math.abs(Number(reported.replaceAll(',', '')) - sum)).toBeLessThan(1);
			expect(report).toContain('Central Station');
			expect(report).not.toMatch(/nan|-\d+%/i);
		});
	});

	describe('as inspected', () => {
		let onS3: Project;
		let inBase: Project;

		beforeAll(async () => {
			const interpreter = await findPython(folder, {python, cwd: folder, env: process.env, platform: process.platform});
			onS3 = await inspectProject({root: folder, python: interpreter, env: process.env, environment: 's3'});
			inBase = await inspectProject({root: folder, python: interpreter, env: process.env, environment: 'base'});
		});

		it('has two pipelines beside the default one, all nodes named', () => {
			const sizes = Object.fromEntries(onS3.pipelines.map(({name, nodes}) => [name, nodes.length]));
			expect(sizes).toEqual({__default__: 11, forecasting: 8, preparation: 3});
			expect(onS3.pipelines.flatMap(({nodes}) => nodes).every(({named}) => named)).toBe(true);
		});

		it('has every dataset in the bucket of s3, at the path that it has under data/ in base', () => {
			const places = ({datasets}: Project, start: string) =>
				datasets.map(({name, value}) => [name, value?.startsWith(start) ? value.slice(start.length) : value]);
			expect(places(onS3, 's3://bike-share-demo/bike-share/')).toEqual(places(inBase, 'data/'));
			expect(onS3.datasets.filter(({source}) => source === 'pattern')).toHaveLength(8);
		});

		it.each(['__default__', 'preparation', 'forecasting'])('passes every check on s3 with %s', name => {
			expect(check(onS3, name).filter(({severity}) => severity !== 'info')).toEqual([]);
		});

		it('does not in base, where data is on local paths', () => {
			expect(check(inBase, 'preparation').map(each => `${each.severity} ${each.rule} ${each.dataset}`)).toEqual([
				'error catalog/local-input raw_trips',
				'error catalog/local-input raw_weather',
				'error catalog/local-input stations',
				'error catalog/local-dataset trips',
				'error catalog/local-dataset weather',
				'warning catalog/lost-output features',
			]);
		});
	});
});

/** What the checks find with a task for each node, in an image without data. */
function check(project: Project, name: string): readonly Finding[] {
	const pipeline = project.pipelines.find(each => each.name === name);
	if (pipeline === undefined) throw new Error(`no pipeline ${name}`);
	const facts: Facts = {
		project,
		pipeline,
		graph: oneTaskPerNode(pipeline),
		environment: project.environment,
		canSelectNode: each => canSelectNode(project.kedro, each),
		kindOf: each =>
			datasetKind(
				project.datasets.find(dataset => dataset.name === each),
				each,
			),
		collisions: collisions(pipeline.nodes.map(node => node.name)),
		credentialsInImage: false,
		imageHasFile: path => !path.startsWith('data/') && !path.startsWith('conf/local/'),
		settings: {problems: [], unknownTargets: []},
	};
	return runChecks(facts, {ignore: []}).findings;
}

/** Rows of a CSV file by column. */
async function table(path: string): Promise<readonly Readonly<Record<string, string>>[]> {
	const [header = '', ...lines] = (await readFile(path, 'utf8')).trim().split('\n');
	const columns = header.split(',');
	return lines.map(line => Object.fromEntries(line.split(',').map((cell, index) => [columns[index] ?? '', cell])));
}
