// The spec step: what it plans for a new, a known and a foreign file, and what it writes once the image is known.
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {newReadings} from '../../../../../src/deploy/interview/readings.ts';
import {imageStep} from '../../../../../src/deploy/steps/image/image.ts';
import {specReadings} from '../../../../../src/deploy/steps/spec/readings.ts';
import {type SpecPlan, specStep} from '../../../../../src/deploy/steps/spec/spec.ts';
import {writeOut} from '../../../../../src/deploy/steps/spec/write-out.ts';
import {requirementsOf} from '../../../../../src/deploy/steps/spec/task-images.ts';
import type {Options} from '../../../../../src/options/options.ts';
import {readSpec} from '../../../../../src/pipeline-spec/read-spec.ts';
import {specHash} from '../../../../../src/pipeline-spec/write-spec.ts';
import type {Project} from '../../../../../src/schema/project.ts';
import {testContext} from '../../../../support/context.ts';
import {flag, selectionOf, workOf} from '../../../../support/deploy-parts.ts';
import {errorOf} from '../../../../support/error-of.ts';
import {csv, node} from '../../../../support/facts.ts';
import {scratch} from '../../../../support/scratch.ts';
import {unattendedUi} from '../../../../support/scripted-ui.ts';

const image = `ghcr.io/acme/demo@sha256:${'ab'.repeat(32)}`;
const otherImage = `ghcr.io/acme/demo@sha256:${'cd'.repeat(32)}`;

type Given = {
	readonly root?: string;
	readonly options?: Options;
	readonly known?: string | undefined;
	readonly settings?: object;
	readonly secrets?: Partial<Parameters<typeof specStep.ask>[0]>;
	readonly pullPolicy?: 'IfNotPresent';
	readonly runVariables?: string[];
	readonly sourceProblems?: Project['sourceProblems'];
	readonly images?: Parameters<typeof specStep.ask>[0]['image'];
};

async function planned({
	root = tmpdir(),
	options = {},
	known,
	settings,
	secrets,
	pullPolicy,
	runVariables = [],
	sourceProblems = [],
	images = {known, pullPolicy},
}: Given = {}): Promise<SpecPlan> {
	const kfpYml = settings && {files: ['conf/s3/kfp.yml'], values: settings, params: {}, places: [], problem: null};
	const selection = selectionOf({project: {root, runVariables, sourceProblems, ...(kfpYml && {settings: kfpYml})}});
	const asked = await specStep.ask({
		selection,
		options,
		parameters: {
			fixed: {},
			inputs: [{key: 'depth', name: 'depth', type: 'NUMBER_INTEGER', initial: 3n}],
			run: {depth: 5},
		},
		secret: {name: 'aws-secrets', keys: ['AWS_ACCESS_KEY_ID']},
		...secrets,
		image: images,
		version: '1.2.3',
		cwd: root,
	});
	const interview = {...testContext(unattendedUi().ui), readings: newReadings()};
	return specStep.plan(asked, await specStep.inspect(asked, interview));
}

async function applied(plan: SpecPlan, built = image) {
	const work = workOf(unattendedUi().ui, [[imageStep, {image: built, built: true, pushed: true}]]);
	return {done: await specStep.apply(plan, work), changes: work.changes, printed: work.printed()};
}

