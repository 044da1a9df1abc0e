// Same shape: keys, types, codes and texts of two answers, without ids, times, tokens, stacks and what the recording machine added.

/** Keys whose value is free; their type still counts. */
const free = new Set([
	'created_at',
	'scheduled_at',
	'finished_at',
	'update_time',
	'last_run_created_at',
	'create_time',
	'start_time',
	'end_time',
	'next_page_token',
]);
/** What the environment of the recordings added: a plugin without its server, and an experiment of its own. */
const artefacts = new Set(['plugins_output']);
/** Rows without an order. */
const unordered = new Set(['task_details']);

const id = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;
const time = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g;

/** A JSON value with all that is free replaced by its kind. */
export function shape(value: unknown, key = ''): unknown {
	if (Array.isArray(value)) {
		const items = value.map(item => shape(item));
		return unordered.has(key) ? items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items;
	}
	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(
			Object.entries(value)
				.filter(([name]) => !artefacts.has(name))
				.sort(([a], [b]) => (a < b ? -1 : 1))
				.map(([name, item]) => [name, shape(item, name)]),
		);
	}
	if (typeof value !== 'string') return value;
	if (free.has(key)) return value.startsWith('1970-01-01') || value.startsWith('0001-01-01') ? '<not yet>' : '<free>';
	return withoutStacks(value).replaceAll(id, '<id>').replaceAll(time, '<time>');
}

/** Of a page: how many rows each of its lists has, and that there are a total and a next page. */
export function outline(page: unknown): unknown {
	if (typeof page !== 'object' || page === null) return page;
	return Object.fromEntries(
		Object.entries(page).map(([key, value]) => [key, Array.isArray(value) ? value.length : typeof value]),
	);
}

/** Go stack frames are cut; what stands between them stays. */
function withoutStacks(text: string): string {
	const lines = text.split('\n');
	return lines.filter((line, index) => !line.startsWith('\t') && !(lines[index + 1] ?? '').startsWith('\t')).join('\n');
}
