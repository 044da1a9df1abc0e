// The node cannot make the sandbox of the pod.
import {type Cause, kubectl, kubectlOfCluster, matchIn, textsOf} from './cause.ts';

export const podNotStarted: Cause = {
	id: 'pod-not-started',
	find: trouble => {
		const match = matchIn(textsOf(trouble), /Failed to create pod sandbox: (.+)$/);
		if (match === undefined) return undefined;
		return {
			message: `The node cannot start the pod: ${(match[1] ?? '').replace(/^rpc error: code = \w+ desc = /, '')}`,
			fix: [
				kubectl(trouble, `delete pod ${trouble.pods[0]?.name ?? 'POD'}  (Argo may start it on another node)`),
				kubectlOfCluster(trouble, 'get nodes  (shows whether the nodes are ready)'),
			],
		};
	},
};
