// The checks as a step: what stops the deploy, what --fix writes, and the question with the findings.
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {beforeEach, describe, expect, it} from 'vitest';
import {Rerun} from '../../../../../src/deploy/interview/rerun.ts';
import type {Selected} from '../../../../../src/deploy/selection.ts';
import {passChecks} from '../../../../../src/deploy/steps/checks/checks.ts';
import {fixAll, lookForFixes} from '../../../../../src/deploy/steps/checks/fix.ts';
import {undoFixes} from '../../../../../src/deploy/steps/checks/undo.ts';
import {checkSelection} from '../../../../../src/deploy/steps/checks/run.ts';
import type {Fix} from '../../../../../src/fixes/fix.ts';
import type {Options} from '../../../../../src/options/options.ts';
import type {Project} from '../../../../../src/schema/project.ts';
import {readText} from '../../../../../src/system/files.ts';
import {type Question, type Ui, WentBack} from '../../../../../src/ui/ui.ts';
import {flag, interviewOf, on, selectionOf} from '../../../../support/deploy-parts.ts';
import {csv, implied} from '../../../../support/facts.ts';
import {errorOf} from '../../../../support/error-of.ts';
import {scratch} from '../../../../support/scratch.ts';
import {back, initial, type Line, scriptedUi, unattendedUi} from '../../../../support/scripted-ui.ts';

let root: string;
let reads: number;

beforeEach(async () => {
	root = await scratch();
	reads = 0;
	await mkdir(join(root, 'conf/s3'), {recursive: true});
	await writeFile(join(root, 'conf/s3/catalog.yml'), '# the catalog of the cluster\n');
});

/** A project whose dataset `trips` is in memory until the catalog has an entry for it. */
async function select(options: Options, more: Partial<Project> = {}, environment = 's3'): Promise<Selected> {
	reads += 1;
	const catalog = (await readText(join(root, `conf/${environment}/catalog.yml`))) ?? '';
	const place = {file: `conf/${environment}/catalog.yml`, line: 2};
	const trips = catalog.includes('trips:') ? csv('trips', 's3://tide/demo/trips.csv', {place}) : implied('trips');
	const selection = selectionOf(
		{
			project: {
				root,
				environment,
				datasets: [trips],
				environmentFiles: [{file: `conf/${environment}/catalog.yml`, kind: 'catalog', empty: true}],
				...more,
			},
		},
		{env: {value: environment, source: '--env'}},
	);
	return {selection, options, source: undefined};
}

/** With a cache of its own. */
const contextOf = (ui: Ui) => interviewOf(ui, {env: {XDG_CACHE_HOME: join(root, 'cache')}});

const catalog = () => readFile(join(root, 'conf/s3/catalog.yml'), 'utf8');
const data: Options = {data: flag('s3://tide/fixed', '--data')};
const rules = (question: Question | undefined): readonly string[] =>
	question?.kind === 'findings' ? question.findings.map(({finding}) => finding.rule) : [];

