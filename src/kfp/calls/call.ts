// What the groups of calls of the KFP client share: the connected server, paths, filters, pages.
import {lookUp, type ServerAccess} from '../api-call.ts';
import {EmptyAnswer, type Health} from '../schemas.ts';

/** A server that was checked to be a KFP API. */
export type Connected = {
	readonly server: ServerAccess;
	readonly health: Health;
	/** The profile namespace of a multi-user server. */
	readonly namespace: string | undefined;
};

export const api = '/apis/v2beta1';

export const part = encodeURIComponent;

/** A filter for one value. */
export const equals = (key: string, value: string): string =>
	JSON.stringify({predicates: [{operation: 'EQUALS', key, stringValue: value}]});

/** Names compare case-insensitively on the server. */
export const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Deletes a resource; a missing one counts as deleted. */
export async function remove(
	server: ServerAccess,
	path: string,
	doing: string,
	query: Readonly<Record<string, string>> = {},
): Promise<void> {
	await lookUp(server, {method: 'DELETE', path, query, schema: EmptyAnswer, doing, timeout: 60_000});
}

/** The items of all pages that `keep` keeps, until there are `limit` of them, or `most` were read. */
export async function pages<T>(
	load: (token: string) => Promise<{readonly items: readonly T[]; readonly next: string}>,
	options: {readonly limit?: number; readonly most?: number; readonly keep?: (item: T) => boolean} = {},
): Promise<readonly T[]> {
	const {limit = Number.POSITIVE_INFINITY, most = Number.POSITIVE_INFINITY, keep = () => true} = options;
	const all: T[] = [];
	let token = '';
	let read = 0;
	do {
		const page = await load(token);
		read += page.items.length;
		all.push(...page.items.filter(keep));
		token = page.items.length === 0 ? '' : page.next;
	} while (token !== '' && all.length < limit && read < most);
	return all.slice(0, limit);
}
