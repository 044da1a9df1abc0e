// Docker, with buildx or with the builder in its engine, and nerdctl, which takes the same words.
import type {BuildOptions, Engine, PushOptions} from './engine.ts';
import {badOutput, checkPlatform, tagWith, inspectId} from './local-image.ts';
import {attempt, call, type Tool} from './program.ts';

/** @throws WizardError `outside` when its daemon does not answer. */
export async function docker(tool: Tool): Promise<Engine> {
	const version = await call(tool, ['version', '--format', '{{.Server.Version}}'], {what: 'connect'});
	const buildx = await attempt(tool, ['buildx', 'version']);
	return {
		name: 'docker',
		version: version.stdout.trim(),
		build: options => build(tool, buildx.exitCode === 0 ? ['buildx', 'build', '--load'] : ['build'], options),
		push: options => push(tool, options),
		has: reference => inspectId(tool, reference),
		tag: (from, to) => tagWith(tool, from, to),
	};
}

/** @throws WizardError `outside` when containerd or buildkitd does not answer. */
export async function nerdctl(tool: Tool): Promise<Engine> {
	const version = await call(tool, ['info', '--format', '{{.ServerVersion}}'], {what: 'connect'});
	return {
		name: 'nerdctl',
		version: version.stdout.trim(),
		build: options => build(tool, ['build'], options),
		push: options => pushAndInspect(tool, options),
		has: reference => inspectId(tool, reference),
		tag: (from, to) => tagWith(tool, from, to),
	};
}

async function build(tool: Tool, command: readonly string[], options: BuildOptions): Promise<void> {
	const {folder, dockerfile, tags, platform, buildArguments = {}, onLine, signal} = options;
	const args = [
		...command,
		...(command.includes('buildx') || tool.name === 'nerdctl' ? ['--progress=plain'] : []),
		'--platform',
		platform,
		'--file',
		dockerfile,
		...tags.flatMap(tag => ['--tag', tag]),
		...Object.entries(buildArguments).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
		folder,
	];
	await call(
		tool,
		args,
		{what: 'build', platform},
		{
			// One plain manifest: old registries and scanners stumble over the index that an attestation makes. As a variable,
			// since buildx before 0.10 does not know --provenance.
			env: {BUILDX_NO_DEFAULT_ATTESTATIONS: '1'},
			timeout: 0,
			onLine,
			...(signal === undefined ? {} : {signal}),
		},
	);
	for (const tag of tags.slice(0, 1)) await checkPlatform(tool, tag, platform);
}

/** The last line of a push is `TAG: digest: sha256:… size: N`. */
async function push(tool: Tool, {reference, onLine, signal}: PushOptions): Promise<{digest: string}> {
	const result = await call(
		tool,
		['push', reference],
		{what: 'push', reference},
		{
			timeout: 0,
			onLine,
			...(signal === undefined ? {} : {signal}),
		},
	);
	const digest = /\bdigest: (sha256:[a-f0-9]{64})\b/.exec(result.stdout)?.[1];
	if (digest === undefined) throw badOutput(tool, 'did not say the digest of what it pushed');
	return {digest};
}

/** nerdctl keeps the manifest under its digest, before and after a push. */
async function pushAndInspect(tool: Tool, {reference, onLine, signal}: PushOptions): Promise<{digest: string}> {
	const options = {timeout: 0, onLine, ...(signal === undefined ? {} : {signal})};
	await call(tool, ['push', reference], {what: 'push', reference}, options);
	const format = '{{range .RepoDigests}}{{println .}}{{end}}';
	const inspected = await call(tool, ['image', 'inspect', '--format', format, reference], {what: 'inspect', reference});
	const digest = /@(sha256:[a-f0-9]{64})/.exec(inspected.stdout)?.[1];
	if (digest === undefined) throw badOutput(tool, 'did not say the digest of what it pushed');
	return {digest};
}
