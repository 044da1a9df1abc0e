// What there is of the image: in the registry, in the local engine, or nowhere yet.
import type {BuildInputs} from '../../../image/build-inputs.ts';
import type {Engine} from '../../../image/engine/engine.ts';
import {engineToLogIn, findEngine} from '../../../image/engine/find-engine.ts';
import {withRequirements} from '../../../image/dockerfile/more-requirements.ts';
import {formatReference, parseReference, type Reference} from '../../../image/reference.ts';
import {readDigest} from '../../../image/registry/registry.ts';
import type {RegistryOptions} from '../../../image/registry/session.ts';
import type {ImageSource} from '../../../image/source.ts';
import {isOff, isOn, type Options} from '../../../options/options.ts';
import {WizardError} from '../../../system/errors.ts';
import type {Context} from '../../../ui/context.ts';
import {refuseWithoutRight} from './build.ts';
import type {Destination} from './destination.ts';
import type {AboutImage} from './labels.ts';
import {inspectLoad, type LoadState} from './load.ts';
import type {NamedProject} from './suggest.ts';
import {readTag, type Tag} from './tag.ts';

type Made = {
	readonly options: Options;
	readonly source: ImageSource | undefined;
	/** What the image is made for, as its labels say. */
	readonly about?: AboutImage;
};

export type Needs = Made & {
	readonly project: NamedProject;
	/** Files with more packages, each for an image of its own. */
	readonly requirements?: readonly string[];
};

export type Asked = Made &
	Destination & {
		/** Write the generated Dockerfile and .dockerignore into the project. */
		readonly keepFiles: boolean;
		/** What the build gets of this machine besides files. */
		readonly inputs?: BuildInputs;
		readonly requirements?: readonly string[];
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
	/** It is not pushed: it stays in the local engine, or is loaded from there into a cluster on this machine. */
	| {
			readonly is: 'local';
			readonly reference: Reference;
			readonly engine: Engine;
			readonly present: boolean;
			readonly load?: LoadState | undefined;
	  };

/** With what there is of the images with more packages. */
export type ImageStates = ImageState & {
	readonly others?: readonly {readonly file: string; readonly asked: Asked; readonly state: ImageState}[];
};

/** The image with the packages of a file: the same one, built with more lines, without another name. */
export function askedWith(asked: Asked, source: ImageSource, file: string): Asked {
	const {tag: _, ...options} = asked.options;
	return {...asked, options, source: withRequirements(source, file), keepFiles: false};
}

/** @throws WizardError where the image cannot be made: no engine works, the registry refuses, or it does not exist. */
export async function inspectImage(asked: Asked, context: Context): Promise<ImageState> {
	const {options, source, repository, load} = asked;
	const named = parseReference(repository.value);
	const isPushed = !isOff(options.push) && load === undefined;
	if (source === undefined) return isPushed ? inRegistry(named, asked, context) : {is: 'named', reference: named};
	const reference: Reference = {...named, tag: source.context.hash, digest: null};
	return isPushed ? pushed(reference, options, context) : local(reference, asked, context);
}

const registryOptions = ({builder}: Options, {env, ui, platform}: Context): RegistryOptions => ({
	env,
	signal: ui.signal,
	engine: () => engineToLogIn(builder?.value, {env, platform}),
});

async function inRegistry(reference: Reference, {options, repository}: Asked, context: Context): Promise<ImageState> {
	const digest = await readDigest(reference, registryOptions(options, context));
	if (digest !== undefined) return {is: 'in registry', reference, digest};
	throw new WizardError('usage', `${repository.value} is not in its registry, and --no-build is set`, {
		code: 'IMAGE_NOT_FOUND',
		next: [
			{command: '--build', when: 'to build it and push it there'},
			{command: '--image REF', when: 'to use another image'},
		],
	});
}

/** An engine that does not work and a registry that refuses a push are reported before the plan. */
async function pushed(reference: Reference, options: Options, context: Context): Promise<ImageState> {
	const access = registryOptions(options, context);
	const digest = await readDigest(reference, access);
	const tag = await readTag(reference, options.tag?.value, access);
	if (digest !== undefined) return {is: 'pushed', reference, digest, tag};
	const engine = await findEngine(options.builder?.value, context);
	await refuseWithoutRight(engine, reference, context);
	return {is: 'missing', reference, engine, tag};
}

async function local(reference: Reference, {options, load: asked}: Asked, context: Context): Promise<ImageState> {
	const engine = await findEngine(options.builder?.value, context);
	const load = asked && (await inspectLoad(asked, reference, engine, context));
	// A rehearsal in containers needs it in the engine.
	const isEnough = load?.onNodes === true && !(isOn(options.rehearse) && options.in?.value === 'container');
	const present = isEnough || (await engine.has(formatReference(reference))) !== undefined;
	return {is: 'local', reference, engine, present, load};
}
