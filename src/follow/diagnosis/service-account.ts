// The service account of the pods may not do what Argo or the launcher needs.
import {quote} from '../../system/text.ts';
import {type Cause, kubectl, matchIn, textsOf} from './cause.ts';

export const serviceAccount: Cause = {
	id: 'service-account',
	find: trouble => {
		const match = matchIn(
			[...textsOf(trouble), ...trouble.log],
			/User "system:serviceaccount:[^:"]+:([^"]+)" cannot (\S+) resource "([^"]+)"/,
		);
		if (match === undefined) return undefined;
		const [, account = '', verb = '', resource = ''] = match;
		return {
			message: `The service account ${account} of the pods may not ${verb} ${resource}, which a run needs`,
			fix: [
				'kfp-wizard deploy --new-run --service-account pipeline-runner  (default-editor in a profile namespace)',
				kubectl(
					trouble,
					`auth can-i ${verb} ${quote(resource)} --as ${quote(`system:serviceaccount:${trouble.namespace}:${account}`)}`,
				),
			],
		};
	},
};
