// The platform of an image: that of the cluster's nodes, where they can be read.
import {isOff, type Options, withOption} from '../../options/options.ts';
import type {Interview} from '../interview/interview.ts';
import {findNodes} from './local-cluster.ts';
import {type NodePlatform, platformOfNodes} from './platform-of-nodes.ts';

/**
 * The options with the platform of the nodes, unless one is set. A user who may not list nodes, or a cluster that does not
 * answer, leaves the default.
 */
export async function withNodePlatform(options: Options, interview: Interview): Promise<Options> {
	if (!isLookedFor(options)) return options;
	const found = await nodePlatform(options, interview);
	if (found === undefined) return options;
	const {warning, ...platform} = found;
	if (warning !== undefined) interview.ui.emit({event: 'note', level: 'warning', step: 'image', message: warning});
	return withOption(options, 'platform', platform);
}

/** Begins to read it, beside the project: what fails is seen where it is needed. */
export function beginNodePlatform(options: Options, interview: Interview): void {
	if (isLookedFor(options)) nodePlatform(options, interview).catch(() => {});
}

const isLookedFor = ({platform, build, upload}: Options): boolean =>
	platform === undefined && !isOff(build) && !isOff(upload);

const nodePlatform = (options: Options, interview: Interview): Promise<NodePlatform | undefined> => {
	const {context, host, upload} = options;
	return interview.readings.platform([context, host, upload], async () => {
		const read = await findNodes(options, interview);
		return read?.reading.is === 'read' ? platformOfNodes(read.reading.nodes, read.kube.context) : undefined;
	});
};