describe('where no question is asked', () => {
	it('an error stops the deploy, with the commands that fix, check and ignore it', async () => {
		const {ui, reported} = unattendedUi();
		const error = await errorOf(passChecks(() => select({}), {}, contextOf(ui)));
		expect(error).toMatchObject({kind: 'project', code: 'NOT_READY', message: 'The project is not ready: 1 error'});
		expect(error.next).toEqual([
			{command: 'kfp-wizard check --fix --env s3 --data s3://tide/demo', when: 'to fix what kfp-wizard can fix'},
			{command: 'kfp-wizard check --env s3', when: 'after you fixed them'},
			{command: '--ignore catalog/memory-dataset', when: 'to ignore findings of this rule'},
		]);
		expect(reported.map(event => (event.event === 'step' ? `${event.step} ${event.state}` : event.event))).toEqual([
			'checks active',
			'findings',
			'checks failed',
		]);
	});

	it('--ignore lets the findings of a rule pass', async () => {
		const {ui, reported} = unattendedUi();
		const options: Options = {ignore: flag(['catalog/memory-dataset'], '--ignore')};
		expect(await passChecks(() => select(options), options, contextOf(ui))).toMatchObject({options});
		expect(reported.at(-1)).toMatchObject({
			step: 'checks',
			state: 'done',
			detail: expect.stringMatching(/^0 warnings, \d+ checks passed$/),
		});
	});

	it('--fix writes the fixes, reads the project again and passes', async () => {
		const {ui, reported} = unattendedUi();
		const options = {...on('fix'), ...data};
		await passChecks(() => select(options), options, contextOf(ui));
		expect(await catalog()).toContain('s3://tide/fixed/between/trips.pkl');
		expect(await catalog()).toContain('# the catalog of the cluster');
		expect(reported.filter(({event}) => event === 'written')).toHaveLength(1);
		expect(reads).toBe(2);
	});

	it('--fix with --dry-run writes nothing', async () => {
		const options = {...on('fix', 'dryRun'), ...data};
		expect(await errorOf(passChecks(() => select(options), options, contextOf(unattendedUi().ui)))).toMatchObject({
			code: 'NOT_READY',
		});
		expect(await catalog()).not.toContain('trips');
	});

	it('--fix without --data says what is missing, once', async () => {
		const {ui, reported} = unattendedUi();
		const {fixed, result} = await fixAll(() => select(on('fix')), contextOf(ui));
		expect(fixed).toEqual([]);
		expect(result.errors).toBe(1);
		expect(reported).toEqual([
			{
				event: 'note',
				level: 'info',
				step: 'checks',
				message: 'To move these datasets to remote storage, give its location: --fix --data s3://tide/demo',
			},
		]);
	});

	it('what the image needs is written as the project is after the fixes of findings', async () => {
		const dockerfile = ({selection}: Selected): Fix[] => [
			{
				title: 'Create Dockerfile',
				edits: [
					{file: 'Dockerfile', change: text => text ?? `# ${selection.project.datasets[0]?.value ?? 'memory'}\n`},
				],
			},
		];
		const {fixed} = await fixAll(() => select({...on('fix'), ...data}), contextOf(unattendedUi().ui), dockerfile);
		expect(fixed.map(({file}) => file)).toEqual(['conf/s3/catalog.yml', 'Dockerfile']);
		expect(await readFile(join(root, 'Dockerfile'), 'utf8')).toBe('# s3://tide/demo/trips.csv\n');
	});

	it('--fix in local says that fixes of the catalog go to another environment', async () => {
		const {ui, reported} = unattendedUi();
		await fixAll(() => select({...on('fix'), ...data}, {}, 'local'), contextOf(ui));
		expect(reported).toMatchObject([
			{message: expect.stringContaining('name another environment, for example --env cluster --fix')},
		]);
	});
});

describe('the offer of fixes', () => {
	const offer = async (environment: string, chosen = {}) => {
		const {selection, options} = await select({}, {}, environment);
		const selected = {selection: {...selection, chosen: {...selection.chosen, ...chosen}}, options};
		return (await lookForFixes(selected, checkSelection(selection, undefined, {}).findings)).offer;
	};

	it('is a command that fixes in the same environment, with the pipeline where one was named', async () => {
		expect(await offer('s3')).toEqual({
			command: 'kfp-wizard check --fix --env s3 --data s3://tide/demo',
			fixes: 1,
			elsewhere: false,
		});
		const pipeline = {value: 'my pipe', source: '--pipeline'};
		expect((await offer('s3', {pipeline}))?.command).toContain("--env s3 --pipeline 'my pipe' --data");
	});

	it('names a new environment where the chosen one cannot hold the fixes', async () => {
		expect(await offer('local')).toMatchObject({elsewhere: true, command: expect.stringContaining('--env cluster')});
	});

	it('is none where nothing can be fixed', async () => {
		const {selection, options} = await select({});
		expect((await lookForFixes({selection, options}, [])).offer).toBeUndefined();
	});
});

