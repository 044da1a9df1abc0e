// The images on the nodes of a cluster on this machine. The node's own runtime is asked for one, else the node's status.
import * as z from 'zod';
import {sleep} from '../../system/clock.ts';
import {WizardError} from '../../system/errors.ts';
import {parseJson} from '../../system/json.ts';
import {tail} from '../../system/text.ts';
import type {Cluster} from '../kubectl.ts';
import {readNodes} from '../nodes.ts';
import {runTool, type ToolOptions, toolCommand} from './commands.ts';
import type {LocalCluster} from './recognise.ts';

/** `missing`: the nodes without it, whether these are all, and what said so. */
export type Presence =
	| {readonly is: 'there'}
	| {
			readonly is: 'missing';
			readonly nodes: readonly string[];
			readonly everywhere: boolean;
			readonly from: string;
	  }
	| {readonly is: 'unknown'};

/** The kubelet reports no more images than this, so a node with as many may have others. */
const reported = 50;
/** Milliseconds: the status of a node is some seconds late. */
const patience = 15_000;
const pause = 1000;

/** `image`: the whole reference with its tag. `settles`: the image was loaded just now, so a status may be late. */
export async function imageOnNodes(
	cluster: LocalCluster,
	image: string,
	kube: Cluster,
	{settles = false, ...tool}: ToolOptions & {readonly settles?: boolean},
): Promise<Presence> {
	const answer = await askRuntime(cluster, image, tool);
	if (answer.is !== 'unknown') return answer;
	const deadline = performance.now() + (settles ? patience : 0);
	for (;;) {
		const status = await askStatus(image, kube);
		if (status.is !== 'missing' || performance.now() >= deadline) return status;
		await sleep(pause, tool.signal);
	}
}

async function askRuntime(cluster: LocalCluster, image: string, tool: ToolOptions): Promise<Presence> {
	const {list} = cluster.product;
	if (list === undefined) return {is: 'unknown'};
	const places = placesOf(list, cluster);
	const answers = await Promise.all(
		places.map(async node => {
			const result = await runTool(list, cluster, {NODE: node}, tool).catch(unlessCancelled(tool.signal));
			return {node, names: result?.exitCode === 0 ? namesIn(result.stdout) : undefined};
		}),
	);
	if (answers.length === 0 || answers.some(({names}) => names === undefined)) return {is: 'unknown'};
	const lacking = answers.filter(({names}) => names?.some(name => isSame(name, image)) !== true);
	if (lacking.length === 0) return {is: 'there'};
	const [first] = lacking;
	const {program, args} = toolCommand(list, cluster, {NODE: first?.node ?? ''});
	return {
		is: 'missing',
		nodes: lacking.map(({node}) => node),
		everywhere: lacking.length === answers.length,
		from: [program, ...args].join(' '),
	};
}

/** The nodes that a command is for one by one, or the cluster. */
const placesOf = (template: string, {nodes, context}: LocalCluster): readonly string[] =>
	template.includes('NODE') ? nodes.map(({name}) => name) : [context];

/** Removes an image from all nodes; a missing one counts as removed. @throws WizardError `outside` NODE_IMAGE_KEPT. */
export async function removeFromNodes(cluster: LocalCluster, image: string, tool: ToolOptions): Promise<void> {
	const {remove} = cluster.product;
	if (remove === undefined) return;
	for (const node of placesOf(remove, cluster)) {
		const {exitCode, stdout, stderr} = await runTool(remove, cluster, {IMAGE: image, NODE: node}, tool);
		if (exitCode === 0 || /no such image|not found/i.test(stdout + stderr)) continue;
		const reason = tail(stdout + stderr, 1);
		throw new WizardError('outside', `${image} cannot be removed from ${node}${reason === '' ? '' : `: ${reason}`}`, {
			code: 'NODE_IMAGE_KEPT',
		});
	}
}

const unlessCancelled = (signal: AbortSignal) => (error: unknown) => {
	if (signal.aborted) throw error;
	return undefined;
};

async function askStatus(image: string, kube: Cluster): Promise<Presence> {
	const reading = await readNodes(kube);
	if (reading.is !== 'read' || reading.nodes.length === 0) return {is: 'unknown'};
	const lacking = reading.nodes.filter(({images}) => !images.some(name => isSame(name, image)));
	if (lacking.length === 0) return {is: 'there'};
	if (lacking.some(({images}) => images.length >= reported)) return {is: 'unknown'};
	return {
		is: 'missing',
		nodes: lacking.map(({name}) => name),
		everywhere: lacking.length === reading.nodes.length,
		from: 'kubectl get nodes -o json',
	};
}

const CrictlImages = z.object({images: z.array(z.object({repoTags: z.array(z.string()).nullish()}))});

function namesIn(output: string): readonly string[] {
	const listed = CrictlImages.safeParse(parseJson(output));
	if (listed.success) return listed.data.images.flatMap(({repoTags}) => repoTags ?? []);
	return output.split('\n').map(line => line.trim());
}

/** Some programs leave out the host and the library of Docker Hub. */
const isSame = (name: string, image: string): boolean =>
	[name, `docker.io/${name}`, `docker.io/library/${name}`].includes(image);
