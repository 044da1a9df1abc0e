// A signal ended the task: its exit code says which one.
import {mainOf} from '../../kubernetes/pods.ts';
import {type Cause, matchIn, nodeSetting, textsOf} from './cause.ts';

export const killed: Cause = {
	id: 'killed',
	find: trouble => {
		const code =
			trouble.pods.map(pod => mainOf(pod)?.state.terminated?.exitCode).find(one => one !== undefined) ??
			Number(matchIn(textsOf(trouble), /exit code (\d+)/)?.[1] ?? 0);
		const inLog = matchIn(trouble.log, /failed to execute component: signal: (\w[\w ]*)/)?.[1];
		if (code === 137 || inLog === 'killed')
			return {
				message: 'The task was killed (exit code 137), perhaps because the node ran out of memory',
				fix: [nodeSetting(trouble, 'memory: MORE')],
			};
		if (code === 139 || inLog?.startsWith('segmentation') === true)
			return {
				message: 'The task crashed in native code (segmentation fault, exit code 139)',
				fix: ['kfp-wizard rehearse --in container  (shows whether it crashes in the same image here)'],
			};
		if (code !== 143 && inLog !== 'terminated') return undefined;
		return {
			message: 'The task was stopped from outside (exit code 143): the run was terminated, or the node was drained',
			fix: [`kfp-wizard retry ${trouble.run}`],
		};
	},
};
