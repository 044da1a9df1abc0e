// The image step, with an engine that notes what it is reported and a registry on loopback: every state of the plan, and how it is applied.
import {chmod, mkdir, readdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {imageStep} from '../../../../../src/deploy/steps/image/image.ts';
import type {ImageState} from '../../../../../src/deploy/steps/image/inspect.ts';
import {foreseenImages, type ImagePlan, planImage, pullPolicyOf} from '../../../../../src/deploy/steps/image/plan.ts';
import type {Engine} from '../../../../../src/image/engine/engine.ts';
import {parseReference} from '../../../../../src/image/reference.ts';
import type {ImageSource} from '../../../../../src/image/source.ts';
import type {Work} from '../../../../../src/deploy/step.ts';
import type {Options} from '../../../../../src/options/options.ts';
import {WizardError} from '../../../../../src/system/errors.ts';
import {startTokenRegistry, type TokenRegistry, type TokenRegistryOptions} from '../../../../fakes/token-registry.ts';
import {flag, generated, interviewOf, sourceOf, workOf} from '../../../../support/deploy-parts.ts';
import {errorOf} from '../../../../support/error-of.ts';
import {scratch} from '../../../../support/scratch.ts';
import {type Line, scriptedUi, unattendedUi} from '../../../../support/scripted-ui.ts';
import {writeTree} from '../../../../support/tree.ts';

const digest = `sha256:${'ab'.repeat(32)}`;
const otherDigest = `sha256:${'cd'.repeat(32)}`;

let registry: TokenRegistry;
let answers: Record<string, TokenRegistryOptions['answers'][string]>;
let root: string;
let source: ImageSource;
let env: Record<string, string>;

beforeEach(async () => {
	answers = {};
	registry = await startTokenRegistry({open: true, answers});
	root = await writeTree(await scratch(), {'src/demo/nodes.py': 'x = 1\n', Dockerfile: 'FROM python:3.11\n'});
	source = await sourceOf(root);
	env = {PATH: '/nowhere', HOME: root, DOCKER_CONFIG: root};
});
afterEach(() => registry.close());

const manifests = '/v2/team/app/manifests';

/** Puts an image into the registry. */
function store(tag: string, of = digest): void {
	const headers = {'docker-content-digest': of};
	const body = '{"manifests": []}';
	for (const name of [tag, of])
		for (const method of ['HEAD', 'GET']) answers[`${method} ${manifests}/${name}`] = {status: 200, headers, body};
}

/** An engine that notes its work; a push puts the image into the registry. */
function engine(change: Partial<Engine> = {}) {
	const calls: string[] = [];
	const fake: Engine = {
		name: 'docker',
		version: '27.0',
		takesSecrets: true,
		build: async ({tags, platform, folder}) => {
			calls.push(`build ${tags.join()} for ${platform}: ${(await readdir(folder)).sort().join()}`);
		},
		push: async ({reference}) => {
			calls.push(`push ${reference}`);
			store(reference.split(':').at(-1) ?? '');
			return {digest};
		},
		has: async () => undefined,
		container: () => Promise.reject(new Error('the image step itself starts no container')),
		save: async () => {},
		remove: async () => {},
		...change,
	};
	return {fake, calls};
}

/** Installs a `docker` that answers, and has no image. */
async function installDocker(): Promise<void> {
	const bin = join(root, 'bin');
	await mkdir(bin);
	const script = `#!/bin/sh
case "$1" in
version) echo 27.0 ;;
*) echo "No such image" >&2; exit 1 ;;
esac
`;
	await writeFile(join(bin, 'docker'), script);
	await chmod(join(bin, 'docker'), 0o755);
	env = {...env, PATH: bin};
}

const repository = () => `${registry.host}/team/app`;
const content = () => `${repository()}:${source.context.hash}`;
const image = (): Options => ({image: flag(repository(), '--image')});

async function asked(options: Options = image(), from: ImageSource | undefined = source, script?: readonly Line[]) {
	const {ui} = script === undefined ? unattendedUi() : scriptedUi(script);
	return imageStep.ask({options, source: from, project: {root, name: 'Demo'}}, interviewOf(ui, {env}));
}

async function inspected(options: Options = image(), from: ImageSource | undefined = source): Promise<ImageState> {
	return imageStep.inspect(await asked(options, from), interviewOf(unattendedUi().ui, {env}));
}

/** The plan for a state that is handed to it. */
const planned = async (state: ImageState, options?: Options, from?: ImageSource): Promise<ImagePlan> =>
	planImage(await asked(options, from), state);

async function applied(plan: ImagePlan, beforePush?: Work['beforePush']) {
	const scripted = unattendedUi();
	const work = workOf(scripted.ui, [], {env, ...(beforePush && {beforePush})});
	const done = await imageStep.apply(plan, work).catch((error: unknown) => error);
	if (!(done instanceof Error))
		return {
			done: done as Awaited<ReturnType<typeof imageStep.apply>>,
			changes: work.changes,
			reported: scripted.reported,
		};
	throw Object.assign(done, {changes: work.changes});
}

const reference = () => ({...parseReference(repository()), tag: source.context.hash});

describe('the image step asks', () => {
	it('for the repository where none is set, and where generated files should go', async () => {
		const from = await sourceOf(root, generated);
		const answer = await asked({}, from, [
			['image', 'ghcr.io/acme/demo'],
			['build_files', 'project'],
		]);
		expect(answer).toMatchObject({repository: {value: 'ghcr.io/acme/demo', source: 'asked'}, keepFiles: true});
		expect(await asked({}, source, [['image', 'registry.acme.com/b']])).toMatchObject({keepFiles: false});
	});

	it('nothing about files with --no-build, and names the flag where no question can be asked', async () => {
		expect(
			await imageStep.ask(
				{options: image(), source: undefined, project: {root, name: 'Demo'}},
				interviewOf(scriptedUi([]).ui),
			),
		).toMatchObject({
			keepFiles: false,
		});
		expect(await errorOf(asked({}))).toMatchObject({
			code: 'MISSING_ANSWER',
			message: expect.stringContaining('--image REF'),
		});
	});

	it('for no image that would contain credentials', async () => {
		await writeTree(root, {'conf/local/credentials.yml': 'dev:\n  key: x\n'});
		const from = await sourceOf(root);
		const error = await errorOf(asked(image(), from));
		expect(error).toMatchObject({kind: 'project', code: 'SUSPICIOUS_FILE'});
		expect(error.next.map(({command}) => command)).toEqual([
			'kfp-wizard check --fix',
			'--allow-file conf/local/credentials.yml',
		]);
		const allowed = {...image(), allowFile: flag(['conf/local/credentials.yml'], '--allow-file')};
		expect(await asked(allowed, from)).toMatchObject({keepFiles: false});
	});
});

describe('the image step finds', () => {
	it('neither engine nor registry with --no-build --no-push', async () => {
		const options: Options = {...image(), build: flag(false, '--no-build'), push: flag(false, '--no-push')};
		const state = await imageStep.inspect(
			{options, source: undefined, repository: flag(repository(), '--image'), keepFiles: false},
			interviewOf(unattendedUi().ui, {env}),
		);
		expect(state).toMatchObject({is: 'named'});
		expect(registry.seen).toEqual([]);
	});

	it('an image in its registry with --no-build, and refuses one that is not there', async () => {
		const ask = {
			options: image(),
			source: undefined,
			repository: flag(`${repository()}:one`, '--image'),
			keepFiles: false,
		};
		const context = interviewOf(unattendedUi().ui, {env});
		expect(await errorOf(imageStep.inspect(ask, context))).toMatchObject({
			kind: 'usage',
			code: 'IMAGE_NOT_FOUND',
			message: `${repository()}:one is not in its registry, and --no-build is set`,
		});
		store('one');
		expect(await imageStep.inspect(ask, context)).toMatchObject({is: 'in registry', digest});
	});

	it('the same content in the registry, without looking for an engine', async () => {
		store(source.context.hash);
		expect(await inspected()).toMatchObject({
			is: 'pushed',
			digest,
			reference: {tag: source.context.hash},
			tag: undefined,
		});
	});

	it('what an additional tag names now', async () => {
		store(source.context.hash);
		const options = {...image(), tag: flag('v1', '--tag')};
		expect(await inspected(options)).toMatchObject({tag: {tag: 'v1', digest: undefined}});
		store('v1', otherDigest);
		expect(await inspected(options)).toMatchObject({tag: {tag: 'v1', digest: otherDigest}});
	});

	it('F1, F6: before the plan that no engine is installed, or that the registry refuses the push', async () => {
		expect(await errorOf(inspected())).toMatchObject({code: 'ENGINE_MISSING'});
		await installDocker();
		answers['POST /v2/team/app/blobs/uploads/'] = {status: 403, body: '{"errors":[{"code":"DENIED"}]}'};
		expect(await errorOf(inspected())).toMatchObject({
			kind: 'denied',
			code: 'PUSH_DENIED',
			next: [{command: `docker login ${registry.host}`, here: true}, {command: '--image REF'}],
		});
		answers['POST /v2/team/app/blobs/uploads/'] = {status: 202};
		expect(await inspected()).toMatchObject({is: 'missing', engine: {name: 'docker'}});
	});

	it('whether the local engine has the content, with --no-push', async () => {
		await installDocker();
		const state = await inspected({...image(), push: flag(false, '--no-push')});
		expect(state).toMatchObject({is: 'local', present: false, engine: {name: 'docker'}});
		expect(registry.seen).toEqual([]);
	});
});

describe('the image step plans', () => {
	it('to use an image that is not built as it is', async () => {
		const named: ImageState = {is: 'named', reference: parseReference('ghcr.io/acme/demo:1')};
		const plan = planImage(
			{options: {}, source: undefined, repository: flag('ghcr.io/acme/demo:1', '--image'), keepFiles: false},
			named,
		);
		expect(plan).toMatchObject({
			do: 'use',
			image: 'ghcr.io/acme/demo:1',
			changes: [{action: 'keep', what: 'image', name: 'ghcr.io/acme/demo:1', detail: 'used as named, not looked up'}],
			values: [{name: 'image', value: 'ghcr.io/acme/demo:1', source: '--image'}],
		});
		const inRegistry: ImageState = {...named, is: 'in registry', digest};
		expect(
			planImage({options: {}, source: undefined, repository: flag('x', '--image'), keepFiles: false}, inRegistry),
		).toMatchObject({
			image: `ghcr.io/acme/demo:1@${digest}`,
			changes: [{action: 'keep', detail: 'as it is in the registry'}],
		});
	});

	it('to reuse the same content by its digest', async () => {
		const plan = await planned({is: 'pushed', reference: reference(), digest, tag: undefined});
		expect(plan).toMatchObject({
			do: 'reuse',
			digest,
			changes: [{action: 'keep', what: 'image', detail: 'same content, in the registry already'}],
		});
		expect(foreseenImages(plan).known).toBe(`${content()}@${digest}`);
		expect(pullPolicyOf(plan)).toBeUndefined();
	});

	it('B31: to build and push what is not there, with its size; the digest is not known then', async () => {
		const plan = await planned({is: 'missing', reference: reference(), engine: engine().fake, tag: undefined});
		expect(plan.changes).toEqual([
			{action: 'create', what: 'image', name: content(), detail: '2 files, 23 B, linux/amd64, then tried'},
			{action: 'create', what: 'push', name: registry.host, detail: 'digest known after the build'},
		]);
		expect(foreseenImages(plan).known).toBeUndefined();
	});

	it('to build into the local engine, which the cluster must not pull from a registry', async () => {
		const {fake} = engine();
		const absent = await planned({is: 'local', reference: reference(), engine: fake, present: false});
		expect(absent).toMatchObject({
			do: 'build here',
			changes: [{action: 'create', detail: '2 files, 23 B, linux/amd64, then tried, not pushed'}],
		});
		expect(pullPolicyOf(absent)).toBe('IfNotPresent');
		expect(foreseenImages(absent).known).toBe(content());
		const present = await planned({is: 'local', reference: reference(), engine: fake, present: true});
		expect(present.changes).toMatchObject([{action: 'keep', detail: 'same content, in docker already'}]);
	});

	it('B31: the additional tag as new, moved or kept', async () => {
		const state = (now: string | undefined): ImageState => ({
			is: 'pushed',
			reference: reference(),
			digest,
			tag: {tag: 'v1', reference: {...reference(), tag: 'v1'}, digest: now},
		});
		const actions = [undefined, otherDigest, digest].map(async now => (await planned(state(now))).changes[1]);
		expect((await Promise.all(actions)).map(change => `${change?.action} ${change?.name}`)).toEqual([
			`create ${repository()}:v1`,
			`update ${repository()}:v1`,
			`keep ${repository()}:v1`,
		]);
	});

	it('the files that it writes into the project, and where each value comes from', async () => {
		const from = await sourceOf(root, generated);
		const state: ImageState = {is: 'missing', reference: reference(), engine: engine().fake, tag: undefined};
		const ask = await asked({...image(), platform: flag('linux/arm64', 'conf/s3/kfp.yml')}, from);
		expect(planImage({...ask, keepFiles: true}, state).changes.slice(0, 2)).toEqual([
			{action: 'create', what: 'file', name: 'Dockerfile', detail: 'generated for this project'},
			{action: 'create', what: 'file', name: '.dockerignore', detail: 'generated for this project'},
		]);
		expect(planImage(ask, state).values.slice(1)).toEqual([
			{name: 'platform', value: 'linux/arm64', source: 'conf/s3/kfp.yml'},
			{name: 'dockerfile', value: 'generated for this build', source: 'detected: none in the project'},
		]);
		expect((await planned(state)).values.slice(1)).toEqual([
			{name: 'platform', value: 'linux/amd64', source: 'default'},
			{name: 'dockerfile', value: 'Dockerfile', source: 'detected: in the project'},
		]);
	});
});

describe('the image step applies', () => {
	it('F10: a build of exactly the files that were hashed, a push, and the digest of the registry', async () => {
		const {fake, calls} = engine();
		const plan = await planned({is: 'missing', reference: reference(), engine: fake, tag: undefined});
		const {done, changes} = await applied(plan);
		expect(calls).toEqual([`build ${content()} for linux/amd64: Dockerfile,src`, `push ${content()}`]);
		expect(done).toEqual({
			value: {image: `${content()}@${digest}`, built: true, pushed: true},
			outcome: {image: `${content()}@${digest}`, built: true, pushed: true},
			detail: `${content()}@${digest}`,
		});
		expect(changes).toEqual([`pushed ${content()}`]);
	});

	it('nothing for content that is there', async () => {
		const plan = await planned({is: 'pushed', reference: reference(), digest, tag: undefined});
		const {done, changes} = await applied(plan);
		expect(done.value).toEqual({image: `${content()}@${digest}`, built: false, pushed: false});
		expect(done.detail).toBe(`unchanged: ${content()}@${digest}`);
		expect(changes).toEqual([]);
	});

	it('a local build once: a present image is not built again', async () => {
		const {fake, calls} = engine();
		const absent = await applied(await planned({is: 'local', reference: reference(), engine: fake, present: false}));
		expect(absent.done.value).toEqual({image: content(), built: true, pushed: false});
		expect(absent.changes).toEqual([`built ${content()}`]);
		const present = await applied(await planned({is: 'local', reference: reference(), engine: fake, present: true}));
		expect(present.done.value.built).toBe(false);
		expect(present.changes).toEqual([]);
		expect(calls).toHaveLength(1);
		expect(registry.seen).toEqual([]);
	});

	it('the additional tag, unless it names the image already', async () => {
		store(source.context.hash);
		answers[`PUT ${manifests}/v1`] = {status: 201};
		const state = (now: string | undefined): ImageState => ({
			is: 'pushed',
			reference: reference(),
			digest,
			tag: {tag: 'v1', reference: {...reference(), tag: 'v1'}, digest: now},
		});
		expect((await applied(await planned(state(undefined)))).changes).toEqual([`tagged ${repository()}:v1`]);
		expect((await applied(await planned(state(digest)))).changes).toEqual([]);
	});

	it('the work between build and push, and pushes nothing when it fails', async () => {
		const {fake, calls} = engine();
		const plan = await planned({is: 'missing', reference: reference(), engine: fake, tag: undefined});
		await applied(plan, async name => void calls.push(`rehearse ${name}`));
		expect(calls.map(call => call.split(' ')[0])).toEqual(['build', 'rehearse', 'push']);
		expect(calls[1]).toBe(`rehearse ${content()}`);

		const broken = new WizardError('run', 'a task failed', {code: 'REHEARSAL_FAILED'});
		calls.length = 0;
		await expect(applied(plan, () => Promise.reject(broken))).rejects.toMatchObject({
			code: 'REHEARSAL_FAILED',
			changes: [],
		});
		expect(calls.map(call => call.split(' ')[0])).toEqual(['build']);
	});

	it('the work before the push also where nothing is built or pushed', async () => {
		const named: string[] = [];
		const note = async (name: string): Promise<void> => void named.push(name);
		const {fake} = engine();
		await applied(
			planImage(
				{options: {}, source: undefined, repository: flag('a/b', '--image'), keepFiles: false},
				{is: 'named', reference: parseReference('a/b:1')},
			),
			note,
		);
		await applied(await planned({is: 'pushed', reference: reference(), digest, tag: undefined}), note);
		await applied(await planned({is: 'local', reference: reference(), engine: fake, present: true}), note);
		expect(named).toEqual(['docker.io/a/b:1', `${content()}@${digest}`, content()]);
	});

	it('the generated files first, where the user wants them in the project', async () => {
		const bare = await writeTree(await scratch(), {'src/x.py': 'x = 1\n'});
		const from = await sourceOf(bare, generated);
		const plan = planImage(
			{options: image(), source: from, repository: flag(repository(), '--image'), keepFiles: true},
			{is: 'local', reference: reference(), engine: engine().fake, present: true},
		);
		expect((await applied(plan)).changes).toEqual(['created Dockerfile', 'created .dockerignore']);
		expect((await readdir(bare)).sort()).toEqual(['.dockerignore', 'Dockerfile', 'src']);
		expect((await applied(plan)).changes).toEqual([]);
	});

	it('F9: an error where the registry does not have what was pushed, and reports the push', async () => {
		const {fake} = engine({push: async () => ({digest: otherDigest})});
		const plan = await planned({is: 'missing', reference: reference(), engine: fake, tag: undefined});
		await expect(applied(plan)).rejects.toMatchObject({
			kind: 'outside',
			code: 'DIGEST_MISMATCH',
			message: `${registry.host} does not have the image that was pushed: no such tag instead of ${otherDigest}`,
			changes: [`pushed ${content()}`],
		});
	});

	it('an error where the files changed since they were hashed', async () => {
		const {fake, calls} = engine();
		const plan = await planned({is: 'missing', reference: reference(), engine: fake, tag: undefined});
		await writeFile(join(root, 'src/demo/nodes.py'), 'x = 2\n');
		await expect(applied(plan)).rejects.toMatchObject({code: 'CONTEXT_CHANGED', changes: []});
		expect(calls).toEqual([]);
	});

	it('the output of the engine as log lines and progress', async () => {
		const {fake} = engine({
			build: async ({onLine}) => onLine('#5 [2/4] RUN pip install'),
		});
		const {reported} = await applied(
			await planned({is: 'local', reference: reference(), engine: fake, present: false}),
		);
		expect(reported).toEqual(
			expect.arrayContaining([
				{event: 'step', step: 'image', state: 'active', detail: 'building with docker'},
				{event: 'log', step: 'image', line: '#5 [2/4] RUN pip install'},
				expect.objectContaining({event: 'progress', step: 'image', what: 'build', total: 4}),
			]),
		);
	});
});

describe('images with more packages', () => {
	const file = 'src/demo/nodes.py';
	const named = async () => {
		const needs = {options: {...image(), push: flag(false, '--no-push')}, source, project: {root, name: 'Demo'}};
		return imageStep.ask({...needs, requirements: [file]}, interviewOf(unattendedUi().ui, {env}));
	};

	it('are looked for, planned with their file, and all built before one of them is tried', async () => {
		await installDocker();
		const ask = await named();
		const state = await imageStep.inspect(ask, interviewOf(unattendedUi().ui, {env}));
		const {fake, calls} = engine();
		const others = state.others?.map(other => ({...other, state: {...other.state, engine: fake}})) ?? [];
		const plan = imageStep.plan(ask, {...state, engine: fake, others} as typeof state);
		const [main, other] = plan.changes;
		expect(main?.name).toBe(content());
		expect(other?.name).toMatch(new RegExp(`^${repository()}:[0-9a-f]{12}$`));
		expect(other?.name).not.toBe(main?.name);
		expect(other?.detail).toMatch(/^with src\/demo\/nodes\.py, 2 files/);
		expect(foreseenImages(plan)).toEqual({known: content(), taskImages: {[file]: other?.name}});
		const tried: unknown[] = [];
		const {done} = await applied(plan, async (...images) => {
			tried.push(images, calls.length);
		});
		expect(tried).toEqual([[content(), {[file]: other?.name}], 2]);
		expect(done.value).toMatchObject({image: content(), taskImages: {[file]: other?.name}});
	});
});
