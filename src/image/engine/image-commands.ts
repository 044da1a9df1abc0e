// Commands that are the same for all engines: flags of a build, finding a local image, checking its platform.
import {WizardError} from '../../system/errors.ts';
import {defined} from '../../system/defined.ts';
import {quote} from '../../system/text.ts';
import {readText} from '../../system/files.ts';
import {formatReference} from '../reference.ts';
import type {BuildOptions, SaveOptions} from './engine.ts';
import {basesOf} from './failures/base-image.ts';
import {engineError} from './engine-error.ts';
import {type EngineProgram, runEngine, tryEngine, unlimited} from './program.ts';

/** The end of a build command: tags, labels, secrets and the folder that is sent. */
export const buildFlags = ({tags, labels = {}, secrets = [], folder}: BuildOptions): readonly string[] => [
	...tags.flatMap(tag => ['--tag', tag]),
	...Object.entries(labels).flatMap(([name, value]) => ['--label', `${name}=${value}`]),
	...secrets.flatMap(({id, from}) => [
		'--secret',
		'file' in from ? `id=${id},src=${from.file}` : `id=${id},env=${from.variable}`,
	]),
	folder,
];

/** By name only: the client reads the value, which may have a password, from its environment. */
export const proxyFlags = ({proxies = []}: BuildOptions): readonly string[] =>
	proxies.flatMap(name => ['--build-arg', name]);

/** `args`: the whole command of a build. Its failure is explained by the Dockerfile as it is before. */
export async function runBuild(
	program: EngineProgram,
	args: readonly string[],
	options: BuildOptions,
	env: Readonly<Record<string, string>> = {},
): Promise<void> {
	const dockerfile = await textOf(options);
	const operation = {what: 'build', platform: options.platform, dockerfile} as const;
	await runEngine(program, args, operation, {env, ...unlimited(options)});
}

const textOf = async ({dockerfile}: BuildOptions): Promise<string> => (await readText(dockerfile)) ?? '';

/** `command`: `save` with its flags. */
export async function saveImage(
	program: EngineProgram,
	command: readonly string[],
	{reference, archive, signal}: SaveOptions,
): Promise<void> {
	const options = {timeout: 0, ...defined({signal})};
	await runEngine(program, [...command, '--output', archive, reference], {what: 'save', reference}, options);
}

/** A container that uses the image keeps it: that is an error. */
export async function removeImage(program: EngineProgram, reference: string): Promise<void> {
	const result = await tryEngine(program, ['rmi', reference], {timeout: 120_000});
	if (result.exitCode === 0 || isMissing(result.stderr)) return;
	throw engineError(program, {what: 'remove', reference}, result);
}

const isMissing = (stderr: string): boolean => /no such (?:image|object)|not known|not found/i.test(stderr);

/** The id of a local image; `undefined` where the engine answers that it has none. */
export async function imageId(program: EngineProgram, reference: string): Promise<string | undefined> {
	const result = await tryEngine(program, ['image', 'inspect', '--format', '{{.Id}}', reference]);
	if (result.exitCode === 0) return result.stdout.trim();
	if (isMissing(result.stderr)) return undefined;
	throw engineError(program, {what: 'inspect', reference}, result);
}

/**
 * Checks what was built: engines use a local base image of the right name without comparing its platform.
 * @throws WizardError `outside` PLATFORM_MISMATCH.
 */
export async function checkPlatform(program: EngineProgram, options: BuildOptions): Promise<void> {
	const {tags, platform} = options;
	const [reference] = tags;
	if (reference === undefined) return;
	const args = ['image', 'inspect', '--format', '{{.Os}}/{{.Architecture}}', reference];
	const {stdout} = await runEngine(program, args, {what: 'inspect', reference});
	const wanted = platform.split('/').slice(0, 2).join('/');
	if (stdout.trim() === wanted) return;
	const base = basesOf(await textOf(options), platform).at(-1);
	throw new WizardError('outside', `The image was built for ${stdout.trim()}, not for ${wanted}`, {
		code: 'PLATFORM_MISMATCH',
		detail: `The local base image of ${program.name} is for the other platform.`,
		next: [
			...(base === undefined
				? []
				: [
						{
							command: `${program.name} pull --platform ${quote(wanted)} ${quote(formatReference(base))}`,
							when: 'to get the base image for it',
						},
					]),
			{
				command: `kfp-wizard deploy --platform ${quote(stdout.trim())}`,
				when: 'if the nodes of the cluster have that platform',
			},
		],
	});
}

/** For a push that ended well without reporting a digest. */
export const noDigest = ({name, path}: EngineProgram): WizardError =>
	new WizardError('outside', `${name} did not report the digest of the pushed image`, {
		code: 'ENGINE_OUTPUT',
		detail: path,
		next: [{command: '--verbose', when: 'to see what it prints'}],
	});
