// `kfp-wizard compile`: the spec from the project and a named image, without a cluster, a registry or an engine.
import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {compile} from '../../../../src/commands/compile/compile.ts';
import type {Options} from '../../../../src/options/options.ts';
import {readSpec} from '../../../../src/pipeline-spec/read-spec.ts';
import {testContext} from '../../../support/context.ts';
import {flag, on} from '../../../support/deploy-parts.ts';
import {errorOf} from '../../../support/error-of.ts';
import {type FactOverrides, implied} from '../../../support/facts.ts';
import {unattendedUi} from '../../../support/scripted-ui.ts';
import {type StandInProject, standInProject} from '../../../support/stand-in-project.ts';

const image: Options = {image: flag('ghcr.io/acme/demo:1.4', '--image')};

async function run(options: Options, given: FactOverrides = {}, project?: StandInProject) {
	const {root, python} = project ?? (await standInProject(given));
	const {ui, reported} = unattendedUi();
	// The default profile of this machine must not count.
	const env = {AWS_SHARED_CREDENTIALS_FILE: '/nowhere', AWS_CONFIG_FILE: '/nowhere'};
	const context = testContext(ui, {cwd: root, env});
	const all: Options = {python: flag(python, '--python'), env: flag('s3', '--env'), ...options};
	const exitCode = await compile({options: all, args: []}, context);
	return {exitCode, reported, root, printed: context.printed()};
}

describe('compile', () => {
	it('writes the spec to its default path, and says what it wrote', async () => {
		const {exitCode, root, reported, printed} = await run(image);
		expect(exitCode).toBe(0);
		const text = await readFile(join(root, 'demo.yaml'), 'utf8');
		expect(readSpec(text)).toMatchObject({
			format: 'kfp',
			name: 'demo-s3',
			tasks: 2,
			images: ['ghcr.io/acme/demo:1.4'],
			hasPlatform: true,
		});
		expect(printed).toBe('');
		expect(reported.at(-1)).toMatchObject({
			step: 'spec',
			state: 'done',
			detail: expect.stringMatching(/demo\.yaml created, 2 tasks, version \w{12}$/),
		});
	});

	it('writes the same bytes again as unchanged', async () => {
		const project = await standInProject();
		await run(image, {}, project);
		const {reported} = await run(image, {}, project);
		expect(reported.at(-1)).toMatchObject({detail: expect.stringContaining('unchanged')});
	});

	it('--dry-run shows what it would write, and writes nothing', async () => {
		const {root, reported, printed} = await run({...image, ...on('dryRun')});
		expect(reported.at(-1)).toMatchObject({
			event: 'plan',
			dryRun: true,
			changes: [{action: 'create', what: 'spec', detail: '2 tasks'}],
		});
		expect(printed).toBe('');
		expect(await readdir(root)).not.toContain('demo.yaml');
		const json = await run({...image, ...on('dryRun', 'json')});
		expect(JSON.parse(json.printed)).toMatchObject({tasks: 2, changes: [{action: 'create'}]});
		expect(await readdir(json.root)).not.toContain('demo.yaml');
	});

	it('prints the spec, and nothing else on stdout, with -o -', async () => {
		const {printed, root, reported} = await run({...image, spec: flag('-', '--spec')});
		expect(readSpec(printed).tasks).toBe(2);
		expect(await readdir(root)).not.toContain('demo.yaml');
		expect(reported.at(-1)).toMatchObject({detail: expect.stringMatching(/^written to stdout, 2 tasks, version /)});
	});

	it('--json prints one document', async () => {
		const {printed, root} = await run({...image, ...on('json')});
		expect(JSON.parse(printed)).toMatchObject({
			ok: true,
			exitCode: 0,
			name: 'demo-s3',
			image: 'ghcr.io/acme/demo:1.4',
			path: join(root, 'demo.yaml'),
			tasks: 2,
			action: 'created',
			grouping: {tasks: 2},
		});
	});

	it('names the Secret that a deploy would create, unless --no-secret', async () => {
		const secrets = async (options: Options) => {
			const {printed} = await run({...image, spec: flag('-', '--spec'), ...options});
			return [...new Set(readSpec(printed).executions.flatMap(({secretEnv}) => secretEnv.map(({secret}) => secret)))];
		};
		expect(await secrets({})).toEqual(['aws-secrets']);
		expect(await secrets({secret: flag('team', '--secret')})).toEqual(['team']);
		expect(await secrets({secret: flag(false as const, '--no-secret')})).toEqual([]);
	});

	it('takes the image from kfp.yml, and needs one before the project is read where there is no such file', async () => {
		const settings = {
			files: ['conf/s3/kfp.yml'],
			values: {image: 'ghcr.io/acme/other:2'},
			params: {},
			places: [],
			problem: null,
		};
		const project = await standInProject({project: {settings}}, {'conf/s3/kfp.yml': 'image: ghcr.io/acme/other:2\n'});
		expect((await run({spec: flag('-', '--spec')}, {}, project)).printed).toContain('ghcr.io/acme/other:2');
		const without = await standInProject();
		expect(await errorOf(run({}, {}, without))).toMatchObject({
			code: 'MISSING_ANSWER',
			message: '--image is missing: compile needs the image that the tasks run in',
		});
		expect(await without.requests()).toEqual([]);
	});

	it('stops at an error of the checks, at a contradiction and at an invalid value, and writes nothing', async () => {
		const project = await standInProject({project: {datasets: [implied('trips')]}});
		expect(await errorOf(run(image, {}, project))).toMatchObject({kind: 'project', code: 'NOT_READY'});
		expect(await errorOf(run({...image, ...on('json'), spec: flag('-', '--spec')}, {}, project))).toMatchObject({
			code: 'CONTRADICTION',
		});
		expect(await errorOf(run({image: flag('A B', '--image')}, {}, project))).toMatchObject({code: 'BAD_VALUE'});
		expect(await readdir(project.root)).not.toContain('demo.yaml');
	});
});
