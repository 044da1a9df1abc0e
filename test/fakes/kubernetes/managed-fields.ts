// Who owns which field: server-side apply, and what every other write does to ownership. As recorded.
import {isDeepStrictEqual} from 'node:util';
import {FieldSet, type KubeObject, leaves, type ManagedField, mapsOf, type Path, setAt, valueAt} from './objects.ts';
import {conflict} from './status.ts';

type Entry = {
	readonly manager: string;
	readonly operation: 'Apply' | 'Update';
	readonly fields: FieldSet;
	readonly time: string;
};

/**
 * What a server-side apply makes of an object.
 * @throws Refusal 409 for fields that others own and that would get another value, unless forced.
 */
export function serverSideApply(
	live: KubeObject | undefined,
	config: KubeObject,
	options: {readonly manager: string; readonly force: boolean; readonly time: string},
): KubeObject {
	const {manager, force, time} = options;
	const wanted = new FieldSet(leaves(config));
	const entries = read(live);
	const mine = entries.find(entry => entry.manager === manager && entry.operation === 'Apply');
	const others = entries.filter(entry => entry !== mine);
	const differs = (path: Path): boolean => !isDeepStrictEqual(valueAt(live, path), valueAt(config, path));
	const disputed = others.map(entry => ({
		entry,
		paths: entry.fields.paths.filter(path => wanted.has(path) && differs(path)),
	}));
	if (!force) refuseConflicts(disputed);

	const result = structuredClone(live ?? {apiVersion: 'v1', kind: 'Secret', metadata: {...config.metadata}});
	if (live === undefined) {
		delete result.metadata.labels;
		delete result.metadata.annotations;
	}
	for (const path of mine?.fields.without(wanted.paths).paths ?? []) {
		if (!others.some(entry => entry.fields.has(path))) setAt(result, path, undefined);
	}
	for (const path of wanted.paths) setAt(result, path, valueAt(config, path));
	const kept = disputed.map(({entry, paths}) => ({...entry, fields: entry.fields.without(paths)}));
	const same = mine !== undefined && mine.fields.same(wanted);
	return write(result, [...kept, {manager, operation: 'Apply', fields: wanted, time: same ? mine.time : time}]);
}

/** What a create, replace or patch makes of an object: `next` is the object as it shall be, ownership left out. */
export function update(
	live: KubeObject | undefined,
	next: KubeObject,
	options: {readonly manager: string; readonly time: string},
): KubeObject {
	const {manager, time} = options;
	// A request may replace the ownership itself, as kubectl does when it hands fields of a client-side apply over.
	const handed = next.metadata.managedFields;
	const entries =
		handed === undefined || isDeepStrictEqual(handed, live?.metadata.managedFields) ? read(live) : read(next);
	const before = leaves(live);
	const after = leaves(next);
	const changed = after.filter(path => !isDeepStrictEqual(valueAt(live, path), valueAt(next, path)));
	const gone = new FieldSet(before).without(after).paths;
	const goneMaps = new FieldSet(mapsOf(live)).without(mapsOf(next)).paths;
	const newMaps = new FieldSet(mapsOf(next)).without(mapsOf(live)).paths;
	const isMine = (entry: Entry): boolean => entry.manager === manager && entry.operation === 'Update';
	const mine = entries.find(isMine)?.fields ?? new FieldSet();
	const rest = entries
		.filter(entry => !isMine(entry))
		.map(entry => ({...entry, fields: entry.fields.without([...changed, ...gone, ...goneMaps])}));
	const fields = mine.without([...gone, ...goneMaps]).with([...changed, ...newMaps]);
	return write(structuredClone(next), [...rest, {manager, operation: 'Update', fields, time}]);
}

function read(object: KubeObject | undefined): Entry[] {
	return (object?.metadata.managedFields ?? []).map(({manager, operation, fieldsV1, time}) => ({
		manager,
		operation,
		fields: FieldSet.decode(fieldsV1),
		time,
	}));
}

/** Entries without fields go; those of applies stand first, each kind in the order of its last change. */
function write(object: KubeObject, entries: readonly Entry[]): KubeObject {
	const managedFields = entries
		.filter(entry => entry.fields.paths.length > 0)
		.toSorted((a, b) => a.operation.localeCompare(b.operation) || a.time.localeCompare(b.time))
		.map(({manager, operation, fields, time}): ManagedField => ({
			manager,
			operation,
			apiVersion: 'v1',
			time,
			fieldsType: 'FieldsV1',
			fieldsV1: fields.encode(),
		}));
	object.metadata.managedFields = managedFields;
	return object;
}

function refuseConflicts(disputed: readonly {readonly entry: Entry; readonly paths: readonly Path[]}[]): void {
	const all = disputed.flatMap(({entry, paths}) =>
		paths.map(path => ({
			who: `"${entry.manager}"${entry.operation === 'Update' ? ' using v1' : ''}`,
			field: `.${path.join('.')}`,
		})),
	);
	const [first] = all;
	if (first === undefined) return;
	const listed =
		all.length === 1
			? `conflict with ${first.who}: ${first.field}`
			: [...new Set(all.map(({who}) => who))]
					.toSorted()
					.map(who => [`conflicts with ${who}:`, ...all.filter(one => one.who === who).map(one => `- ${one.field}`)])
					.flat()
					.join('\n');
	throw conflict(`Apply failed with ${all.length} conflict${all.length === 1 ? '' : 's'}: ${listed}`, {
		causes: all.map(({who, field}) => ({reason: 'FieldManagerConflict', message: `conflict with ${who}`, field})),
	});
}
