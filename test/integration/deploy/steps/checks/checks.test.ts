// The project made ready, with real Kedro: fixes on the screen and by --fix, then checked again; grouping; ignoring.
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {PassThrough} from 'node:stream';
import {afterAll, expect, it} from 'vitest';
import type {Options} from '../../../../../src/options/options.ts';
import {select} from '../../../../../src/deploy/choose.ts';
import {interview} from '../../../../../src/deploy/interview/interview.ts';
import type {Selected} from '../../../../../src/deploy/selection.ts';
import {passChecks} from '../../../../../src/deploy/steps/checks/checks.ts';
import {ndjson} from '../../../../../src/ui/silent/ndjson.ts';
import {silentUi} from '../../../../../src/ui/silent/silent.ts';
import type {Question} from '../../../../../src/ui/ui.ts';
import {bed} from '../../../../bed/bed.ts';
import {writeProject} from '../../../../bed/kedro-project.ts';
import {describeWith} from '../../../../bed/part.ts';
import type {Context} from '../../../../../src/ui/context.ts';
import {testContext} from '../../../../support/context.ts';
import {back, initial, type Line, scriptedUi} from '../../../../support/scripted-ui.ts';
import {look as plainLook} from '../../../../support/ui/look.ts';

const registry = `from kedro.pipeline import node, pipeline

from small.nodes import clean, report, train


def register_pipelines():
    first = pipeline([node(clean, "raw", "cleaned", name="clean"), node(train, ["cleaned", "params:alpha"], "model")])
    second = pipeline([node(report, "model", "report", name="report")])
    return {"__default__": first + second, "first": first, "second": second}
`;

