// The images that the versions of a project name: in the local container engine, on the nodes of a cluster on this machine, and
// in the registry.
import type {Engine} from '../../image/engine/engine.ts';
import {findEngine} from '../../image/engine/find-engine.ts';
import {familiarReference, formatReference, parseReference, type Reference} from '../../image/reference.ts';
import {deleteManifest} from '../../image/registry/registry.ts';
import type {Cluster} from '../../kubernetes/kubectl.ts';
import {imageOnNodes, removeFromNodes} from '../../kubernetes/local/node-images.ts';
import {type LocalTarget, localTarget} from '../../deploy/reach/local-cluster.ts';
import {isBuiltImage} from '../../kfp/description-markers.ts';
import type {PipelineVersion} from '../../kfp/schemas.ts';
import {imagesOfStored} from '../../kfp/spec-outline.ts';
import {isOn, type Options} from '../../options/options.ts';
import {asWizardError} from '../../system/errors.ts';
import type {Context} from '../../ui/context.ts';
import type {OnServer} from './on-server.ts';
import type {Resource} from './resource.ts';

type Image = {
	readonly reference: Reference;
	/** True where a version says that kfp-wizard built it. */
	readonly built: boolean;
	/** The names that remove each version that names it. */
	readonly usedBy: readonly (readonly string[])[];
};

/** How many images the engine is asked for at the same time. */
const atOnce = 8;

const elsewhere = 'other clusters may use it; --images removes it';
const untold = 'the version does not say whether kfp-wizard built it';

/** Images of the pipelines that are torn down. A registry is not asked: what it does not have counts as removed. */
export async function listImages(
	server: OnServer,
	cluster: Cluster | undefined,
	options: Options,
	context: Context,
): Promise<readonly Resource[]> {
	const images = imagesOf(server);
	const spared = isOn(options.images) ? {} : {spared: elsewhere};
	const remote = images.flatMap(({reference, built, usedBy}): readonly Resource[] => {
		if (reference.digest === null) return [];
		const common = {kind: 'image', name: `image/${formatReference(reference)}`} as const;
		if (!built) return [{...common, detail: untold, origin: 'unknown'}];
		return [
			{
				...common,
				detail: `in the registry ${reference.registry}`,
				origin: 'created',
				usedBy,
				...spared,
				remove: async ({signal}) => {
					const deletion = await deleteManifest(reference, {env: context.env, signal});
					return deletion.is === 'refused' ? deletion.reason : undefined;
				},
			},
		];
	});
	return [...(await localImages(images, cluster, options, context)), ...remote];
}

function imagesOf({all, pipelines}: OnServer): readonly Image[] {
	const named = all.pipelines.flatMap(({pipeline, versions, others}) =>
		[...versions, ...others.versions].flatMap(version =>
			referencesOf(version).map(reference => ({pipeline, version, reference})),
		),
	);
	const chosen = new Set(pipelines.flatMap(({versions}) => versions));
	const found = new Map<string, Image>();
	for (const {version, reference} of named) {
		if (!chosen.has(version)) continue;
		const users = named.filter(one => isSameImage(one.reference, reference));
		found.set(formatReference(reference), {
			reference,
			built: users.some(({version}) => isBuiltImage(version.description) && isOfVersion(reference, version)),
			usedBy: users.map(one => [`version/${one.version.name}`, `pipeline/${one.pipeline.name}`]),
		});
	}
	return [...found.values()];
}

/** Whether it is the image of the version, and not one that `kfp.yml` names for some of its tasks. */
const isOfVersion = (reference: Reference, version: PipelineVersion): boolean =>
	referencesOf(version).length === 1 || namesOf(reference).some(name => version.description.includes(`image ${name}`));

/** How the description of a version names its image. */
const namesOf = (reference: Reference): readonly string[] =>
	reference.digest === null ? [formatReference(reference), familiarReference(reference)] : [reference.digest];

/** A text that is no image reference, such as Argo's own variables, is not an image of kfp-wizard. */
const referencesOf = (version: PipelineVersion): readonly Reference[] =>
	imagesOfStored(version.pipeline_spec).flatMap(image => {
		try {
			return [parseReference(image)];
		} catch {
			return [];
		}
	});

const isSameImage = (a: Reference, b: Reference): boolean =>
	a.registry === b.registry &&
	a.repository === b.repository &&
	(a.digest === null || b.digest === null ? a.tag === b.tag : a.digest === b.digest);

/** The names that kfp-wizard gave to images on this machine: in the engine, and on nodes that run here. */
async function localImages(
	images: readonly Image[],
	cluster: Cluster | undefined,
	options: Options,
	context: Context,
): Promise<readonly Resource[]> {
	const built = images.filter(image => image.built && image.reference.tag !== null);
	if (built.length === 0) return [];
	const engine = await findEngine(options.builder?.value, context).catch((thrown: unknown) => {
		const error = asWizardError(thrown);
		if (error.kind === 'cancelled') throw error;
		const message = `Local images are not looked for: ${error.message}`;
		if (error.code !== 'ENGINE_MISSING') context.ui.emit({event: 'note', level: 'info', step: 'teardown', message});
		return undefined;
	});
	const isLoaded = built.some(({reference}) => reference.digest === null);
	const target = isLoaded && cluster !== undefined ? await localTarget(cluster, context) : undefined;
	const present: Resource[] = [];
	// Each is a program of its own.
	for (let start = 0; start < built.length; start += atOnce) {
		const some = built.slice(start, start + atOnce).map(async image => {
			const places = [inEngine(image, engine), onNodes(image, target, context)];
			return localImage(
				image,
				(await Promise.all(places)).filter(place => place !== undefined),
			);
		});
		present.push(...(await Promise.all(some)).flat());
	}
	return present;
}

/** Where an image is on this machine. */
type Place = {readonly name: string; readonly remove: (signal: AbortSignal) => Promise<void>};

async function inEngine({reference}: Image, engine: Engine | undefined): Promise<Place | undefined> {
	const name = formatReference({...reference, digest: null});
	if (engine === undefined || (await engine.has(name)) === undefined) return undefined;
	return {name: `in ${engine.name} on this machine`, remove: async () => engine.remove(name)};
}

/** Only an image that was loaded has no digest. */
async function onNodes(
	{reference}: Image,
	target: LocalTarget | undefined,
	{env, ui}: Context,
): Promise<Place | undefined> {
	if (target === undefined || reference.digest !== null || target.cluster.product.remove === undefined)
		return undefined;
	const {cluster, kube} = target;
	const name = formatReference(reference);
	const presence = await imageOnNodes(cluster, name, kube, {env, signal: ui.signal});
	if (presence.is === 'unknown' || (presence.is === 'missing' && presence.everywhere)) return undefined;
	return {
		name: `on the nodes of ${cluster.context}`,
		remove: async signal => removeFromNodes(cluster, name, {env, signal}),
	};
}

function localImage({reference, usedBy}: Image, places: readonly Place[]): readonly Resource[] {
	if (places.length === 0) return [];
	return [
		{
			kind: 'image',
			name: `image/${formatReference({...reference, digest: null})}`,
			detail: places.map(({name}) => name).join(', '),
			origin: 'created',
			usedBy,
			remove: async ({signal}) => {
				for (const place of places) await place.remove(signal);
				return undefined;
			},
		},
	];
}
