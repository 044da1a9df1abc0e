// Request bodies as protojson reads them: both casings, unknown fields refused with their position.
import {gatewayError, grpc} from './answers.ts';

export type Json = Readonly<Record<string, unknown>>;

export const record = (value: unknown): Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The kinds of a message's fields; `any` is not looked into. */
export type Fields = Readonly<Record<string, 'string' | 'any' | {readonly enum: readonly string[]}>>;

const camel = (name: string): string => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The body as an object with snake_case keys. `oneof` names keys of which only one may stand. */
export function readBody(raw: string, fields: Fields, oneof: readonly string[] = [], oneofName = ''): Json {
	if (raw.trim() === '') return {};
	const refuse = (message: string) => gatewayError(grpc.invalid, message);
	const body = parse(raw);
	if (body === undefined) throw refuse('unexpected EOF');
	if (typeof body !== 'object' || body === null || Array.isArray(body))
		throw refuse(`proto: syntax error (line 1:1): unexpected token ${raw.trim()[0] ?? ''}`);
	const result: Record<string, unknown> = {};
	let source: string | undefined;
	for (const {key, at, valueAt, value} of topLevel(raw)) {
		const name = Object.keys(fields).find(field => field === key || camel(field) === key);
		if (name === undefined) throw refuse(`proto: (line 1:${at}): unknown field ${JSON.stringify(key)}`);
		if (name in result) throw refuse(`proto: (line 1:${at}): duplicate field ${JSON.stringify(key)}`);
		if (oneof.includes(name)) {
			if (source !== undefined)
				throw refuse(`proto: (line 1:${at}): error parsing ${JSON.stringify(key)}, oneof ${oneofName} is already set`);
			source = name;
		}
		if (fields[name] === 'string' && value !== null && typeof value !== 'string')
			throw refuse(
				`proto: (line 1:${valueAt}): invalid value for string field ${camel(name)}: ${JSON.stringify(value)}`,
			);
		const kind = fields[name];
		if (typeof kind === 'object' && !kind.enum.includes(String(value)))
			throw refuse(`proto: (line 1:${valueAt}): invalid value for enum field ${camel(name)}: ${JSON.stringify(value)}`);
		result[name] = value;
	}
	return result;
}

function parse(raw: string): unknown {
	try {
		return JSON.parse(raw) as unknown;
	} catch {
		return undefined;
	}
}

type Member = {readonly key: string; readonly at: number; readonly valueAt: number; readonly value: unknown};

/** The members of a JSON object with their 1-based columns (protojson counts bytes; the requests here are ASCII). */
function topLevel(raw: string): readonly Member[] {
	const members: Member[] = [];
	let depth = 0;
	let key: {readonly name: string; readonly at: number; readonly end: number} | undefined;
	const close = (end: number): void => {
		if (key === undefined) return;
		const rest = raw.slice(key.end, end);
		const skipped = rest.length - rest.trimStart().length;
		members.push({key: key.name, at: key.at + 1, valueAt: key.end + skipped + 1, value: JSON.parse(rest)});
		key = undefined;
	};
	for (let index = 0; index < raw.length; index++) {
		const char = raw[index];
		if (char === '"') {
			let end = index + 1;
			while (raw[end] !== '"') end += raw[end] === '\\' ? 2 : 1;
			if (depth === 1 && key === undefined) {
				const colon = raw.indexOf(':', end);
				key = {name: JSON.parse(raw.slice(index, end + 1)) as string, at: index, end: colon + 1};
				index = colon;
			} else index = end;
		} else if (char === '{' || char === '[') depth++;
		else if (char === '}' || char === ']') {
			depth--;
			if (depth === 0) close(index);
		} else if (char === ',' && depth === 1) close(index);
	}
	return members;
}
