// The image is not for the processor of the node.
import {type Cause, kubectlOfCluster} from './cause.ts';
import {failedPull} from './image.ts';

export const imagePlatform: Cause = {
	id: 'image-platform',
	find: trouble => {
		const pull = failedPull(trouble);
		if (pull === undefined || !/no match(?:ing manifest)? for (?:platform|linux)/i.test(pull.text)) return undefined;
		return {
			message: `The image ${pull.image} is not for the platform of the cluster's nodes`,
			fix: [
				kubectlOfCluster(trouble, 'get nodes --label-columns kubernetes.io/arch  (shows the platform of the nodes)'),
				'kfp-wizard deploy --new-run --platform linux/amd64  (or linux/arm64)',
			],
		};
	},
};
