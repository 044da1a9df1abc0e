// The two bodies that kubectl sends as protobuf rather than JSON, as the objects they stand for.
import type {KubeObject} from './objects.ts';

const magic = Buffer.from('k8s\u0000', 'latin1');

export const isProtobuf = (body: Buffer): boolean => body.subarray(0, 4).equals(magic);

/** runtime.Unknown: the object's own message is its field 2. */
const inner = (body: Buffer): Buffer => one(body.subarray(4), 2);

/** SelfSubjectAccessReview: spec (2), resourceAttributes (1). */
export function reviewFrom(body: Buffer): Readonly<Record<string, string>> {
	const names = ['', 'namespace', 'verb', 'group', 'version', 'resource', 'subresource', 'name'];
	const attributes = one(one(inner(body), 2), 1);
	return Object.fromEntries(fields(attributes).map(([field, value]) => [names[field] ?? String(field), text(value)]));
}

/** Secret: metadata (1) with name (1), namespace (3), labels (11) and annotations (12), data (2), type (3). */
export function secretFrom(body: Buffer): KubeObject {
	const secret = inner(body);
	const metadata = one(secret, 1);
	const labels = map(metadata, 11, text);
	const annotations = map(metadata, 12, text);
	return {
		apiVersion: 'v1',
		kind: 'Secret',
		metadata: {
			name: text(one(metadata, 1)),
			namespace: text(one(metadata, 3)),
			...(Object.keys(labels).length === 0 ? {} : {labels}),
			...(Object.keys(annotations).length === 0 ? {} : {annotations}),
		},
		data: map(secret, 2, value => value.toString('base64')),
		type: text(one(secret, 3)) || 'Opaque',
	};
}

const text = (value: Buffer): string => value.toString('utf8');

const one = (message: Buffer, field: number): Buffer =>
	fields(message).find(([number]) => number === field)?.[1] ?? Buffer.alloc(0);

const map = (message: Buffer, field: number, read: (value: Buffer) => string): Record<string, string> =>
	Object.fromEntries(
		fields(message)
			.filter(([number]) => number === field)
			.map(([, entry]) => [text(one(entry, 1)), read(one(entry, 2))]),
	);

/** The length-delimited fields of a message; numbers are passed over. */
function fields(message: Buffer): readonly (readonly [number, Buffer])[] {
	const found: (readonly [number, Buffer])[] = [];
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
		found.push([tag >> 3, message.subarray(at, at + length)]);
		at += length;
	}
	return found;
}
