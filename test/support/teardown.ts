// A deployed project for tests of teardown: its folder, the fake KFP server, and stand-ins for kubectl and docker.
import {chmod, mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {onTestFinished} from 'vitest';
import {teardown} from '../../src/commands/teardown/teardown.ts';
import {builtImageMarker} from '../../src/kfp/description-markers.ts';
import {startRun} from '../../src/kfp/start-run.ts';
import {uploadSpec} from '../../src/kfp/upload-spec.ts';
import type {Options} from '../../src/options/options.ts';
import {testContext} from './context.ts';
import {identityOf, markerOf} from './identity.ts';
import {projectIdentity} from '../../src/deploy/identity.ts';
import {type Line, scriptedUi} from './scripted-ui.ts';
import {specText} from './spec-text.ts';
import {withApi} from './with-api.ts';

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;

/** A project with a spec file, and nothing on the server yet. `root` has no program: `PATH` is its folder `bin`. */
export async function deployed(lifecycle: readonly string[] = []) {
	const root = await mkdtemp(join(tmpdir(), 'kfp-wizard-test-'));
	onTestFinished(() => rm(root, {recursive: true, force: true}));
	const write = async (path: string, text: string): Promise<void> => {
		await mkdir(dirname(join(root, path)), {recursive: true});
		await writeFile(join(root, path), text);
	};
	await write('pyproject.toml', '[tool.kedro]\nproject_name = "Demo"\npackage_name = "demo"\n');
	await write(
		'demo.yaml',
		'# Written by kfp-wizard. Changes made here are lost with the next compile.\n#\n# Kedro project Demo, pipeline __default__, environment prod\n',
	);
	const {api, client} = await withApi({lifecycle});
	const found = {root, name: 'Demo', package: 'demo'};
	const [id] = (await projectIdentity(found, {}, {env: {}, signal: new AbortController().signal})).ids;
	const identity = identityOf(id);
	const mark = markerOf(id);

	/** A version of a pipeline; `image` by a letter of its digest, `built` by kfp-wizard; `secret`: its tasks take one. */
	const version = async (
		name: string,
		{
			pipeline = 'demo-prod',
			image = 'a',
			built = true,
			secret = false,
			registry = 'registry.test',
			taskImage,
		}: {
			pipeline?: string;
			image?: string;
			built?: boolean;
			secret?: boolean;
			registry?: string;
			/** By a letter too: an image of its own for a task, which kfp-wizard did not build. */
			taskImage?: string;
		} = {},
	) => {
		const spec = secret ? specText.withPlatform : specText.plain;
		const named = (letter: string): string => `image: "${registry}/demo:${letter.repeat(12)}@${digest(letter)}"`;
		const own =
			taskImage === undefined ? '' : `\n    exec-own:\n      container: {${named(taskImage)}, command: [kedro]}`;
		const text = spec.replace('image: alpine', named(image)).replace('\npipelineInfo:', `${own}$&`);
		return uploadSpec(client, {
			project: identity,
			name: pipeline,
			description: `Project demo. ${mark}`,
			versionName: name,
			versionDescription: `Version ${name}, image ${digest(image)}. ${built ? `${builtImageMarker} ` : ''}${mark}`,
			spec: text,
			hasPlatform: secret,
		});
	};
	const run = async ({pipelineId, versionId}: {pipelineId: string; versionId: string}, state = 'SUCCEEDED') => {
		const started = await startRun(client, {
			deployment: 'abcdef012345',
			name: 'demo run',
			experiment: 'kedro',
			experimentDescription: `Runs of demo. ${mark}`,
			pipelineId,
			versionId,
			newRun: true,
		});
		api.finishRun(started.runId, state);
		return started.runId;
	};
	const schedule = async ({pipelineId, versionId}: {pipelineId: string; versionId: string}) =>
		(
			await client.createRecurringRun({
				name: 'daily',
				description: `Every day. ${mark}`,
				pipelineId,
				versionId,
				trigger: {is: 'every', seconds: 86_400},
				concurrency: 1,
				catchUp: false,
			})
		).recurring_run_id;

	const program = async (name: string, lines: string): Promise<void> => {
		await write(`bin/${name}`, `#!/bin/sh\necho "$*" >> '${root}/${name}.log'\n${lines}\n`);
		await chmod(join(root, 'bin', name), 0o755);
	};

	/** Runs teardown with these options, each as a flag. */
	const tearDown = async (
		options: object,
		args: readonly string[] = [],
		script: readonly Line[] = [['plan', {do: 'go'}]],
	) => {
		const scripted = scriptedUi(script);
		const asked = script.some(([name]) => name !== 'plan');
		const ui = {...scripted.ui, interactive: asked};
		const given = Object.fromEntries(
			Object.entries({...(asked ? {} : {yes: true}), ...options}).map(([name, value]) => [
				name,
				{value, source: `--${name}`},
			]),
		) as Options;
		const context = testContext(ui, {cwd: root, env: {PATH: join(root, 'bin')}});
		const outcome = await teardown({options: given, args}, context);
		const notes = scripted.reported.flatMap(event => (event.event === 'note' ? [event.message] : []));
		return {...scripted, outcome, notes};
	};

	return {
		root,
		id,
		api,
		client,
		write,
		version,
		run,
		schedule,
		program,
		tearDown,
		exists: async (path: string) =>
			readFile(join(root, path)).then(
				() => true,
				() => false,
			),
		log: async (name: string) => (await readFile(join(root, `${name}.log`), 'utf8').catch(() => '')).trim().split('\n'),
	};
}

/** kubectl with one context and one Secret of this project; deleting it makes it absent. */
export const kubectl = (root: string, context: string, projectOfSecret: string): string => `
case "$*" in
*"version --client"*) echo '{"clientVersion": {"gitVersion": "v1.35.0"}}' ;;
*"config view"*) echo '{"current-context": "${context}", "contexts": [{"name": "${context}", "context": {"cluster": "c"}}], "clusters": [{"name": "c", "cluster": {"server": "https://k8s.test"}}]}' ;;
*"get secret aws-secrets"*)
	if [ -e '${root}/secret-gone' ]; then echo 'Error from server (NotFound): secrets "aws-secrets" not found' >&2; exit 1; fi
	uid=u1; [ -e '${root}/secret-replaced' ] && uid=u2
	printf 'uid %s\\nversion 7\\ntype Opaque\\nkey K\\nlabel app.kubernetes.io/managed-by=kfp-wizard\\nlabel kfp-wizard.dev/project-id=%s\\n' "$uid" '${projectOfSecret}' ;;
*"get secret"*) echo 'Error from server (NotFound): secrets "other" not found' >&2; exit 1 ;;
*"delete --raw"*)
	if [ -e '${root}/secret-replaced' ]; then echo 'Error from server (Conflict): the UID in the precondition (u1) does not match the UID in record (u2). The object might have been deleted and then recreated' >&2; exit 1; fi
	: > '${root}/secret-gone' ;;
esac`;