describe('a person', () => {
	/** What the step ends with: the selection, or what was thrown. */
	async function asked(script: readonly Line[], options: Options = data) {
		const scripted = scriptedUi(script);
		const result: unknown = await passChecks(() => select(options), options, contextOf(scripted.ui)).catch(
			(thrown: unknown) => thrown,
		);
		expect(scripted.left(), result instanceof Error ? result.message : '').toEqual([]);
		return {...scripted, result};
	}

	it('is shown each finding with its rule and what its fix would write', async () => {
		const {asked: questions, reported} = await asked([['findings', back]]);
		const [question] = questions;
		expect(rules(question)).toEqual(['catalog/memory-dataset']);
		expect(question).toMatchObject({canGoOn: false, canGroup: true, flag: '--ignore RULE or --fix'});
		expect(question?.kind === 'findings' && question.findings[0]).toMatchObject({
			rule: {title: 'A dataset between tasks is only in memory'},
			diff: [{file: 'conf/s3/catalog.yml'}],
		});
		expect(reported).toEqual([{event: 'step', step: 'checks', state: 'active'}]);
	});

	it('agrees to a fix after its difference, unless that was seen already; then the project is read again', async () => {
		const shown = await asked([
			['findings', {do: 'fix', findings: [0], seen: false}],
			['fix-way', initial],
			['fixes', initial],
		]);
		expect(shown.asked[2]).toMatchObject({
			message: 'Make this change?',
			initial: true,
			diff: [{file: 'conf/s3/catalog.yml'}],
		});
		expect(shown.result).toBeInstanceOf(Rerun);
		expect(shown.result).toMatchObject({settled: {data: 's3://tide/fixed'}});
		expect(reads).toBe(2);
		expect(shown.reported.at(-1)).toMatchObject({event: 'written', step: 'checks'});
		expect(await catalog()).toContain('trips:');
	});

	it('can decline the change: nothing is written, and the findings are shown again', async () => {
		const {result} = await asked([
			['findings', {do: 'fix', findings: [0], seen: false}],
			['fix-way', initial],
			['fixes', false],
		]);
		expect(result).toBeInstanceOf(Rerun);
		expect(result).toMatchObject({reread: false});
		expect(await catalog()).not.toContain('trips');
	});

	it('chooses among several ways to fix it, each with what it changes', async () => {
		const {asked: questions, result} = await asked([
			['findings', {do: 'fix', findings: [0], seen: false}],
			['fix-way', 'chain'],
		]);
		expect(questions[1]).toMatchObject({
			help: expect.stringContaining('trips') as string,
			choices: [
				{value: 'fix', hint: 'changes conf/s3/catalog.yml'},
				{value: 'chain', label: 'Group the nodes: chains in one', hint: '1 task instead of 2 (--group-by chain)'},
			],
		});
		expect(result).toMatchObject({answers: {groupBy: 'chain'}, reread: false});
		expect(await catalog()).not.toContain('trips');
	});

	it('who has seen the difference is not asked again', async () => {
		const {result} = await asked([['findings', {do: 'fix', findings: [0], seen: true, all: true}]]);
		expect(result).toBeInstanceOf(Rerun);
		expect(reads).toBe(2);
		expect(await catalog()).toContain('trips:');
	});

	it('can take the last fixes back, unless a file has changed since', async () => {
		expect((await asked([['findings', back]])).asked[0]).toMatchObject({canUndo: false});
		const fix = ['findings', {do: 'fix', findings: [0], seen: true, all: true}] as const;
		const undo = ['findings', {do: 'undo'}] as const;
		const before = await catalog();
		await asked([fix]);
		const fixed = await catalog();
		await writeFile(join(root, 'conf/s3/catalog.yml'), `${fixed.replace('trips:', 'trips_2:')}`);
		const refused = await asked([undo]);
		expect(refused.asked[0]).toMatchObject({canUndo: true});
		expect(refused.reported.at(-1)).toMatchObject({
			level: 'warning',
			message: 'conf/s3/catalog.yml changed after the fix: nothing is taken back',
		});
		await writeFile(join(root, 'conf/s3/catalog.yml'), fixed);
		await undoFixes(root, contextOf(unattendedUi().ui));
		expect(await catalog()).toBe(before);
	});

	it('is asked where data goes before fixes that need it; without a location there are no such fixes', async () => {
		const {asked: questions} = await asked(
			[
				['data', ''],
				['findings', back],
			],
			{},
		);
		const [where, findings] = questions;
		expect(where).toMatchObject({kind: 'text', initial: 's3://tide/demo'});
		if (where?.kind !== 'text') throw new Error('it is not asked');
		expect(where.validate?.('bucket')).toContain('looks like s3://bucket/prefix');
		expect(where.validate?.('')).toBeUndefined();
		expect(findings?.kind === 'findings' && findings.findings[0]?.diff).toBeUndefined();
	});

	it('can check again, ignore a rule beside those ignored already, or change the grouping', async () => {
		expect((await asked([['findings', {do: 'check'}]])).result).toMatchObject({reread: true});
		const ignored: Options = {...data, ignore: flag(['project/telemetry'], '--ignore')};
		const {result} = await asked([['findings', {do: 'ignore', rule: 'catalog/memory-dataset'}]], ignored);
		expect(result).toMatchObject({answers: {ignore: ['project/telemetry', 'catalog/memory-dataset']}});
		const grouped = await asked([
			['findings', {do: 'group'}],
			['regroup', 'all'],
		]);
		expect(grouped.result).toMatchObject({answers: {groupBy: 'all'}, reread: false});
		expect(grouped.asked[1]).toMatchObject({initial: 'node', aside: true});
	});

	it('can go back to the question before', async () => {
		expect((await asked([['findings', back]])).result).toBeInstanceOf(WentBack);
	});

	it('is not asked where there is nothing but remarks', async () => {
		await writeFile(join(root, 'conf/s3/catalog.yml'), 'trips: {}\n');
		const {result, asked: questions} = await asked([]);
		expect(questions).toEqual([]);
		expect(result).toMatchObject({selection: {chosen: {env: {value: 's3'}}}});
	});

	it('of local starts a new environment from the findings: its name is asked, and the environment is chosen anew', async () => {
		const scripted = scriptedUi([
			['findings', {do: 'environment'}],
			['new_env', initial],
		]);
		const thrown: unknown = await passChecks(() => select({}, {}, 'local'), {}, contextOf(scripted.ui)).catch(
			(error: unknown) => error,
		);
		expect(scripted.asked[0]).toMatchObject({
			canStartEnvironment: true,
			help: 'kfp-wizard can move these datasets, but not in local: continue in a new environment.',
		});
		expect(thrown).toMatchObject({answers: {env: '+'}});
		expect((await asked([['findings', back]])).asked[0]).toMatchObject({canStartEnvironment: false});
	});

	it('gets with a fix what the fix needs besides, and sees it first', async () => {
		await writeFile(join(root, 'requirements.txt'), 'kedro==1.7.0\nkedro-datasets\n');
		const more = {requirements: ['requirements.txt'], installs: ['kedro', 'kedro-datasets', 'pandas']};
		const scripted = scriptedUi([
			['findings', {do: 'fix', findings: [0], seen: true, all: true}],
			['fixes', initial],
		]);
		await passChecks(() => select(data, more), data, contextOf(scripted.ui)).catch(() => {});
		const [, question] = scripted.asked;
		const files = question?.kind === 'confirm' ? question.diff?.map(({file}) => file) : undefined;
		expect(files).toEqual(['conf/s3/catalog.yml', 'requirements.txt']);
		expect(await readText(join(root, 'requirements.txt'))).toMatch(/^s3fs/m);
		expect(await catalog()).toContain('trips:');
	});
});