describeWith(await bed.python('kedro-1'), 'a project with memory datasets and a node without a name', python => {
	const cache = join(tmpdir(), `kfp-wizard-ready-cache-${process.pid}`);
	afterAll(() => rm(cache, {recursive: true, force: true}));

	const flag = <T>(value: T, source: string) => ({value, source});

	async function project(): Promise<{root: string; options: Options}> {
		const folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-ready-'));
		const root = await writeProject(join(folder, 'small'), {
			files: {
				'src/small/pipeline_registry.py': registry,
				'requirements.txt': 'kedro==1.7.0\nkedro-datasets==9.6.0\ns3fs==2026.9.0\n',
				'conf/prod/catalog.yml':
					'report:\n  type: json.JSONDataset\n  filepath: s3://tide/demo/report.json\n  # kept\n',
			},
		});
		return {
			root,
			options: {project: flag(root, '--project'), python: flag(python, '--python'), env: flag('prod', '--env')},
		};
	}

	async function ready(options: Options, script: readonly Line[]) {
		const scripted = scriptedUi(script);
		const context = testContext(scripted.ui, {env: {...process.env, XDG_CACHE_HOME: cache}});
		const work = passing(context, options).catch((error: Error) => error);
		const selected: Selected | Error = await work;
		expect(scripted.left(), selected instanceof Error ? selected.message : '').toEqual([]);
		return {...scripted, selected};
	}

	const passing = (context: Context, flags: Options): Promise<Selected> =>
		interview(context, flags, (asking, options) => passChecks(() => select(asking, options), options, asking), {
			command: 'deploy',
		});

	const rules = (question: Question | undefined): readonly string[] =>
		question?.kind === 'findings' ? question.findings.map(({finding}) => finding.rule) : [];

	/** The findings that have a fix. */
	const fixable = ({findings}: Extract<Question, {kind: 'findings'}>) => ({
		do: 'fix',
		findings: findings.flatMap(({diff}, index) => (diff === undefined ? [] : [index])),
		seen: false,
		all: true,
	});

	it('is fixed on the screen: each fix is shown, written, then read and checked again', async () => {
		const {root, options} = await project();
		const {asked, reported, selected} = await ready(options, [
			['pipeline', '__default__'],
			['groupBy', 'node'],
			['data', initial],
			['findings', back],
			['data', 's3://tide/other'],
			['findings', fixable],
			['fixes', back],
			['findings', fixable],
			['fixes', false],
			['findings', fixable],
			['fixes', initial],
		]);
		const [, , place, found] = asked;
		expect(place).toMatchObject({initial: 's3://tide/demo', back: true});
		expect(rules(found)).toEqual(
			expect.arrayContaining(['catalog/memory-dataset', 'catalog/local-input', 'node/unnamed']),
		);
		expect(found).toMatchObject({canGoOn: false, canGroup: true});
		if (found?.kind !== 'findings') throw new Error('no findings');
		for (const {finding, diff} of found.findings.filter(({finding}) => finding.severity !== 'info')) {
			expect(diff?.length, finding.rule).toBe(1);
		}
		const consents = asked.filter(({name}) => name === 'fixes');
		expect(consents).toHaveLength(3);
		for (const consent of consents) {
			expect(consent).toMatchObject({message: expect.stringMatching(/^Make these \d+ changes\?$/), back: true});
			const files = consent.kind === 'confirm' ? consent.diff?.map(({file}) => file) : [];
			expect(files?.toSorted()).toEqual(['conf/prod/catalog.yml', 'src/small/pipeline_registry.py']);
		}
		expect(selected, 'nothing but remarks is left: no question is asked').toMatchObject({
			options: {data: {value: 's3://tide/other', source: 'asked'}},
			selection: {chosen: {env: {value: 'prod'}}},
		});
		const written = reported.flatMap(event => (event.event === 'written' ? event.files : []));
		expect(written.map(({file}) => file).sort()).toEqual(['conf/prod/catalog.yml', 'src/small/pipeline_registry.py']);
		const catalog = await readFile(join(root, 'conf/prod/catalog.yml'), 'utf8');
		expect(catalog).toContain('# kept');
		expect(catalog).toContain('s3://tide/other/');
		expect(await readFile(join(root, 'src/small/pipeline_registry.py'), 'utf8')).toMatch(/"model", name="/);
	});

	it('keeps the fixes with which Kedro still reads it, and `u` takes those back', async () => {
		const {root, options} = await project();
		const source = join(root, 'src/small/pipeline_registry.py');
		// A project may refuse what looks harmless.
		const guarded = `${registry}\n\nassert open(__file__).read().count("name=") < 4, "names are given elsewhere"\n`;
		await writeFile(source, guarded);
		const before = await readFile(join(root, 'conf/prod/catalog.yml'), 'utf8');
		const {asked, reported} = await ready({...options, data: flag('s3://tide/x', '--data')}, [
			['pipeline', '__default__'],
			['groupBy', 'node'],
			['findings', fixable],
			['fixes', initial],
			['findings', {do: 'undo'}],
			['findings', new Error('enough')],
		]);
		const notes = reported.flatMap(event => (event.event === 'note' ? [event.message] : []));
		expect(notes).toContainEqual(
			expect.stringMatching(/took a fix back[^]*Name the node train[^]*names are given elsewhere/),
		);
		expect(asked.at(-2)).toMatchObject({canUndo: true});
		expect(rules(asked.at(-2))).toContain('node/unnamed');
		expect(rules(asked.at(-2))).not.toContain('catalog/memory-dataset');
		expect(notes).toContainEqual('Took the last fixes back: conf/prod/catalog.yml is as before');
		expect(await readFile(source, 'utf8')).toBe(guarded);
		expect(await readFile(join(root, 'conf/prod/catalog.yml'), 'utf8')).toBe(before);
	});

	it('gets its fixes in a new environment', async () => {
		const {root, options} = await project();
		const {env: _env, ...withoutEnv} = options;
		const {selected} = await ready(withoutEnv, [
			['env', '+'],
			['new_env', back],
			['env', '+'],
			['new_env', 'cloud'],
			['pipeline', '__default__'],
			['groupBy', 'node'],
			['data', 's3://tide/cloud'],
			['findings', fixable],
			['fixes', initial],
		]);
		expect(selected).toMatchObject({selection: {chosen: {env: {value: 'cloud'}}, project: {environment: 'cloud'}}});
		expect(await readFile(join(root, 'conf/cloud/catalog.yml'), 'utf8')).toContain('s3://tide/cloud/');
	});

	it('gets no fixes in local, and a hint which environment would get them', async () => {
		const {options} = await project();
		const {env: _env, ...withoutEnv} = options;
		const way = [
			['pipeline', '__default__'],
			['groupBy', 'node'],
			['findings', new Error('enough')],
		] as const;
		const chosen = await ready(withoutEnv, [['env', 'local'], ...way]);
		expect(chosen.asked.at(-1)?.help).toBe(
			'kfp-wizard can move these datasets, but not in local: continue in a new environment.',
		);
		const named = await ready({...options, env: flag('local', '--env')}, way);
		expect(named.asked.at(-1)?.help).toBe(chosen.asked.at(-1)?.help);
	});

	it('is grouped from the screen without another question, then checked again', async () => {
		const {options} = await project();
		const {asked, selected} = await ready(options, [
			['pipeline', '__default__'],
			['groupBy', 'node'],
			['data', ''],
			['findings', {do: 'group'}],
			['regroup', back],
			['findings', {do: 'group'}],
			['regroup', 'chain'],
			['findings', {do: 'ignore', rule: 'catalog/local-input'}],
			['findings', {do: 'check'}],
			['findings', {do: 'go'}],
		]);
		const [before, after, ignored, last] = [asked[3], asked[7], asked[8], asked[9]].map(rules);
		expect(before).toContain('catalog/memory-dataset');
		expect(after).not.toContain('catalog/memory-dataset');
		expect(ignored).not.toContain('catalog/local-input');
		expect(last).toEqual(ignored);
		expect(selected).toMatchObject({
			options: {ignore: {value: ['catalog/local-input'], source: 'asked'}},
			selection: {chosen: {groupBy: {value: 'chain', source: 'asked'}}},
		});
	});

	it('is fixed by --fix where no question is asked, and left unchanged by a dry run', async () => {
		const {root, options} = await project();
		const stream = new PassThrough().resume();
		const {signal} = new AbortController();
		const lines: string[] = [];
		const stdout = new PassThrough().on('data', (chunk: Buffer) => lines.push(chunk.toString()));
		const ui = silentUi({
			json: ndjson,
			yes: true,
			quiet: true,
			verbose: false,
			stdout,
			stderr: stream,
			signal,
			look: plainLook,
		});
		const withFlags = {...options, fix: flag(true, '--fix'), data: flag('s3://tide/demo', '--data')};
		const run = (flags: Options) => passing(testContext(ui, {env: {...process.env, XDG_CACHE_HOME: cache}}), flags);
		const before = await readFile(join(root, 'conf/prod/catalog.yml'), 'utf8');
		await expect(
			run({
				...withFlags,
				dryRun: flag(true, '--dry-run'),
				yes: flag(true, '--yes'),
				upload: flag(false, '--no-upload'),
				image: flag('ghcr.io/a/b', '--image'),
			}),
		).rejects.toMatchObject({
			code: 'NOT_READY',
			next: [
				{command: `kfp-wizard check --fix --project ${root} --python ${python} --env prod --data s3://tide/demo`},
				{command: `kfp-wizard check --project ${root} --python ${python} --env prod`},
				{command: expect.stringMatching(/^--ignore /)},
			],
		});
		expect(await readFile(join(root, 'conf/prod/catalog.yml'), 'utf8')).toBe(before);
		await run({
			...withFlags,
			yes: flag(true, '--yes'),
			upload: flag(false, '--no-upload'),
			image: flag('ghcr.io/a/b', '--image'),
		});
		const events = lines
			.join('')
			.trim()
			.split('\n')
			.map(line => JSON.parse(line) as {event: string});
		expect(events.filter(({event}) => event === 'written')).toHaveLength(1);
		expect(events.at(-1)).toMatchObject({event: 'step', step: 'checks', state: 'done'});
	});
});
