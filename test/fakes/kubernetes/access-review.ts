// "May I?" as kubectl asks it: a SelfSubjectAccessReview, answered from the rules of a user.
import {isRecord} from './objects.ts';
import {isProtobuf, reviewFrom} from './protobuf.ts';
import {allowed, type Rules} from './rights.ts';

export function review(body: Buffer, rules: Rules): object {
	const asked = isProtobuf(body) ? reviewFrom(body) : fromJson(body);
	const {verb = '', resource = '', subresource = '', group = ''} = asked;
	const what = [[resource, group].filter(Boolean).join('.'), subresource].filter(Boolean).join('/');
	return {
		kind: 'SelfSubjectAccessReview',
		apiVersion: 'authorization.k8s.io/v1',
		metadata: {},
		spec: {resourceAttributes: asked},
		status: {allowed: allowed(rules, verb, what)},
	};
}

function fromJson(body: Buffer): Readonly<Record<string, string>> {
	const parsed: unknown = JSON.parse(body.toString('utf8'));
	const spec = isRecord(parsed) && isRecord(parsed['spec']) ? parsed['spec'] : {};
	const attributes = isRecord(spec['resourceAttributes']) ? spec['resourceAttributes'] : {};
	return Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, String(value)]));
}
