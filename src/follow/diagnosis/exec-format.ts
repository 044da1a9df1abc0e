// The program of the image is for another processor, or is no program.
import {type Cause, kubectlOfCluster, matchIn, textsOf} from './cause.ts';

export const execFormat: Cause = {
	id: 'exec-format',
	find: trouble => {
		const match = matchIn([...textsOf(trouble), ...trouble.log], /exec format error/i);
		if (match === undefined) return undefined;
		return {
			message:
				'The program in the image cannot run on the node (exec format error): the image is for another processor',
			fix: [
				kubectlOfCluster(trouble, 'get nodes --label-columns kubernetes.io/arch  (shows the processor of the nodes)'),
				'kfp-wizard deploy --new-run --platform linux/amd64  (or linux/arm64)',
			],
		};
	},
};
