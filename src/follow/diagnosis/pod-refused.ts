// The cluster refuses to create the pod: Pod security, an admission webhook, a missing service account, an invalid pod.
import {type Cause, kubectl, kubectlOfCluster, matchIn, textsOf} from './cause.ts';

export const podRefused: Cause = {
	id: 'pod-refused',
	find: trouble => {
		const texts = textsOf(trouble);
		const security = matchIn(texts, /violates PodSecurity "([^"]+)": (.+)$/);
		if (security !== undefined)
			return {
				message: `Pod security (${security[1] ?? ''}) of namespace ${trouble.namespace} refuses the pod: ${security[2] ?? ''}`,
				fix: [
					kubectlOfCluster(
						trouble,
						`label namespace ${trouble.namespace} --overwrite pod-security.kubernetes.io/enforce=baseline  (an administrator may do this)`,
					),
				],
			};
		const webhook = matchIn(texts, /admission webhook "([^"]+)" denied the request: ?(.*)$/);
		if (webhook !== undefined)
			return {
				message: `The admission webhook ${webhook[1] ?? ''} refuses the pod${webhook[2] ? `: ${webhook[2]}` : ''}`,
				fix: [
					'Ask the administrator of the cluster what the rule wants. Labels and annotations of pods stand in kfp.yml (nodes: {__default__: {labels: …}}).',
				],
			};
		const policy = matchIn(texts, /ValidatingAdmissionPolicy '([^']+)'.*denied request: (.*)$/);
		if (policy !== undefined)
			return {
				message: `The admission policy ${policy[1] ?? ''} refuses the pod: ${policy[2] ?? ''}`,
				fix: ['Ask the administrator of the cluster what the policy wants.'],
			};
		const account = matchIn(texts, /service ?account "([^"]+)" not found/);
		if (account !== undefined)
			return {
				message: `There is no service account ${account[1] ?? ''} in namespace ${trouble.namespace}`,
				fix: [kubectl(trouble, 'get serviceaccounts'), 'kfp-wizard deploy --new-run --service-account NAME'],
			};
		const invalid = matchIn(texts, /Pod "[^"]+" is invalid: (.+)$/);
		if (invalid === undefined) return undefined;
		return {
			message: `The cluster refuses the pod, since it is not valid: ${invalid[1] ?? ''}`,
			fix: ['Fix the settings of the node in kfp.yml, then: kfp-wizard deploy --new-run'],
		};
	},
};
