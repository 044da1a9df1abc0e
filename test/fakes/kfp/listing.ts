// Lists of a KFP server: page size and token, sort, filter, and how it refuses what it does not know.
import {gatewayError, grpc, ok, type Reply} from './answers.ts';
import {type Json, record, text} from './json-body.ts';

export type Column<T> = (item: T) => string | number;

export type Listing<T> = {
	/** The key of the answer: `pipelines`. */
	readonly key: string;
	/** In the words of the sort error: `Pipeline`. */
	readonly model: string;
	/** What stands before an error about the options. */
	readonly prefix: (options: string) => string;
	/** What stands before an error in reading the filter; some lists read it first by themselves. */
	readonly filterPrefix?: string;
	readonly columns: Readonly<Record<string, Column<T>>>;
	readonly show: (item: T) => unknown;
	/** A filter key that is no column. */
	readonly extra?: (key: string) => Column<T> | undefined;
};

type Predicate = {readonly operation: string; readonly key: string; readonly values: readonly (string | number)[]};

const operations = [
	'OPERATION_UNSPECIFIED',
	'EQUALS',
	'NOT_EQUALS',
	'GREATER_THAN',
	'',
	'GREATER_THAN_EQUALS',
	'LESS_THAN',
	'LESS_THAN_EQUALS',
	'IN',
	'IS_SUBSTRING',
];

/** Answers a list request over items in the order of their creation. */
export function list<T>(items: readonly T[], query: URLSearchParams, listing: Listing<T>): Reply {
	const size = query.get('page_size') ?? '';
	if (size !== '' && !/^-?\d+$/.test(size))
		throw gatewayError(
			grpc.invalid,
			`parsing field "page_size": strconv.ParseInt: parsing ${JSON.stringify(size)}: invalid syntax`,
		);
	const raw = {
		token: query.get('page_token') ?? '',
		size: Number(size),
		sort: query.get('sort_by') ?? '',
		filter: query.get('filter') ?? '',
	};
	const refuse = (message: string, kind = 'Invalid input error', external = message) =>
		gatewayError(
			grpc.invalid,
			`${listing.prefix(`pageToken: ${raw.token}, pageSize: ${raw.size}, sortBy: ${raw.sort}, filter: ${raw.filter}`)}${kind}: ${message}`,
			external,
		);
	const predicates = readFilter(raw.filter, message =>
		listing.filterPrefix === undefined
			? refuse(message)
			: gatewayError(grpc.invalid, `${listing.filterPrefix}Invalid input error: ${message}`, message),
	);
	if (raw.size < 0) throw refuse(`The page size should be greater than 0. Got ${raw.size}`);
	const token = raw.token === '' ? undefined : readToken(raw.token);
	if (token === null)
		throw refuse('Invalid page token: illegal base64 data at input byte 0', 'InvalidInputError', 'Invalid page token');

	const {column, descending} = token ?? readSort(raw.sort, listing, refuse);
	const filters = token?.predicates ?? predicates;
	const tests = filters.map(predicate => {
		const value = listing.columns[predicate.key] ?? listing.extra?.(predicate.key);
		if (value === undefined)
			throw refuse(`no support for filtering on unrecognized field ${JSON.stringify(predicate.key)}`);
		if (predicate.operation === 'IN' && !('many' in predicate))
			throw refuse('cannot use IN operator with scalar type string');
		return (item: T) => holds(predicate, value(item));
	});

	const matching = items.map((item, order) => ({item, order})).filter(({item}) => tests.every(test => test(item)));
	const by = listing.columns[column] ?? (() => 0);
	matching.sort((a, b) => compare(by(a.item), by(b.item)) || a.order - b.order);
	if (descending) matching.reverse();
	const from = token?.from ?? 0;
	const count = Math.min(raw.size === 0 ? 20 : raw.size, 200);
	const page = matching.slice(from, from + count);
	const more = from + count < matching.length;
	return ok({
		...(page.length === 0 ? {} : {[listing.key]: page.map(({item}) => listing.show(item))}),
		...(matching.length === 0 ? {} : {total_size: matching.length}),
		...(more ? {next_page_token: writeToken({column, descending, predicates: filters, from: from + count})} : {}),
	});
}

