// A volume claim is missing or not bound, or a volume cannot be mounted.
import {type Cause, kubectl, matchIn, nodeSetting, textsOf} from './cause.ts';

export const volume: Cause = {
	id: 'volume',
	find: trouble => {
		const texts = textsOf(trouble);
		const missing = matchIn(texts, /persistentvolumeclaim "([^"]+)" not found/);
		if (missing !== undefined)
			return {
				message: `There is no volume claim ${missing[1] ?? ''} in namespace ${trouble.namespace}`,
				fix: [kubectl(trouble, 'get pvc'), nodeSetting(trouble, 'volumes: [{claim: NAME, path: PATH}]')],
			};
		if (matchIn(texts, /unbound immediate PersistentVolumeClaims|waiting for a volume to be created/) !== undefined)
			return {
				message: 'A volume claim of the task is not bound to a volume',
				fix: [kubectl(trouble, 'describe pvc')],
			};
		const mount = matchIn(
			texts,
			/(?:MountVolume\.\w+ failed for volume|AttachVolume\.\w+ failed for volume) "([^"]+)"\s*: (?!secret |configmap )(.+)$/,
		);
		if (mount === undefined) return undefined;
		return {
			message: `The volume ${mount[1] ?? ''} cannot be mounted: ${mount[2] ?? ''}`,
			fix: [kubectl(trouble, `describe pod ${trouble.pods[0]?.name ?? ''}`)],
		};
	},
};
