// Docker, with buildx or its older builder, and nerdctl, which has the same commands.
import {runContainer} from './container.ts';
import {hasCode} from '../../system/errors.ts';
import type {BuildOptions, Engine, PushOptions, SaveOptions} from './engine.ts';
import {
	buildFlags,
	checkPlatform,
	imageId,
	noDigest,
	proxyFlags,
	removeImage,
	runBuild,
	saveImage,
} from './image-commands.ts';
import {type EngineProgram, runEngine, tryEngine, unlimited} from './program.ts';
import {isBelow, parseVersion} from '../../system/version.ts';

/** @throws WizardError `outside` when its daemon does not answer. */
export async function docker(program: EngineProgram): Promise<Engine> {
	const args = ['version', '--format', '{{.Server.Version}} {{.Client.Version}}'];
	const {stdout} = await runEngine(program, args, {what: 'connect'});
	const [version = '', client = ''] = stdout.trim().split(' ');
	const buildx = await tryEngine(program, ['buildx', 'version']);
	const hasBuildx = buildx.exitCode === 0;
	// A client before 23 has BuildKit in it.
	const takesSecrets = hasBuildx || (parseVersion(client) !== undefined && isBelow(client, [23, 0, 0]));
	return {
		name: 'docker',
		version,
		takesSecrets,
		build: options => build(program, hasBuildx ? ['buildx', 'build', '--load'] : ['build'], options),
		push: options => push(program, options),
		has: reference => imageId(program, reference),
		container: async options => runContainer(program, options),
		save: options => save(program, options),
		remove: reference => removeImage(program, reference),
	};
}

/** @throws WizardError `outside` when containerd or buildkitd does not answer. */
export async function nerdctl(program: EngineProgram): Promise<Engine> {
	const version = await runEngine(program, ['info', '--format', '{{.ServerVersion}}'], {what: 'connect'});
	return {
		name: 'nerdctl',
		version: version.stdout.trim(),
		takesSecrets: true,
		build: options => build(program, ['build'], options),
		push: options => pushAndInspect(program, options),
		has: reference => imageId(program, reference),
		container: async options => runContainer(program, options),
		save: options => save(program, options),
		remove: reference => removeImage(program, reference),
	};
}

async function build(program: EngineProgram, command: readonly string[], options: BuildOptions): Promise<void> {
	const {dockerfile, platform} = options;
	const args = [
		...command,
		...(command.includes('buildx') || program.name === 'nerdctl' ? ['--progress=plain'] : []),
		'--platform',
		platform,
		'--file',
		dockerfile,
		...proxyFlags(options),
		...buildFlags(options),
	];
	// One plain manifest: old registries and scanners do not read the index that an attestation makes. As a variable,
	// since buildx before 0.10 does not know --provenance.
	const needsBuildKit = (options.secrets ?? []).length > 0;
	const env = {BUILDX_NO_DEFAULT_ATTESTATIONS: '1', ...(needsBuildKit ? {DOCKER_BUILDKIT: '1'} : {})};
	await runBuild(program, args, options, env);
	await checkPlatform(program, options);
}

/** The last line of a push is `TAG: digest: sha256:… size: N`. */
async function push(program: EngineProgram, options: PushOptions): Promise<{digest: string}> {
	const {reference} = options;
	const result = await runEngine(program, ['push', reference], {what: 'push', reference}, unlimited(options));
	const digest = /\bdigest: (sha256:[a-f0-9]{64})\b/.exec(result.stdout)?.[1];
	if (digest === undefined) throw noDigest(program);
	return {digest};
}

/** Docker before 28 does not know `--platform` here, and has no parts for other platforms in most cases. */
async function save(program: EngineProgram, options: SaveOptions): Promise<void> {
	const {platform} = options;
	if (platform === undefined) return saveImage(program, ['save'], options);
	await saveImage(program, ['save', '--platform', platform], options).catch((error: unknown) => {
		if (!hasCode(error, 'ENGINE_SAVE_FAILED') || !/API version|unknown flag/.test(error.detail ?? '')) throw error;
		return saveImage(program, ['save'], options);
	});
}

/** nerdctl keeps the manifest under its digest, before and after a push. */
async function pushAndInspect(program: EngineProgram, options: PushOptions): Promise<{digest: string}> {
	const {reference} = options;
	await runEngine(program, ['push', reference], {what: 'push', reference}, unlimited(options));
	const args = ['image', 'inspect', '--format', '{{range .RepoDigests}}{{println .}}{{end}}', reference];
	const inspected = await runEngine(program, args, {what: 'inspect', reference});
	const digest = /@(sha256:[a-f0-9]{64})/.exec(inspected.stdout)?.[1];
	if (digest === undefined) throw noDigest(program);
	return {digest};
}
