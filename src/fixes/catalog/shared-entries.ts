// Entries of the base that differ only in their paths: in the environment they share one anchor, and each is one line.
import {Alias, Document, Scalar, YAMLMap} from 'yaml';
import {catalogFile} from '../../checks/catalog-file.ts';
import {groupBy} from '../../checks/collections.ts';
import {isInline} from '../../checks/credentials.ts';
import {movedEntry} from '../../checks/remote-entry.ts';
import {datasetKind, locationOf, pathKeys} from '../../kedro/datasets.ts';
import type {Finding} from '../../schema/finding.ts';
import type {Dataset} from '../../schema/project.ts';
import type {FixContext} from '../fixer.ts';
import {catalogFiles} from './catalog-files.ts';
import {type Change, type EntryEdit, setText} from './edit-entry.ts';
import {nestedParts} from './nested-parts.ts';
import {presentEntry} from './present-entry.ts';
import {verbatim} from './read-entry.ts';
import {folderUploadCommand} from './upload-command.ts';

/** Below, an entry in full for each is easier to read and to change. */
const fewest = 8;

export type SharedEntry = {
	readonly entry: Required<Pick<EntryEdit, 'start' | 'change' | 'before' | 'isClose'>>;
	/** Whether one command above the anchor uploads the data of all of them. */
	readonly hasUpload: boolean;
};

type Member = {
	readonly name: string;
	readonly type: string;
	readonly from: string;
	readonly location: string;
	/** The location as the entry has it. */
	readonly written: string;
	readonly pathKey: string;
	/** What it has besides its path. */
	readonly rest: YAMLMap;
	readonly before: SharedEntry['entry']['before'];
};

/** Each of thousands of findings asks for them. */
const known = new WeakMap<readonly Finding[], Promise<ReadonlyMap<string, SharedEntry>>>();

/**
 * By name, the datasets of the findings whose entries share an anchor. A dataset factory in the environment could not replace
 * them: Kedro takes the entry of the base before any pattern.
 */
export function sharedEntries(
	findings: readonly Finding[],
	context: FixContext,
): Promise<ReadonlyMap<string, SharedEntry>> {
	const found = known.get(findings) ?? find(findings, context);
	known.set(findings, found);
	return found;
}

async function find(findings: readonly Finding[], context: FixContext): Promise<ReadonlyMap<string, SharedEntry>> {
	const {project, environment, pipeline} = context;
	const rules = new Map(
		findings.flatMap(({rule, dataset}) => (dataset === undefined ? [] : [[dataset, rule] as const])),
	);
	const written = new Set(pipeline.nodes.flatMap(({outputs}) => outputs));
	const types = groupBy(
		project.datasets.filter(({name}) => rules.has(name)),
		({type}) => type ?? '',
	);
	const many = [...types.values()].filter(({length}) => length >= fewest).flat();
	const members = await Promise.all(many.map(dataset => memberOf(dataset, context)));
	const groups = groupBy(
		members.filter(member => member !== undefined),
		({pathKey, rest, before}) => JSON.stringify([pathKey, text(rest), before.map(({key}) => key)]),
	);
	const texts = [
		...(await catalogFiles(project, project.baseEnvironment)),
		...(await catalogFiles(project, environment)),
	];
	const taken = texts.map(file => file.text);
	const result = new Map<string, SharedEntry>();
	for (const group of groups.values()) {
		const [first] = group;
		if (first === undefined || group.length < fewest) continue;
		const anchor = freeName(group, taken);
		taken.push(anchor);
		const isInput = group.every(({name}) => !written.has(name) && rules.get(name) !== 'catalog/local-dataset');
		const upload = isInput ? folderUploadCommand(group.map(({from, location}) => ({path: from, location}))) : undefined;
		const common = first.rest.clone() as YAMLMap;
		common.anchor = anchor;
		const said = upload === undefined ? [] : [`Upload the data of these ${group.length} datasets once: ${upload}`];
		const before = [...first.before, {key: `_${anchor}`, value: common, comments: said}];
		for (const {name, pathKey, written: location} of group) {
			const start = new YAMLMap();
			start.flow = true;
			start.set(new Scalar('<<'), new Alias(anchor));
			const change: Change = entry => {
				setText(entry, pathKey, location);
				return entry;
			};
			result.set(name, {entry: {start, change, before, isClose: true}, hasUpload: upload !== undefined});
		}
	}
	return result;
}

const text = (map: YAMLMap): string => String(new Document(map, verbatim));

/** `undefined` for an entry that the environment has already, or in which more than its path would change. */
async function memberOf(dataset: Dataset, context: FixContext): Promise<Member | undefined> {
	const {project, environment, data} = context;
	const {name, source, pattern, type, credentials, place} = dataset;
	const from = locationOf(dataset);
	if (data === undefined || from === null || source !== 'entry' || pattern !== null || credentials !== null)
		return undefined;
	if (datasetKind(dataset, name) !== 'local' || isInline(dataset)) return undefined;
	if (type?.startsWith(`${project.package}.`) === true) return undefined;
	const moved = movedEntry(dataset, project, data);
	if (moved === undefined || place?.file === catalogFile(project, environment, dataset)) return undefined;
	const {location, written} = moved;
	const present = await presentEntry(dataset, name, context, entry => {
		const key = pathKeys.find(each => entry.has(each));
		if (key !== undefined) setText(entry, key, written);
		return entry;
	});
	const pathKey = pathKeys.find(key => present?.start.has(key));
	if (present === undefined || pathKey === undefined || nestedParts(present.start).length > 0) return undefined;
	const rest = present.start.clone() as YAMLMap;
	rest.delete(pathKey);
	return {name, type: type ?? '', from, location, written, pathKey, rest, before: present.before};
}

/** From what the names begin with, else from the type; no catalog has it yet. */
function freeName(group: readonly Member[], texts: readonly string[]): string {
	const [first = '', ...others] = group.map(({name}) => name);
	let length = first.length;
	while (others.some(name => !name.startsWith(first.slice(0, length)))) length--;
	const common = first
		.slice(0, length)
		.replaceAll(/\W+/g, '_')
		.replace(/[\d_]+$/, '');
	const {type = ''} = group[0] ?? {};
	const base = /[A-Za-z]{3}/.test(common) ? common : type.replace(/^.*\.|Data[Ss]et$/g, '').toLowerCase();
	for (let count = 1; ; count++) {
		const name = count === 1 ? base : `${base}_${count}`;
		if (!texts.some(each => each.includes(`_${name}`) || each.includes(`&${name}`) || each === name)) return name;
	}
}
