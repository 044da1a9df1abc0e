// A quota or limit of the namespace does not allow the pod.
import {type Cause, kubectl, matchIn, nodeSetting, textsOf} from './cause.ts';

export const quota: Cause = {
	id: 'quota',
	find: trouble => {
		const texts = textsOf(trouble);
		const used = matchIn(texts, /exceeded quota: ([^,\s]+), requested: (\S+?)(?:, used: \S+?)?(?:, limited: (\S+))?$/);
		if (used !== undefined) {
			const [, name = '', requested = '', limited = ''] = used;
			return {
				message: `The quota ${name} of namespace ${trouble.namespace} is used up: the pod asks for ${requested}${limited === '' ? '' : `, the limit is ${limited}`}`,
				fix: [kubectl(trouble, 'describe resourcequota'), nodeSetting(trouble, 'memory: LESS, cpu: LESS')],
			};
		}
		const undeclared = matchIn(texts, /failed quota: ([^:\s]+): must specify (.+?)(?: for: .*)?$/);
		if (undeclared !== undefined)
			return {
				message: `The quota ${undeclared[1] ?? ''} of namespace ${trouble.namespace} wants that each pod states ${undeclared[2] ?? ''}`,
				fix: [nodeSetting({...trouble, node: '__default__'}, 'memory: 1Gi, cpu: 500m')],
			};
		const range = matchIn(
			texts,
			/(maximum|minimum) (\S+) usage per (?:Container|Pod) is (\S+?),? but (?:limit|request) is (\S+?)\.?(?:\s|$)/,
		);
		if (range === undefined) return undefined;
		const [, bound = '', resource = '', allowed = '', asked = ''] = range;
		return {
			message: `Namespace ${trouble.namespace} allows at ${bound === 'maximum' ? 'most' : 'least'} ${allowed} of ${resource} a container, and the task asks for ${asked}`,
			fix: [nodeSetting(trouble, `${resource}: ${allowed}`), kubectl(trouble, 'describe limitrange')],
		};
	},
};
