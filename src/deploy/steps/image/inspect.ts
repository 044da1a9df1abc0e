// What there is of the image: in the registry, in the local engine, or nowhere yet.
import type {Engine} from '../../../image/engine/engine.ts';
import {findEngine} from '../../../image/engine/find-engine.ts';
import {formatReference, parseReference, type Reference} from '../../../image/reference.ts';
import {readManifest} from '../../../image/registry/registry.ts';
import type {ImageSource} from '../../../image/source.ts';
import {isOff, type Options, type Sourced} from '../../../options/options.ts';
import {WizardError} from '../../../system/errors.ts';
import type {Context} from '../../../ui/context.ts';
import {refuseWithoutRight} from './build.ts';
import {readTag, type Tag} from './tag.ts';

export type Needs = {readonly options: Options; readonly source: ImageSource | undefined};

export type Asked = Needs & {
	readonly repository: Sourced;
	/** Write the generated Dockerfile and .dockerignore into the project. */
	readonly keepFiles: boolean;
};

/** What is there now. */
export type ImageState =
	/** `--no-build --no-push`: neither an engine nor a registry is asked. */
	| {readonly is: 'named'; readonly reference: Reference}
	/** `--no-build`: in its registry. */
	| {readonly is: 'in registry'; readonly reference: Reference; readonly digest: string}
	/** The same content is in the registry. */
	| {readonly is: 'pushed'; readonly reference: Reference; readonly digest: string; readonly tag: Tag | undefined}
	| {readonly is: 'missing'; readonly reference: Reference; readonly engine: Engine; readonly tag: Tag | undefined}
	/** `--no-push`: for clusters that load images from the local engine. */
	| {readonly is: 'local'; readonly reference: Reference; readonly engine: Engine; readonly present: boolean};

/** @throws WizardError where the image cannot be made: no engine works, the registry refuses, or it does not exist. */
export async function inspectImage({options, source, repository}: Asked, context: Context): Promise<ImageState> {
	const named = parseReference(repository.value);
	const isPushed = !isOff(options.push);
	if (source === undefined) return isPushed ? inRegistry(named, repository, context) : {is: 'named', reference: named};
	const reference: Reference = {...named, tag: source.context.hash, digest: null};
	return isPushed ? pushed(reference, options, context) : local(reference, options, context);
}

async function inRegistry(reference: Reference, repository: Sourced, {env, ui}: Context): Promise<ImageState> {
	const manifest = await readManifest(reference, {env, signal: ui.signal});
	if (manifest !== undefined) return {is: 'in registry', reference, digest: manifest.digest};
	throw new WizardError('usage', `${repository.value} is not in its registry, and --no-build is set`, {
		code: 'IMAGE_NOT_FOUND',
	});
}

/** An engine that does not work and a registry that refuses a push are reported before the plan. */
async function pushed(reference: Reference, options: Options, context: Context): Promise<ImageState> {
	const {env, ui} = context;
	const manifest = await readManifest(reference, {env, signal: ui.signal});
	const tag = await readTag(reference, options.tag?.value, {env, signal: ui.signal});
	if (manifest !== undefined) return {is: 'pushed', reference, digest: manifest.digest, tag};
	const engine = await findEngine(options.builder?.value, context);
	await refuseWithoutRight(engine, reference, context);
	return {is: 'missing', reference, engine, tag};
}

async function local(reference: Reference, options: Options, context: Context): Promise<ImageState> {
	const engine = await findEngine(options.builder?.value, context);
	return {is: 'local', reference, engine, present: (await engine.has(formatReference(reference))) !== undefined};
}
