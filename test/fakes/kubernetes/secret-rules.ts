// What the API server says to a Secret that it does not take. The words are as recorded.
import {isDeepStrictEqual} from 'node:util';
import {isRecord, type KubeObject} from './objects.ts';
import {badRequest, internal, invalid} from './status.ts';

const known = new Set(['apiVersion', 'kind', 'metadata', 'type', 'data', 'stringData', 'immutable']);
const largest = 1_048_576;

/** @throws Refusal for a body whose types are wrong: the words differ between an apply and other writes. */
export function checkTypes(object: KubeObject, how: 'apply' | 'write'): void {
	const {name, namespace} = object.metadata;
	const typed = `failed to create typed patch object (${namespace}/${name}; /v1, Kind=Secret): `;
	const stray = Object.keys(object).find(field => !known.has(field));
	if (how === 'apply' && stray !== undefined) throw internal(`${typed}.${stray}: field not declared in schema`);
	for (const [key, value] of Object.entries(isRecord(object.data) ? object.data : {}) as [string, unknown][]) {
		if (typeof value === 'number') {
			throw how === 'apply'
				? internal(`${typed}.data.${key}: expected string, got &value.valueUnstructured{Value:${value}}`)
				: badRequest(
						'Secret in version "v1" cannot be handled as a Secret: json: cannot unmarshal number into Go struct field Secret.data of type []uint8',
					);
		}
		const wrong = typeof value === 'string' ? value.replaceAll(/[\r\n]/g, '').search(/[^A-Za-z0-9+/=]/) : -1;
		if (wrong >= 0) {
			throw how === 'apply'
				? internal(
						`failed to convert new object (${namespace}/${name}; /v1, Kind=Secret) to proper version: unable to convert unstructured object to /v1, Kind=Secret: error decoding from json: illegal base64 data at input byte ${wrong}`,
					)
				: badRequest(
						`Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte ${wrong}`,
					);
		}
	}
}

/** Values as they are stored: base64 without line breaks, nothing for null, `stringData` gone into `data`. */
export function normalize(object: KubeObject): KubeObject {
	const {stringData, ...rest} = object;
	const encoded = Object.entries(stringData ?? {}).map(([key, value]) => [key, Buffer.from(value).toString('base64')]);
	const decoded = Object.entries(object.data ?? {}).map(([key, value]) => [
		key,
		(value ?? '').replaceAll(/[\r\n]/g, ''),
	]);
	const data: Record<string, string> = Object.fromEntries([...decoded, ...encoded]);
	return {...rest, type: object.type ?? 'Opaque', ...(Object.keys(data).length === 0 ? {} : {data})};
}

const subdomain =
	"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const configKey =
	"a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";
const label =
	"a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

/** @throws Refusal 422 for values that a Secret can't have, or can't get any more. */
export function checkValues(next: KubeObject, live: KubeObject | undefined): void {
	const {name} = next.metadata;
	const wrong = (field: string, value: string, why: string): Error =>
		invalid(name, field, 'FieldValueInvalid', `Invalid value: "${value}": ${why}`);
	if (name.length > 253) throw wrong('metadata.name', name, 'must be no more than 253 characters');
	if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name)) {
		throw wrong('metadata.name', name, subdomain);
	}
	for (const value of Object.values(next.metadata.labels ?? {})) {
		if (!/^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/.test(value)) throw wrong('metadata.labels', value, label);
	}
	const keys = Object.keys(next.data ?? {});
	for (const key of keys) if (!/^[-._a-zA-Z0-9]+$/.test(key)) throw wrong(`data[${key}]`, key, configKey);
	const size = Object.values(next.data ?? {}).reduce((sum, value) => sum + Buffer.from(value, 'base64').length, 0);
	if (size > largest)
		throw invalid(name, 'data', 'FieldValueTooLong', `Too long: may not be more than ${largest} bytes`);
	if (next.type === 'kubernetes.io/dockerconfigjson' && !keys.includes('.dockerconfigjson')) {
		throw invalid(name, 'data[.dockerconfigjson]', 'FieldValueRequired', 'Required value');
	}
	if (live === undefined) return;
	if (next.type !== live.type) throw wrong('type', next.type ?? '', 'field is immutable');
	if (live.immutable !== true) return;
	const frozen = 'Forbidden: field is immutable when `immutable` is set';
	if (next.immutable !== true) throw invalid(name, 'immutable', 'FieldValueForbidden', frozen);
	if (!isDeepStrictEqual(next.data, live.data)) throw invalid(name, 'data', 'FieldValueForbidden', frozen);
}