describe('the spec step plans', () => {
	it('tasks of nodes without a name with their functions and lines', async () => {
		const nodes = [node('fit__16d513c4: raw -> model', {named: false, function: 'demo.nodes.fit'})];
		const options: Options = {spec: flag('-', '--spec')};
		const {known} = await planned({known: image, options, secrets: {selection: selectionOf({nodes})}});
		expect(known?.text).toMatch(/taskInfo: \{name: 'fit \(nodes\.py:10\)'\}/);
		expect(known?.text).toContain('fit__16d513c4');
	});

	it('a new file named after the project, and its name and format', async () => {
		const root = await scratch();
		const plan = await planned({root});
		expect(plan).toMatchObject({
			to: {is: 'file', path: join(root, 'demo.yaml')},
			name: 'demo-s3',
			known: undefined,
			runInputs: {depth: 5},
			changes: [{action: 'create', what: 'spec', detail: '2 tasks, written once the digest is known'}],
		});
		expect(plan.values.map(({name, source}) => [name, source])).toEqual([
			['spec', 'default'],
			['format', 'default'],
			['kfp-name', 'default'],
		]);
	});

	it('the text itself where the image is known before the build', async () => {
		const {known, changes} = await planned({root: await scratch(), known: image});
		expect(known).toMatchObject({name: 'demo-s3', tasks: 2, hasPlatform: true});
		expect(known?.hash).toBe(specHash(known?.text ?? ''));
		expect(changes).toMatchObject([{action: 'create', detail: '2 tasks'}]);
	});

	it('the datasets that Kubeflow imports where kfp.yml asks for it, with what they cost', async () => {
		const datasets = [
			csv('raw', 's3://b/raw.csv'),
			csv('trips', 's3://b/trips.pkl', {type: 'pickle.PickleDataset', versioned: true}),
			csv('page', 'abfs://b/page.csv'),
		];
		const nodes = [node('load: raw -> trips'), node('show: trips -> page', {dependencies: ['load']})];
		const withLineage = (lineage: boolean, options: Options = {}) => {
			const settings = {files: ['conf/s3/kfp.yml'], values: {lineage}, params: {}, places: [], problem: null};
			const secrets = {selection: selectionOf({nodes, project: {datasets, settings}})};
			return planned({known: image, options: {spec: flag('-', '--spec'), ...options}, secrets});
		};
		const on = await withLineage(true);
		expect(on.values.find(({name}) => name === 'lineage')).toEqual({
			name: 'lineage',
			value: '2 datasets, 2 more pods; not page: Kubeflow imports no abfs:// location',
			source: 'conf/s3/kfp.yml',
		});
		expect(readSpec(on.known?.text ?? '')).toMatchObject({
			tasks: 2,
			imports: [
				{task: 'import-raw', uri: 's3://b/raw.csv', dependsOn: []},
				{task: 'import-trips', uri: 's3://b/trips.pkl', dependsOn: ['load']},
			],
		});
		expect(on.known?.text).toContain("kedro_versioned: 'true'\n          written_by: load\n          read_by: show");
		const off = await withLineage(false);
		expect(off.values.map(({name}) => name)).not.toContain('lineage');
		expect(off.known?.text).not.toContain('importer');
		expect(await errorOf(withLineage(true, {format: flag('argo' as const, '--format')}))).toMatchObject({
			exitCode: 2,
			code: 'CONTRADICTION',
			next: [{command: '--format kfp'}],
		});
	});

	it('which metrics and reports Kubeflow shows, unless they are turned off', async () => {
		const nodes = [node('evaluate: raw -> metrics, report')];
		const datasets = [
			csv('metrics', 's3://b/metrics.json', {type: 'json.JSONDataset'}),
			csv('report', 's3://b/report.md', {type: 'text.TextDataset'}),
		];
		const secrets = {selection: selectionOf({nodes, project: {datasets}})};
		const stdout = flag('-', '--spec');
		const on = await planned({known: image, options: {spec: stdout}, secrets});
		const row = {name: 'artifacts', value: 'evaluate/metrics and evaluate/report'};
		expect(on.values).toContainEqual({...row, source: 'detected: saved as metrics or reports'});
		const [task] = readSpec(on.known?.text ?? '').executions;
		expect(task?.artifacts?.map(({name, dataset, kind}) => [name, dataset, kind])).toEqual([
			['metrics', 'metrics', 'metrics'],
			['report', 'report', 'markdown'],
		]);
		const none = {artifacts: flag(false, '--no-artifacts'), spec: stdout};
		const off = await planned({known: image, options: none, secrets});
		expect(off.known?.text).not.toContain('kfp-wizard:');
		expect(off.values.map(({name}) => name)).not.toContain('artifacts');
	});

	it('metrics and reports of a v1 Workflow only where kfp.yml names some', async () => {
		const nodes = [node('evaluate: raw -> metrics')];
		const datasets = [csv('metrics', 's3://b/metrics.json', {type: 'json.JSONDataset'})];
		const options: Options = {spec: flag('-', '--spec'), format: {value: 'argo', source: '--format'}};
		const planOf = (values: object): Promise<SpecPlan> => {
			const settings = {files: ['conf/s3/kfp.yml'], values, params: {}, places: [], problem: null};
			const selection = selectionOf({nodes, project: {datasets, settings}});
			return planned({known: image, options, secrets: {selection}});
		};
		const without = await planOf({});
		expect(without.known?.text).not.toContain('mlpipeline-metrics');
		expect(without.values).toContainEqual({
			name: 'artifacts',
			value: 'none',
			source: 'detected: --format argo needs metrics or reports in kfp.yml',
		});
		const named = await planOf({metrics: ['metrics']});
		expect(named.values).toContainEqual(expect.objectContaining({name: 'artifacts', value: 'evaluate/metrics'}));
		const [task] = readSpec(named.known?.text ?? '').executions;
		expect(task?.artifacts).toEqual([{name: 'metrics', dataset: 'metrics', kind: 'metrics'}]);
	});

	it('as many artifacts as a run has room for', async () => {
		const names = Array.from({length: 45}, (_, index) => `n${index}`);
		const nodes = names.map(name => node(`${name}: raw -> ${name}_metrics`));
		const datasets = names.map(name => csv(`${name}_metrics`, `s3://b/${name}.json`, {type: 'json.JSONDataset'}));
		const options: Options = {spec: flag('-', '--spec')};
		const secrets = {selection: selectionOf({nodes, project: {datasets}})};
		const {values} = await planned({known: image, options, secrets});
		expect(values.find(({name}) => name === 'artifacts')?.value).toMatch(
			/and 37 more, without 5 tasks: a run has room for 40/,
		);
	});

	it('that no pod pulls an image that is in no registry, whatever kfp.yml says', async () => {
		const settings = {image_pull_policy: 'Always'};
		const loaded = await planned({known: image, settings, pullPolicy: 'IfNotPresent'});
		expect(loaded.known?.text).toContain('imagePullPolicy: IfNotPresent');
		expect(loaded.values).toContainEqual({
			name: 'image-pull-policy',
			value: 'IfNotPresent',
			source: 'detected: the image is in no registry',
		});
		const pushed = await planned({known: image, settings});
		expect(pushed.known?.text).toContain('imagePullPolicy: Always');
		expect(pushed.values).toContainEqual(expect.objectContaining({value: 'Always', source: 'conf/s3/kfp.yml'}));
	});

	it('to keep a file with the same text, and to update any other one of kfp-wizard', async () => {
		const root = await scratch();
		await applied(await planned({root, known: image}));
		expect((await planned({root, known: image})).changes).toMatchObject([{action: 'keep'}]);
		expect((await planned({root, known: otherImage})).changes).toMatchObject([{action: 'update'}]);
		expect((await planned({root})).changes).toMatchObject([{action: 'update'}]);
	});

	it('stdout for --spec -, without looking at a file', async () => {
		const plan = await planned({options: {spec: flag('-', '--spec')}, known: image});
		expect(plan).toMatchObject({to: {is: 'stdout'}, changes: [{action: 'create', name: 'stdout'}]});
		expect(plan.values[0]).toEqual({name: 'spec', value: '-', source: '--spec'});
	});

	it('the path, name and format that options set', async () => {
		const root = await scratch();
		const options: Options = {
			spec: flag('x.yaml', '--spec'),
			kfpName: flag('nightly', '--kfp-name'),
			format: flag('argo' as const, '--format'),
		};
		const plan = await planned({root, options, known: image});
		expect(plan).toMatchObject({to: {path: join(root, 'x.yaml')}, name: 'nightly'});
		expect(plan.known?.text).toContain('kind: Workflow');
		expect(plan.runInputs, 'a v1 run takes no values: they stand in the Workflow').toEqual({});
		expect(plan.known?.text).toContain("value: '5'");
	});

	it('a row for each setting of kfp.yml that no flag sets', async () => {
		const settings = {nodes: {load: {cpu: 2}}, env_vars: {LEVEL: 3}};
		const {values} = await planned({root: await scratch(), settings});
		expect(values.slice(3)).toEqual([
			{name: 'env-vars', value: 'LEVEL=3', source: 'conf/s3/kfp.yml'},
			{name: 'node-settings', value: 'load', source: 'conf/s3/kfp.yml'},
		]);
	});

	it.each(['kfp', 'argo'] as const)(
		'Secrets as files, in the format %s, and the program that reads them',
		async format => {
			const files = {
				path: '/var/run/secrets/kfp-wizard/storage',
				variables: {GOOGLE_APPLICATION_CREDENTIALS: '/x/key.json'},
			};
			const secrets = {
				secret: {name: 'gcp-secrets', keys: [], files},
				credentials: {name: 'demo-credentials', key: 'credentials.yml'},
			};
			const options: Options = {format: flag(format, '--format')};
			const text = (await planned({root: await scratch(), known: image, options, secrets})).known?.text ?? '';
			for (const name of ['gcp-secrets', 'demo-credentials']) expect(text).toContain(`secretName: ${name}`);
			expect(text).toMatch(/mountPath: '?\/var\/run\/secrets\/kfp-wizard\/credentials/);
			expect(text).toMatch(/GOOGLE_APPLICATION_CREDENTIALS/);
			expect(text).toContain('"credentials":"/var/run/secrets/kfp-wizard/credentials/credentials.yml"');
			expect(text).toContain('def with_secret(loader):');
			expect((await planned({root: await scratch(), known: image, options})).known?.text).not.toContain('with_secret');
		},
	);

	it.each([
		['kfp', '{{$.pipeline_job_uuid}}'],
		['argo', 'run={{workflow.uid}}'],
	] as const)('the variables of the run that the project names, in the format %s', async (format, id) => {
		const options: Options = {format: flag(format, '--format')};
		const text = async (runVariables: string[]) => (await planned({known: image, options, runVariables})).known?.text;
		const none = await text([]);
		expect(none).not.toContain('KFP_WIZARD_');
		const both = await text(['KFP_WIZARD_PIPELINE', 'KFP_WIZARD_RUN_ID']);
		expect(both).toContain(id);
		expect(both).toContain('os.environ.update(KFP_WIZARD_RUN_ID=run_id, KFP_WIZARD_RUN_STARTED=created)');
		expect(both).toMatch(
			/name: KFP_WIZARD_PIPELINE, value: __default__|name: KFP_WIZARD_PIPELINE\n\s+value: __default__/,
		);
		const pipeline = await text(['KFP_WIZARD_PIPELINE']);
		expect(pipeline, 'it is the same in every run').not.toContain('run_id');
	});

	it.each(['kfp', 'argo'] as const)('a message at the end of a run, in the format %s', async format => {
		const options: Options = {format: flag(format, '--format'), host: flag('https://kf.test/pipeline/', '--host')};
		const settings = {on_exit: {webhook: {secret: 'slack', key: 'url'}}};
		const {known, values} = await planned({known: image, options, settings});
		const end = readSpec(known?.text ?? '').executions.at(-1);
		expect(end).toMatchObject({
			always: true,
			env: {},
			secretEnv: [{name: 'KFP_WIZARD_WEBHOOK', secret: 'slack', key: 'url'}],
		});
		expect(end?.command.slice(-2)).toEqual(['pipeline=demo-s3', 'pages=https://kf.test/pipeline']);
		expect(values).toContainEqual(
			expect.objectContaining({name: 'on-exit', value: 'a message to the webhook in the Secret slack'}),
		);
		const local = await planned({known: image, options: {host: flag('http://localhost:8080', '--host')}, settings});
		expect(
			readSpec(local.known?.text ?? '')
				.executions.at(-1)
				?.command.at(-1),
			'no link that nobody can open',
		).toBe('pages=');
	});

	it.each(['kfp', 'argo'] as const)('a pipeline at the end of a run, in the format %s', async format => {
		const options: Options = {format: flag(format, '--format'), envVar: flag(['LEVEL=1'], '--env-var')};
		const settings = {on_exit: {pipeline: '__default__'}, nodes: {load: {cpu: 2}}};
		const {known} = await planned({known: image, options, settings});
		const {executions, tasks} = readSpec(known?.text ?? '');
		expect(tasks).toBe(3);
		const end = executions.at(-1);
		expect(end).toMatchObject({
			always: true,
			env: {LEVEL: '1', KEDRO_ENV: 's3'},
			secretEnv: [{name: 'AWS_ACCESS_KEY_ID', secret: 'aws-secrets'}],
		});
		expect(end?.command.slice(4)).toEqual([
			'state={{workflow.status}}',
			expect.stringMatching(/^run=/),
			expect.stringMatching(/^created=/),
			expect.stringMatching(/^depth=/),
			'run',
			'--env=s3',
			'--pipelines=__default__',
		]);
		const unknown = planned({known: image, options, settings: {on_exit: {pipeline: '__defalt__'}}});
		expect(await errorOf(unknown)).toMatchObject({
			kind: 'usage',
			code: 'UNKNOWN_NAME',
			message: 'There is no pipeline "__defalt__" (on_exit in kfp.yml); did you mean __default__?',
		});
	});

	it.each(['kfp', 'argo'] as const)('a pipeline before all tasks, in the format %s', async format => {
		const options: Options = {format: flag(format, '--format'), envVar: flag(['LEVEL=1'], '--env-var')};
		const own = {image: 'ghcr.io/acme/tools:1', env_vars: {LEVEL: '2', MODE: 'a'}};
		const on_start = {pipeline: '__default__', variables: ['MLFLOW_RUN_ID'], settings: own};
		const {known, values} = await planned({known: image, options, settings: {on_start}});
		const {executions} = readSpec(known?.text ?? '');
		const [start, ...others] = executions;
		expect(start).toMatchObject({
			first: true,
			image: 'ghcr.io/acme/tools:1',
			env: {LEVEL: '1', MODE: 'a', KEDRO_ENV: 's3'},
			secretEnv: [{name: 'AWS_ACCESS_KEY_ID', secret: 'aws-secrets'}],
		});
		expect(start?.command.slice(-3)).toEqual(['run', '--env=s3', '--pipelines=__default__']);
		expect(start?.command.filter(word => word.startsWith('{'))).toEqual([
			'{"names":["MLFLOW_RUN_ID"]}',
			'{"inputs":{"depth":3},"run_variables":true}',
		]);
		expect(others.map(({image, dependsOn}) => [image, dependsOn[0]])).toEqual([
			[image, 'on-start'],
			[image, 'on-start'],
		]);
		expect(others[0]?.command[3]).toContain('"start_variables":true');
		const row = {name: 'on-start', value: 'the pipeline __default__; the other tasks get MLFLOW_RUN_ID'};
		expect(values).toContainEqual(expect.objectContaining(row));
		const unknown = planned({known: image, options, settings: {on_start: {pipeline: '__defalt__'}}});
		expect((await errorOf(unknown)).message).toBe(
			'There is no pipeline "__defalt__" (on_start in kfp.yml); did you mean __default__?',
		);
	});

	it('a command before all tasks, with the settings of every node and its own', async () => {
		const settings = {
			on_start: {command: ['sh', '-c', 'a b'], settings: {memory: '1Gi'}},
			nodes: {__default__: {timeout: 60, memory: '4Gi'}},
			env_vars: {LEVEL: '1'},
		};
		const {known, values} = await planned({known: image, options: {spec: flag('-', '--spec')}, settings});
		const [start, ...others] = readSpec(known?.text ?? '').executions;
		expect(start).toMatchObject({first: true, timeout: 60, env: {LEVEL: '1', KFP_WIZARD_PIPELINE: '__default__'}});
		expect(known?.text).toContain("resourceMemoryLimit: '1Gi'");
		expect(others.every(({command}) => !command.join(' ').includes('variables='))).toBe(true);
		expect(values).toContainEqual(expect.objectContaining({name: 'on-start', value: 'sh -c a b'}));
	});

	it('images of tasks with requirements of their own, which are refused where none is built', async () => {
		const settings = {
			nodes: {fit: {requirements: 'requirements-gpu.txt'}},
			on_start: {command: ['true'], settings: {requirements: 'requirements-gpu.txt'}},
		};
		const selection = selectionOf({
			project: {settings: {files: [], values: settings, params: {}, places: [], problem: null}},
		});
		expect(requirementsOf(selection)).toEqual(['requirements-gpu.txt']);
		expect(requirementsOf({...selection, graph: {...selection.graph, tasks: []}}), 'also of what runs first').toEqual([
			'requirements-gpu.txt',
		]);
		const options: Options = {spec: flag('-', '--spec')};
		const images = {known: image, taskImages: {'requirements-gpu.txt': otherImage}, pullPolicy: undefined};
		const plan = await planned({options, settings, images});
		expect(readSpec(plan.known?.text ?? '').executions.map(({task, image: own}) => [task, own])).toEqual([
			['on-start', otherImage],
			['load', image],
			['fit', otherImage],
		]);
		expect(plan.values).toContainEqual(
			expect.objectContaining({
				name: 'task-requirements',
				value: 'requirements-gpu.txt (fit), requirements-gpu.txt (on_start)',
			}),
		);
		const later = {...images, taskImages: {'requirements-gpu.txt': undefined}};
		expect((await planned({options, settings, images: later})).known, 'before the build').toBeUndefined();
		expect(await errorOf(planned({options, settings, known: image}))).toMatchObject({
			kind: 'usage',
			code: 'REQUIREMENTS_NEED_BUILD',
		});
	});

	it('a configuration outside of the project, for every task and for the end of a run', async () => {
		const outside = {
			kind: 'outside',
			what: 'CONF_SOURCE',
			value: '../conf',
			absolute: '/home/me/conf',
			place: null,
		} as const;
		const settings = {on_exit: {pipeline: '__default__'}};
		const {known} = await planned({known: image, settings, sourceProblems: [outside]});
		const commands = readSpec(known?.text ?? '').executions.map(({command}) => command);
		expect(commands.filter(command => command.includes('--conf-source=../conf'))).toHaveLength(3);
	});

	it('the service account, which is a part of the deployment though not of the spec', async () => {
		const options: Options = {serviceAccount: flag('trainer', '--service-account')};
		expect((await planned({root: await scratch(), options})).make(image).serviceAccount).toBe('trainer');
	});
});

describe('the spec step refuses', () => {
	it('a file that kfp-wizard did not write, and a folder', async () => {
		const root = await scratch();
		await writeFile(join(root, 'demo.yaml'), 'mine: true\n');
		expect(await errorOf(planned({root}))).toMatchObject({
			kind: 'usage',
			code: 'NOT_OUR_FILE',
			message: expect.stringContaining('was not written by kfp-wizard'),
		});
		await mkdir(join(root, 'folder'));
		const error = await errorOf(planned({root, options: {spec: flag('folder', '--spec')}}));
		expect(error.message).toContain('is a folder');
	});

	it('before the build what no spec can express', async () => {
		const settings = {nodes: {load: {env_vars: {A: '1'}}, fit: {env_vars: {A: '2'}}}};
		const selection = selectionOf(
			{project: {settings: {files: ['conf/s3/kfp.yml'], values: settings, params: {}, places: [], problem: null}}},
			{groupBy: flag('all', '--group-by')},
		);
		const asked = await specStep.ask({
			selection,
			options: {spec: flag('-', '--spec')},
			parameters: {fixed: {}, inputs: [], run: {}},
			secret: undefined,
			image: {known: undefined, pullPolicy: undefined},
			version: '1.2.3',
			cwd: '/nowhere',
		});
		expect(() => specStep.plan(asked, {before: undefined, readings: specReadings(undefined)})).toThrow('env_vars A');
	});
});

describe('the spec step applies', () => {
	it('the image of the step before it, reports the file as created, and a second time changes nothing', async () => {
		const root = await scratch();
		const path = join(root, 'demo.yaml');
		const plan = await planned({root});
		const first = await applied(plan);
		const text = await readFile(path, 'utf8');
		expect(text).toContain(image);
		expect(first.done).toMatchObject({
			value: {text, hash: specHash(text), name: 'demo-s3'},
			outcome: {spec: {path, hash: specHash(text), tasks: 2, action: 'created'}},
		});
		expect(first.changes).toHaveLength(1);
		expect(first.changes[0]).toMatch(/^created .*demo\.yaml$/);

		const second = await applied(plan);
		expect(second.done.outcome.spec.action).toBe('unchanged');
		expect(second.changes).toEqual([]);
		expect((await applied(plan, otherImage)).changes[0]).toMatch(/^updated /);
	});

	it('the text to stdout, and nothing else there', async () => {
		const plan = await planned({options: {spec: flag('-', '--spec')}});
		const {done, changes, printed} = await applied(plan);
		expect(printed).toBe(done.value.text);
		expect(done).toMatchObject({outcome: {spec: {path: '-', action: 'created'}}, detail: 'written to stdout'});
		expect(changes, 'nothing that a teardown could remove').toEqual([]);
	});

	it('nothing over a file that appeared after the plan was made', async () => {
		const root = await scratch();
		const plan = await planned({root});
		await writeFile(join(root, 'demo.yaml'), 'mine: true\n');
		expect(await errorOf(applied(plan))).toMatchObject({code: 'NOT_OUR_FILE'});
		expect(await readFile(join(root, 'demo.yaml'), 'utf8')).toBe('mine: true\n');
	});
});

it('writeOut returns the same for a file and for stdout, but for path and action', async () => {
	const root = await scratch();
	const spec = {
		text: '# Written by kfp-wizard\n',
		hash: 'abc',
		name: 'x',
		tasks: 1,
		hasPlatform: false,
		outline: {tasks: [], platform: false},
	};
	const to = {is: 'file', path: join(root, 'x.yaml')} as const;
	const nowhere = {stdout: {write: () => true}};
	expect(await writeOut(to, spec, nowhere)).toEqual({path: to.path, hash: 'abc', tasks: 1, action: 'created'});
	expect(await writeOut({is: 'stdout'}, spec, nowhere)).toEqual({path: '-', hash: 'abc', tasks: 1, action: 'created'});
});
