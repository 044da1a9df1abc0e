// The node ended the pod because it used too much disk or memory of the node.
import {type Cause, matchIn, nodeSetting, textsOf} from './cause.ts';

export const evicted: Cause = {
	id: 'evicted',
	find: trouble => {
		const pod = trouble.pods.find(({reason}) => reason === 'Evicted');
		const text = pod?.message ?? matchIn(trouble.messages, /^Evicted: (.+)$/)?.[1];
		if (pod === undefined && text === undefined) return undefined;
		const said = (text ?? '').trim().replace(/\.$/, '');
		const memory = matchIn([said, ...textsOf(trouble)], /low on resource: memory/) !== undefined;
		return {
			message: `The node evicted the pod${said === '' ? '' : `: ${said}`}`,
			fix: [
				memory
					? nodeSetting(trouble, 'memory: MORE')
					: 'Write less to the disk of the container: load and save data on remote storage (--data URL), remove temporary files',
			],
		};
	},
};