type Cursor = {
	readonly column: string;
	readonly descending: boolean;
	readonly predicates: readonly Predicate[];
	readonly from: number;
};

const writeToken = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64');

function readToken(token: string): Cursor | null {
	try {
		return JSON.parse(Buffer.from(token, 'base64').toString('utf8')) as Cursor;
	} catch {
		return null;
	}
}

function readSort<T>(
	sort: string,
	listing: Listing<T>,
	refuse: (message: string) => Error,
): {readonly column: string; readonly descending: boolean} {
	if (sort === '') return {column: 'created_at', descending: false};
	const [column = '', direction = 'asc', ...rest] = sort.split(' ');
	if (!['asc', 'desc'].includes(direction) || rest.length > 0) {
		throw refuse(
			`Received invalid sort by format ${JSON.stringify(sort)}. Supported format: "field_name", "field_name desc", or "field_name asc"`,
		);
	}
	if (listing.columns[column] === undefined)
		throw refuse(`Invalid sorting field: ${JSON.stringify(column)} on listable type ${listing.model}`);
	return {column, descending: direction === 'desc'};
}

function readFilter(filter: string, refuse: (message: string) => Error): readonly Predicate[] {
	if (filter === '') return [];
	const fail = (message: string) => refuse(`failed to parse filter spec: proto: ${message}`);
	let parsed: Json;
	try {
		parsed = record(JSON.parse(filter));
	} catch {
		throw fail(`syntax error (line 1:2): invalid value ${filter.replace(/^\W+/, '')}`);
	}
	const {predicates} = parsed;
	return (Array.isArray(predicates) ? predicates : []).map(predicate => {
		const {operation, key, ...value} = record(predicate);
		const unknown = Object.keys(value).find(name => !/^(string|int|long|timestamp)_?[vV]alues?$/.test(name));
		if (unknown !== undefined)
			throw fail(`(line 1:${filter.indexOf(JSON.stringify(unknown)) + 1}): unknown field ${JSON.stringify(unknown)}`);
		const name = typeof operation === 'number' ? operations[operation] : text(operation);
		if (name === undefined || !operations.includes(name)) {
			const at = filter.indexOf(JSON.stringify(operation)) + 1;
			throw fail(`(line 1:${at}): invalid value for enum field operation: ${JSON.stringify(operation)}`);
		}
		const [given] = Object.values(value);
		const {values} = record(given);
		return {
			operation: name,
			key: text(key),
			...(Array.isArray(values) ? {many: true} : {}),
			values: (Array.isArray(values) ? values : [given]) as (string | number)[],
		};
	});
}

function holds({operation, values}: Predicate, actual: string | number): boolean {
	const [first = ''] = values;
	const order = compare(actual, first);
	switch (operation) {
		case 'EQUALS':
			return order === 0;
		case 'NOT_EQUALS':
			return order !== 0;
		case 'GREATER_THAN':
			return order > 0;
		case 'GREATER_THAN_EQUALS':
			return order >= 0;
		case 'LESS_THAN':
			return order < 0;
		case 'LESS_THAN_EQUALS':
			return order <= 0;
		case 'IN':
			return values.some(value => compare(actual, value) === 0);
		default:
			return String(actual).toLowerCase().includes(String(first).toLowerCase());
	}
}

/** Text compares as the database does: without case. */
function compare(a: string | number, b: string | number): number {
	if (typeof a === 'number' && typeof b === 'number') return a - b;
	const [x, y] = [String(a).toLowerCase(), String(b).toLowerCase()];
	return x < y ? -1 : x > y ? 1 : 0;
}
