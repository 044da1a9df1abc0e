// Takes out of kubectl's output what differs from run to run: ids, versions, times, temporary paths, the host.
import * as z from 'zod';

export type Said = {readonly exitCode: number; readonly stdout: string; readonly stderr: string};

export function normalize({exitCode, stdout, stderr}: Said): Said {
	return {exitCode, stdout: words(stdout), stderr: words(stderr)};
}

/** JSON is compared as data: the order of keys is free, ids and times are not looked at. */
export function comparable(said: Said): object {
	const data = jsonOf(said.stdout);
	return data === undefined ? said : {...said, stdout: scrub(data)};
}

/** Whether an object has another resourceVersion than when it was last printed; `undefined` for what is no object. */
export function moved(stdout: string, seen: Map<string, string>): boolean | undefined {
	const parsed = Printed.safeParse(jsonOf(stdout));
	if (!parsed.success) return undefined;
	const {name, resourceVersion} = parsed.data.metadata;
	const before = seen.get(name);
	seen.set(name, resourceVersion);
	return before === undefined ? undefined : before !== resourceVersion;
}

const Printed = z.object({metadata: z.object({name: z.string(), resourceVersion: z.string()})});

function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

const zeros = '00000000-0000-0000-0000-000000000000';

const words = (text: string): string =>
	text
		.replaceAll(/\b(?!0{8}-)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, 'UID')
		.replaceAll(/[^\s'"]*\/(LIVE|MERGED)-\d+/g, '/tmp/$1')
		.replaceAll(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\d]*(?:Z| \+\d{4})/g, 'TIME')
		.replaceAll(/in record \(\d+\)/g, 'in record (VERSION)')
		.replaceAll(new RegExp(`\\(${zeros}\\)`, 'g'), '(WRONG)');

const free = new Set(['uid', 'resourceVersion', 'creationTimestamp', 'deletionTimestamp', 'time']);

/** Data without ids, versions and times. */
export function scrub(value: unknown, key = ''): unknown {
	if (free.has(key) && value !== '') return key;
	if (Array.isArray(value)) return value.map(each => scrub(each));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, scrub(inner, name)]));
}
