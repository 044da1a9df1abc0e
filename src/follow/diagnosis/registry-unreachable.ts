// The cluster does not reach the registry, or the registry does not serve it now.
import {quote} from '../../system/text.ts';
import type {Cause} from './cause.ts';
import {failedPull} from './image.ts';

const reasons: readonly (readonly [pattern: RegExp, reason: string, fix: string])[] = [
	[
		/no such host|server misbehaving/,
		'its name cannot be resolved in the cluster',
		'kfp-wizard deploy --new-run --image REGISTRY/NAME  (a registry that the cluster knows by that name)',
	],
	[
		/connection refused|network is unreachable|no route to host|i\/o timeout|deadline exceeded/,
		'the cluster gets no connection',
		'kfp-wizard deploy --new-run --image REGISTRY/NAME  (a registry that the cluster can reach: localhost is the node itself)',
	],
	[
		/429|too many requests|rate limit/i,
		'it limits the number of pulls (HTTP 429)',
		'Wait: the cluster tries again by itself. With credentials in image_pull_secrets the limit is higher.',
	],
	[
		/x509|certificate|http: server gave HTTP response to HTTPS client/i,
		'its certificate is not trusted by the nodes',
		'Ask the administrator of the cluster to trust the certificate of the registry on the nodes.',
	],
	[/\b5\d\d\b/, 'it has an internal error', 'Wait: the cluster tries again by itself.'],
];

export const registryUnreachable: Cause = {
	id: 'registry-unreachable',
	find: trouble => {
		const pull = failedPull(trouble);
		if (pull === undefined) return undefined;
		const [, reason, fix] = reasons.find(([pattern]) => pattern.test(pull.text)) ?? [];
		// The back-off alone: the reason is in a warning that is gone.
		return {
			message: `The cluster cannot pull ${pull.image} from ${pull.registry}${reason === undefined ? '' : `: ${reason}`}`,
			fix: [fix ?? `docker pull ${quote(pull.image)}  (shows whether the image can be pulled elsewhere)`],
		};
	},
};
