// Brings an image of the local engine into a cluster on this machine, and checks that it arrived.
import {join} from 'node:path';
import {WizardError} from '../../system/errors.ts';
import type {RunResult} from '../../system/exec.ts';
import {withTemporaryFolder} from '../../system/temporary-folder.ts';
import {tail} from '../../system/text.ts';
import type {Cluster} from '../kubectl.ts';
import {runTool, shownCommand, type ToolOptions, toPush} from './commands.ts';
import {imageOnNodes} from './node-images.ts';
import type {LocalCluster} from './recognise.ts';

/** The command that brings an image into the cluster, and how a person would type it. */
export type Loading = {readonly by: 'image' | 'archive'; readonly template: string; readonly shown: string};

/** How an image of an engine gets into the cluster. `shared`: it is there, since the cluster runs the engine's images. */
export type LoadWay = {readonly by: 'shared'} | Loading;

/** The image as the engine has it. */
export type LoadableImage = {
	/** The whole reference with its tag, as the nodes list it. */
	readonly reference: string;
	/** As the engine's own commands show it. */
	readonly name: string;
	/** Writes it to an archive; with a platform without the parts for others. */
	readonly save: (archive: string, only?: {readonly platform: string}) => Promise<void>;
};

/** `platform`: the one of the image. */
type LoadOptions = ToolOptions & {readonly platform: string};

export function loadWay(cluster: LocalCluster, engine: string, name: string, env: NodeJS.ProcessEnv): LoadWay {
	const {product, provider} = cluster;
	const isShared = product.shares?.some(
		share =>
			share.engine === engine &&
			Object.entries(share.variables ?? {}).every(
				([variable, value]) => env[variable] === (value === 'CLUSTER' ? cluster.name : value),
			),
	);
	if (isShared === true) return {by: 'shared'};
	if (product.load !== undefined && engine === 'docker' && provider === 'docker')
		return {by: 'image', template: product.load, shown: shownCommand(product.load, cluster, {IMAGE: name})};
	return {by: 'archive', template: product.archive, shown: shownCommand(product.archive, cluster, {ARCHIVE: '…'})};
}

/**
 * Loads the image and asks the nodes for it. Safe to do twice.
 * @throws WizardError `outside` LOAD_FAILED, LOAD_TOOL_MISSING, or LOAD_LEFT_NOTHING where the command reported success.
 */
export async function loadImage(
	cluster: LocalCluster,
	way: Loading,
	image: LoadableImage,
	kube: Cluster,
	options: LoadOptions,
): Promise<void> {
	const output = await load(cluster, way, image, {...options, timeout: 0});
	const {env, signal} = options;
	const presence = await imageOnNodes(cluster, image.reference, kube, {env, signal, settles: true});
	if (presence.is !== 'missing') return;
	const [first = '', ...others] = presence.nodes;
	const where = others.length === 0 ? first : `${first} and ${others.length} more`;
	throw new WizardError('outside', `${way.shown} reported success, but ${where} does not have ${image.name}`, {
		code: 'LOAD_LEFT_NOTHING',
		detail: [`${presence.from} does not list it. The last lines of the load:`, tail(output, 8)].join('\n'),
		next: [toPush],
	});
}

/** What the command wrote. */
async function load(cluster: LocalCluster, way: Loading, image: LoadableImage, options: LoadOptions): Promise<string> {
	const {platform, ...tool} = options;
	if (way.by === 'archive') return checked(await loadArchive(cluster, image.save, tool), way, cluster);
	const result = await runTool(way.template, cluster, {IMAGE: image.name}, tool);
	if (!isIncomplete(result)) return checked(result, way, cluster);
	// Docker's containerd store names parts for other platforms that it does not have.
	return checked(await loadArchive(cluster, archive => image.save(archive, {platform}), tool), way, cluster);
}

const isIncomplete = ({exitCode, stdout, stderr}: RunResult): boolean =>
	exitCode !== 0 && /content digest \S+ not found/.test(stdout + stderr);

const loadArchive = (
	cluster: LocalCluster,
	save: (archive: string) => Promise<void>,
	options: ToolOptions,
): Promise<RunResult> =>
	withTemporaryFolder(async folder => {
		const archive = join(folder, 'image.tar');
		await save(archive);
		return runTool(cluster.product.archive, cluster, {ARCHIVE: archive}, options);
	});

function checked(result: RunResult, {shown}: Loading, {context, product}: LocalCluster): string {
	const output = `${result.stdout}\n${result.stderr}`;
	if (result.exitCode === 0) return output;
	const cause = isIncomplete(result)
		? "Docker's containerd image store saves an image without all of its parts, also as an archive for one platform. Turn the store off: https://docs.docker.com/engine/storage/containerd/\n\n"
		: '';
	throw new WizardError('outside', `The image cannot be loaded into ${context}, a ${product.title} cluster`, {
		code: 'LOAD_FAILED',
		detail: `${cause}${shown}\n${tail(output, 8)}`,
		next: [toPush],
	});
}
