// "May I?" as kubectl asks it: a SelfSubjectAccessReview in protobuf (kubectl) or JSON, answered in JSON.
import {isRecord} from './objects.ts';
import {allowed, type Rules} from './rights.ts';

/** The answer for a request body. A request of protobuf begins with `k8s` and a zero byte. */
export function review(body: Buffer, rules: Rules): object {
	const asked =
		body.subarray(0, 4).toString('latin1') === 'k8s\u0000' ? fromProtobuf(body.subarray(4)) : fromJson(body);
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

type Attributes = Readonly<Record<string, string>>;

function fromJson(body: Buffer): Attributes {
	const parsed: unknown = JSON.parse(body.toString('utf8'));
	const spec = isRecord(parsed) && isRecord(parsed['spec']) ? parsed['spec'] : {};
	const attributes = isRecord(spec['resourceAttributes']) ? spec['resourceAttributes'] : {};
	return Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, String(value)]));
}

const names = ['', 'namespace', 'verb', 'group', 'version', 'resource', 'subresource', 'name'];

/** runtime.Unknown.raw (2) -> SelfSubjectAccessReview.spec (2) -> resourceAttributes (1). */
function fromProtobuf(body: Buffer): Attributes {
	const attributes = [2, 2, 1].reduce<Buffer>((message, field) => fields(message).get(field) ?? Buffer.alloc(0), body);
	return Object.fromEntries(
		[...fields(attributes)].map(([field, value]) => [names[field] ?? String(field), value.toString('utf8')]),
	);
}

/** The length-delimited fields of a protobuf message, by number; others are passed over. */
function fields(message: Buffer): Map<number, Buffer> {
	const found = new Map<number, Buffer>();
	let at = 0;
	const varint = (): number => {
		let value = 0;
		for (let shift = 0; at < message.length; shift += 7) {
			const byte = message[at++] ?? 0;
			value += (byte & 0x7f) * 2 ** shift;
			if (byte < 0x80) break;
		}
		return value;
	};
	while (at < message.length) {
		const tag = varint();
		const length = varint();
		if ((tag & 7) !== 2) continue;
		found.set(tag >> 3, message.subarray(at, at + length));
		at += length;
	}
	return found;
}
