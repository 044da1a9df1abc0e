// The smoke test with a real engine and real Kedro: an image of the example, and images in which one thing each is broken.
import {cp, mkdtemp, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {execa} from 'execa';
import {afterAll, beforeAll, expect, it, vi} from 'vitest';
import {select} from '../../../../../src/deploy/choose.ts';
import type {Selected} from '../../../../../src/deploy/selection.ts';
import {build} from '../../../../../src/deploy/steps/image/build.ts';
import {tryImage} from '../../../../../src/deploy/steps/image/smoke.ts';
import {specMaker} from '../../../../../src/deploy/steps/spec/make.ts';
import type {Engine} from '../../../../../src/image/engine/engine.ts';
import {findEngine} from '../../../../../src/image/engine/find-engine.ts';
import type {Options} from '../../../../../src/options/options.ts';
import {asWizardError} from '../../../../../src/system/errors.ts';
import type {Event} from '../../../../../src/schema/event.ts';
import {bed} from '../../../../bed/bed.ts';
import {describeWith, together} from '../../../../bed/part.ts';
import {testContext} from '../../../../support/context.ts';
import {flag, interviewOf} from '../../../../support/deploy-parts.ts';
import {scriptedUi} from '../../../../support/scripted-ui.ts';

const example = new URL('../../../../../examples/bike-share', import.meta.url).pathname;
const parts = together({
	python: await bed.python('kedro-1'),
	engine: await bed.engine(),
	baseImage: await bed.baseImage(),
});

describeWith(parts, 'an image is tried before it is pushed', ({python, engine: {host}}) => {
	let folder: string;
	let env: NodeJS.ProcessEnv;
	let engine: Engine;
	let selected: Selected;
	/** Other tests use the same engine at the same time. */
	const own = `kfp-wizard-smoke/${process.pid}/`;
	const good = `${own}good:1`;
	const made: string[] = [];

	beforeAll(async () => {
		folder = await realpath(await mkdtemp(join(tmpdir(), 'kfp-wizard-smoke-')));
		env = {...process.env, DOCKER_HOST: host, DOCKER_CONFIG: folder};
		const project = join(folder, 'bike-share');
		await cp(example, project, {recursive: true});
		engine = await findEngine('docker', {env, platform: process.platform});
		const {ui} = scriptedUi([]);
		selected = await select(interviewOf(ui, {env, cwd: project}), {
			project: flag(project, '--project'),
			python: flag(python, '--python'),
			env: flag('s3', '--env'),
			pipeline: flag('__default__', '--pipeline'),
			groupBy: flag('node', '--group-by'),
		});
		if (selected.source === undefined) throw new Error('the test builds an image');
		await build(engine, {source: selected.source}, good, testContext(ui, {env}));
	}, 300_000);
	afterAll(async () => {
		await execa('docker', ['rmi', '--force', ...made, good], {env, reject: false});
		await rm(folder, {recursive: true, force: true});
	});

	/** The good image with these lines at the end of its Dockerfile. */
	async function broken(name: string, ...lines: readonly string[]): Promise<string> {
		const image = `${own}${name.toLowerCase().replaceAll(/\W+/g, '-')}:1`;
		made.push(image);
		const dockerfile = join(folder, `${made.length}.Dockerfile`);
		const start = lines[0]?.startsWith('FROM') ? [] : [`FROM ${good}`];
		await writeFile(dockerfile, `${[...start, ...lines].join('\n')}\n`);
		await execa('docker', ['build', '--quiet', '--tag', image, '--file', dockerfile, folder], {env});
		return image;
	}

	async function tried(image: string, more: Options = {}, signal = new AbortController().signal) {
		const {ui, reported} = scriptedUi([]);
		const {selection, source} = selected;
		if (source === undefined) throw new Error('the test builds an image');
		const options = {...selected.options, ...more};
		const parameters = {fixed: {}, inputs: [], run: {}};
		const make = specMaker({
			selection,
			options,
			parameters,
			isArgo: false,
			pullPolicy: undefined,
			version: '1.2.3',
			secret: {name: 'aws-secrets', keys: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']},
			name: 'bike-share-s3',
		});
		const rows = {changes: [], values: []};
		const spec = {
			do: 'write',
			to: {is: 'stdout'},
			name: 'bike-share-s3',
			make,
			keep: async () => {},
			known: undefined,
			runInputs: {},
		} as const;
		const plan = {do: 'build here', image, files: {source, write: false}, engine, present: true} as const;
		const error = await tryImage(
			{selection, options, plan: {...plan, ...rows}, spec: {...spec, ...rows}, images: {image, taskImages: {}}},
			image,
			testContext({...ui, signal}, {env}),
		).then(() => undefined, asWizardError);
		return {error, findings: findingsIn(reported), notes: notesIn(reported)};
	}

	const containers = async (): Promise<readonly string[]> => {
		const {stdout} = await execa('docker', ['ps', '--all', '--format', '{{.Image}}'], {env});
		return stdout.split('\n').filter(image => image.startsWith(own));
	};

	it('finds nothing in the image of the example', async () => {
		const {error, findings, notes} = await tried(good);
		expect([error?.message, findings]).toEqual([undefined, []]);
		expect(notes).toEqual([
			expect.stringMatching(/^The image was tried in \d.*: 11 nodes, Kedro 1\.7\.0, Python 3\.11/),
		]);
	});

	const site = '/usr/local/lib/python3.11/dist-packages';
	const nodes = 'src/bike_share/pipelines/forecasting/nodes.py';
	const cli =
		'import click\\n@click.group()\\ndef cli(): pass\\n@cli.command()\\n@click.option("--env")\\ndef run(env): pass\\n';
	const logging =
		'version: 1\\nhandlers:\\n  f: {class: logging.FileHandler, filename: /srv/x.log}\\nloggers: {kedro: {handlers: [f]}}\\n';

	/** Lines of a Dockerfile, and what is found in its image. */
	type Case = readonly [name: string, lines: readonly string[], findings: readonly RegExp[], options?: Options];
	it.for<Case>([
		[
			'several faults, all found at once',
			[
				'USER root',
				`RUN rm -r conf/base/parameters.yml ${site}/s3fs && printf '${cli}' > src/bike_share/cli.py && sed -i 's/^    """/    import cv2\\n    """/' ${nodes} && sed -i 's/name="plan_docks"/name="other"/' src/bike_share/pipelines/forecasting/pipeline.py`,
				'USER 1000:0',
			],
			[
				/^error image\/missing-configuration: The value of .* is not in the image/,
				/^error image\/import-failed: The datasets casual.metrics, casual.model and .*s3fs' → requirements.txt lists s3fs/,
				/^error image\/import-failed: The nodes casual.fit_model, .* No module named 'cv2' → Add opencv-python-headless/,
				/^error image\/run-options: kedro run in the image does not take --pipelines and --nodes/,
				/^error image\/other-nodes: plan_docks is not in the pipeline __default__ of the image/,
				/^warning image\/other-nodes: Only the pipeline __default__ of the image has other/,
			],
		],
		['no conf', ['RUN rm -r conf'], [/^error image\/missing-configuration: conf is not in the image/]],
		[
			'no project',
			['RUN rm pyproject.toml'],
			[/^error image\/no-project: .*\/home\/kedro\/project, has no Kedro project/],
		],
		[
			'a working folder elsewhere',
			['WORKDIR /srv'],
			[/no-project: .*the project is in \/home\/kedro\/project → .*WORKDIR/],
		],
		[
			'no system library',
			[`RUN printf 'import ctypes; ctypes.CDLL("libGL.so.1")\\n' >> ${nodes}`],
			[/^error image\/missing-library: .*without libGL\.so\.1: OSError: .* → .*install .*libgl1/],
		],
		[
			'kedro off PATH',
			['USER root', 'RUN mkdir -p /opt/env/bin && mv /usr/local/bin/kedro /opt/env/bin/', 'USER 1000:0'],
			[
				/^error image\/kedro-not-found: kedro is not on PATH in the image: Kedro is at \/opt\/env\/bin\/kedro → .*ENV PATH/,
			],
		],
		[
			'a moved environment',
			['USER root', "RUN sed -i '1s|.*|#!/build/.venv/bin/python|' /usr/local/bin/kedro", 'USER 1000:0'],
			[/^error image\/kedro-not-found: .*names \/build\/\.venv\/bin\/python, which does not exist/],
		],
		[
			'kedro of another line',
			[
				'USER root',
				`RUN sed -i 's/^__version__ = .*/__version__ = "0.19.9"/' ${site}/kedro/__init__.py`,
				'USER 1000:0',
			],
			[/^error image\/other-kedro: The image has Kedro 0\.19\.9, the project's Python has 1\.7\.0/],
		],
		[
			'a log file that the user cannot write',
			[`RUN printf '${logging}' > conf/logging.yml`],
			[/^error image\/no-permission: The user 1000 .*PermissionError: .*\/srv\/x\.log/],
		],
		['an unknown user', ['USER nobody-here'], [/^error image\/no-answer: .*does not start/]],
		[
			'no kedro',
			['FROM python:3.11-slim'],
			[/^error image\/kedro-not-found: kedro is not in the image.* → Add kedro==1\.7\.0/],
		],
		[
			'no Python',
			['FROM scratch', 'COPY *.Dockerfile /'],
			[/^error image\/kedro-not-found: .*neither kedro nor a Python/],
		],
		[
			'a project that ends Python',
			[`RUN echo 'import os; os._exit(9)' >> ${nodes}`],
			[/^error image\/no-answer: Python exited with code 9, while/],
		],
	])('%s', async ([name, lines, expected, options = {}]) => {
		const {error, findings} = await tried(await broken(name, ...lines), options);
		for (const one of expected) expect(findings).toContainEqual(expect.stringMatching(one));
		expect(error).toMatchObject({kind: 'project', code: 'IMAGE_NOT_READY'});
		expect(await containers()).toEqual([]);
	});

	it('slow imports end at the limit, and at once with Ctrl-C; no container is left', async () => {
		const image = await broken('slow', `RUN echo 'import time; time.sleep(99)' >> ${nodes}`);
		const {findings} = await tried(image, {timeout: flag(3, '--timeout')});
		expect(findings).toEqual([expect.stringMatching(/^error image\/no-answer: .*longer than 3 seconds \(--timeout\)/)]);
		expect(await containers()).toEqual([]);
		const stop = new AbortController();
		const work = tried(image, {}, stop.signal);
		await vi.waitUntil(async () => (await containers()).length > 0, {timeout: 30_000, interval: 100});
		stop.abort();
		expect((await work).error).toMatchObject({kind: 'cancelled'});
		expect(await containers()).toEqual([]);
	});
});

const findingsIn = (reported: readonly Event[]): readonly string[] =>
	reported.flatMap(event =>
		event.event === 'findings'
			? event.findings.map(({severity, rule, message, fix}) => `${severity} ${rule}: ${message} → ${fix?.title}`)
			: [],
	);

const notesIn = (reported: readonly Event[]): readonly string[] =>
	reported.flatMap(event => (event.event === 'note' ? [event.message] : []));
