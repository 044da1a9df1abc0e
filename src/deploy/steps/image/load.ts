// Loading the image into the cluster on this machine: what is there, the rows of the plan, and the work.
import type {Engine} from '../../../image/engine/engine.ts';
import {familiarReference, formatReference, parseReference, type Reference} from '../../../image/reference.ts';
import {shownCommand} from '../../../kubernetes/local/commands.ts';
import {type LoadableImage, loadImage, loadWay, type LoadWay} from '../../../kubernetes/local/load.ts';
import {imageOnNodes} from '../../../kubernetes/local/node-images.ts';
import type {ImageSource} from '../../../image/source.ts';
import type {Change, PlanValue} from '../../../schema/plan.ts';
import type {Context} from '../../../ui/context.ts';
import type {Work} from '../../step.ts';
import type {Load} from './destination.ts';

/** How the image gets into the cluster, and whether its nodes have it. */
export type LoadState = Load & {readonly way: LoadWay; readonly onNodes: boolean};

export async function inspectLoad(
	load: Load,
	reference: Reference,
	engine: Engine,
	{env, ui}: Context,
): Promise<LoadState> {
	const {cluster, kube} = load.target;
	const way = loadWay(cluster, engine.name, familiarReference(reference), env);
	// An image of its engine is in such a cluster as soon as the engine has it.
	if (way.by === 'shared') return {...load, way, onNodes: false};
	const presence = await imageOnNodes(cluster, formatReference(reference), kube, {env, signal: ui.signal});
	return {...load, way, onNodes: presence.is === 'there'};
}

export function loadChange({target: {cluster}, way, onNodes}: LoadState, engine: Engine): Change {
	const {context, product} = cluster;
	const keep = {action: 'keep', what: 'load', name: 'unchanged'} as const;
	if (way.by === 'shared')
		return {...keep, name: context, detail: `nothing to load: ${product.title} runs the images of ${engine.name}`};
	if (onNodes) return {...keep, detail: `the nodes of ${context} have this image`};
	// The row above it has the image.
	const name = shownCommand(way.template, cluster, {IMAGE: '…', ARCHIVE: '…'});
	return {action: 'create', what: 'load', name, detail: `into ${context}, no registry`};
}

export const loadValue = ({source}: Load): PlanValue => ({name: 'load', value: 'true', source});

/**
 * Loads it, unless the cluster has it or runs the images of the engine. True where it was loaded.
 * @throws WizardError `outside` where the nodes do not have the image afterwards.
 */
export async function loadBuilt(
	{target: {cluster, kube}, way, onNodes}: LoadState,
	{
		image,
		engine,
		files: {source},
	}: {readonly image: string; readonly engine: Engine; readonly files: {readonly source: ImageSource}},
	{ui, env, changed}: Work,
): Promise<boolean> {
	if (way.by === 'shared' || onNodes) return false;
	const {context} = cluster;
	const {signal} = ui;
	ui.emit({event: 'step', step: 'image', state: 'active', detail: `loading into ${context}`});
	const loadable: LoadableImage = {
		reference: image,
		name: familiarReference(parseReference(image)),
		save: (archive, only) => engine.save({reference: image, archive, signal, ...only}),
	};
	const onLine = (line: string): void => ui.emit({event: 'log', step: 'image', line});
	await loadImage(cluster, way, loadable, kube, {env, signal, onLine, platform: source.platform});
	changed(`loaded ${image} into ${context}`);
	return true;
}
