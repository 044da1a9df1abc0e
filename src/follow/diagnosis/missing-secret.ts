// A Secret or ConfigMap that the pod uses, or a key in it, does not exist.
import {quote} from '../../system/text.ts';
import {type Cause, kubectl, matchIn, textsOf} from './cause.ts';

export const missingSecret: Cause = {
	id: 'missing-secret',
	find: trouble => {
		const texts = textsOf(trouble);
		const key = matchIn(texts, /couldn't find key (\S+) in (Secret|ConfigMap) [^/\s]+\/(\S+)/);
		if (key !== undefined) {
			const [, name = '', kind = '', object = ''] = key;
			return {
				message: `The ${kind} ${object} in namespace ${trouble.namespace} has no key ${name}`,
				fix:
					kind === 'Secret'
						? [
								'kfp-wizard deploy --new-run  (writes the keys, for a Secret of kfp-wizard)',
								kubectl(
									trouble,
									`patch secret ${quote(object)} --patch-file FILE  (with stringData: {${name}: VALUE})`,
								),
							]
						: [kubectl(trouble, `edit configmap ${quote(object)}`)],
			};
		}
		const missing = matchIn(texts, /(secret|configmap) "([^"]+)" not found/);
		if (missing === undefined) return undefined;
		const [, kind = '', object = ''] = missing;
		const isSecret = kind === 'secret';
		return {
			message: `There is no ${isSecret ? 'Secret' : 'ConfigMap'} ${object} in namespace ${trouble.namespace}`,
			fix: isSecret
				? [
						`kfp-wizard deploy --new-run --secret ${quote(object)}  (creates it with the keys of the storage)`,
						kubectl(trouble, `create secret generic ${quote(object)} --from-env-file=FILE`),
					]
				: [kubectl(trouble, `create configmap ${quote(object)} --from-env-file=FILE`)],
		};
	},
};
