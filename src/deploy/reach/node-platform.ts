// The platform of an image: that of the cluster's nodes, where they can be read.
import {isOff, type Options, withOption} from '../../options/options.ts';
import type {Interview} from '../interview/interview.ts';
import {findNodes} from './local-cluster.ts';
import {platformOfNodes} from './platform-of-nodes.ts';

/**
 * The options with the platform of the nodes, unless one is set. A user who may not list nodes, or a cluster that does not
 * answer, leaves the default.
 */
export async function withNodePlatform(options: Options, interview: Interview): Promise<Options> {
	if (options.platform !== undefined || isOff(options.build) || isOff(options.upload)) return options;
	const {context, host, upload} = options;
	const found = await interview.readings.platform([context, host, upload], async () => {
		const read = await findNodes(options, interview);
		return read?.reading.is === 'read' ? platformOfNodes(read.reading.nodes, read.kube.context) : undefined;
	});
	if (found === undefined) return options;
	const {warning, ...platform} = found;
	if (warning !== undefined) interview.ui.emit({event: 'note', level: 'warning', step: 'image', message: warning});
	return withOption(options, 'platform', platform);
}
