// What the image step plans: to use an image, to reuse one with the same content, or to build one.
import {type BuildContext, largestFiles} from '../../../image/context/context.ts';
import type {Engine} from '../../../image/engine/engine.ts';
import {formatReference, type Reference} from '../../../image/reference.ts';
import type {ImageSource} from '../../../image/source.ts';
import {isOff, planValue} from '../../../options/options.ts';
import type {Change, PlanValue} from '../../../schema/plan.ts';
import {defined} from '../../../system/defined.ts';
import {bytes, count} from '../../../system/text.ts';
import type {Planned} from '../../step.ts';
import {fileChanges} from './files.ts';
import type {Asked, ImageState, ImageStates} from './inspect.ts';
import type {BuildNeeds} from './build.ts';
import {inputValues, refuseSecrets} from './inputs.ts';
import {loadChange, type LoadState, loadValue} from './load.ts';
import {platformOf} from './source.ts';
import {type Tag, tagChanges} from './tag.ts';

/** What is built, and whether its generated files are written into the project first. */
type Files = BuildNeeds & {readonly write: boolean};

/** `others`: the images with more packages, for tasks with requirements of their own. */
export type ImagePlan = OneImagePlan & {readonly others?: readonly OtherPlan[]};

type OtherPlan = {readonly file: string; readonly plan: OneImagePlan};

export type OneImagePlan = Planned &
	(
		| {readonly do: 'use'; readonly image: string}
		| {
				readonly do: 'reuse';
				readonly image: string;
				readonly files: Files;
				readonly digest: string;
				readonly tag: Tag | undefined;
		  }
		| {
				readonly do: 'build and push';
				readonly reference: Reference;
				readonly files: Files;
				readonly engine: Engine;
				readonly tag: Tag | undefined;
		  }
		| {
				readonly do: 'build here';
				readonly image: string;
				readonly files: Files;
				readonly engine: Engine;
				readonly present: boolean;
				/** Into a cluster on this machine. */
				readonly load?: LoadState | undefined;
		  }
	);

/** The reference for the spec, where it is known before the build; and those of `others`, by the file. */
export type ForeseenImages = {
	readonly known: string | undefined;
	readonly taskImages?: Readonly<Record<string, string | undefined>>;
};

export const foreseenImages = (plan: ImagePlan): ForeseenImages => ({
	known: knownImage(plan),
	...(plan.others && {taskImages: Object.fromEntries(plan.others.map(other => [other.file, knownImage(other.plan)]))}),
});

const knownImage = (plan: OneImagePlan): string | undefined => (plan.do === 'build and push' ? undefined : plan.image);

/** An image that no registry has must not be pulled. */
export const pullPolicyOf = (plan: ImagePlan): 'IfNotPresent' | undefined =>
	plan.do === 'build here' ? 'IfNotPresent' : undefined;

export function planImages(asked: Asked, {others = [], ...state}: ImageStates): ImagePlan {
	const plan = planImage(asked, state);
	if (others.length === 0) return plan;
	const more = others.map(({file, asked: own, state: there}) => ({file, plan: planImage(own, there)}));
	const rows = more.flatMap(({file, plan: {changes}}) =>
		changes.map(change =>
			change.what === 'image'
				? {...change, detail: `with ${file}${change.detail === undefined ? '' : `, ${change.detail}`}`}
				: change,
		),
	);
	return {...plan, others: more, changes: [...plan.changes, ...rows]};
}

export function planImage(asked: Asked, state: ImageState): OneImagePlan {
	const {source, about, inputs, keepFiles} = asked;
	const image = formatReference(state.reference);
	if (state.is === 'named') return useAsItIs(asked, image, 'used as named, not looked up');
	if (state.is === 'in registry')
		return useAsItIs(asked, formatReference({...state.reference, digest: state.digest}), 'as it is in the registry');
	if (source === undefined) throw new Error('only an image that is not built has no source');
	const files: Files = {source, write: keepFiles, ...defined({about, inputs})};
	const before = keepFiles ? fileChanges(source.dockerfile) : [];
	const values = imageValues(asked, source);
	switch (state.is) {
		case 'pushed': {
			const {digest, tag} = state;
			const known = formatReference({...state.reference, digest});
			const keep: Change = {
				action: 'keep',
				what: 'image',
				name: known,
				detail: 'same content, in the registry already',
			};
			return {
				do: 'reuse',
				image: known,
				files,
				digest,
				tag,
				values,
				changes: [...before, keep, ...tagChanges(tag, digest)],
			};
		}
		case 'missing': {
			const {reference, engine, tag} = state;
			refuseSecrets(inputs, engine);
			const changes: readonly Change[] = [
				...before,
				{action: 'create', what: 'image', name: image, detail: contextDetail(asked, source)},
				{action: 'create', what: 'push', name: reference.registry, detail: 'digest known after the build'},
				...tagChanges(tag, undefined),
			];
			return {do: 'build and push', reference, files, engine, tag, values, changes};
		}
		case 'local': {
			const {engine, present, load} = state;
			if (!present) refuseSecrets(inputs, engine);
			const where = load?.onNodes === true ? load.target.cluster.context : engine.name;
			const change: Change = present
				? {action: 'keep', what: 'image', name: image, detail: `same content, in ${where} already`}
				: {action: 'create', what: 'image', name: image, detail: `${contextDetail(asked, source)}, not pushed`};
			return {
				do: 'build here',
				image,
				files,
				engine,
				present,
				load,
				values: load === undefined ? values : [...values, loadValue(load)],
				changes: [...before, change, ...(load === undefined ? [] : [loadChange(load, engine)])],
			};
		}
	}
}

const useAsItIs = ({repository}: Asked, image: string, detail: string): OneImagePlan => ({
	do: 'use',
	image,
	changes: [{action: 'keep', what: 'image', name: image, detail}],
	values: [planValue('image', repository)],
});

const contextDetail = ({options}: Asked, {context, platform}: ImageSource): string =>
	`${count(context.files.length, 'file')}, ${bytes(context.bytes)}${largestOf(context)}, ${platform}${isOff(options.smoke) ? '' : ', then tried'}`;

/** From this size on the largest file is named. */
const sizable = 50e6;

function largestOf(context: BuildContext): string {
	const [largest] = context.bytes > sizable ? largestFiles(context.files, 1) : [];
	return largest === undefined ? '' : ` (largest: ${largest.path}, ${bytes(largest.size)})`;
}

function imageValues({options, repository, keepFiles, inputs}: Asked, {dockerfile}: ImageSource): readonly PlanValue[] {
	return [
		planValue('image', repository),
		planValue('platform', platformOf(options)),
		dockerfile.path === null
			? {
					name: 'dockerfile',
					value: `generated for this ${keepFiles ? 'project' : 'build'}`,
					source: 'detected: none in the project',
				}
			: planValue('dockerfile', options.dockerfile ?? {value: dockerfile.path, source: 'detected: in the project'}),
		...(dockerfile.beside === undefined
			? []
			: [{name: 'beside the project', value: dockerfile.beside.join(', '), source: 'detected: copied into the image'}]),
		...inputValues(inputs),
	];
}
