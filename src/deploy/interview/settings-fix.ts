// Saves the options of a deploy to conf/<env>/kfp.yml, where the next deploy reads them; comments, order and other keys stay.
import {resolve} from 'node:path';
import type {Edit, Fix} from '../../fixes/fix.ts';
import {newSettings} from '../../fixes/yaml/new-settings.ts';
import {hasValue, setValues} from '../../fixes/yaml/set-values.ts';
import {optionOfRow, rowName, settingKey} from '../../options/names.ts';
import type {SettingEntry, SettingFolders} from '../../options/option.ts';
import {isDetected, specOf} from '../../options/options.ts';
import {baseKeys} from '../../options/settings/misplaced.ts';
import {readSettings} from '../../options/settings/read.ts';
import {SettingsSchema} from '../../options/settings/schema.ts';
import type {PlanValue} from '../../schema/plan.ts';
import type {Project} from '../../schema/project.ts';
import {type Exact, fromTyped} from '../../system/exact-values.ts';

/**
 * The edits of `conf/<env>/kfp.yml` after which a deploy without flags has the same plan. It has the options that were
 * asked or set by flags, as far as they describe the deployment; no detected or default values but the project id, which
 * goes to the base environment, and never a secret.
 * Without edits when the file has it all. The edit throws a `project` error where the file cannot be read.
 */
export async function settingsFix(
	project: Project,
	environment: string,
	values: readonly PlanValue[],
	folders: SettingFolders,
): Promise<Fix> {
	const entries = entriesOf(project, values, folders);
	const ofBase = entries.filter(({path}) => baseKeys.includes(path[0] ?? ''));
	const edits = [
		...editOf(
			project,
			environment,
			entries.filter(entry => !ofBase.includes(entry)),
		),
		...editOf(project, project.baseEnvironment, ofBase),
	];
	const files = edits.map(({file}) => file);
	return {title: `Save these options to ${files.join(' and ')}`, edits};
}

function editOf(project: Project, environment: string, entries: readonly SettingEntry[]): readonly Edit[] {
	if (entries.length === 0) return [];
	const folder = `${project.confSource}/${environment}`;
	const present = project.settings?.files.find(path => path.startsWith(`${folder}/`));
	const file = present ?? `${folder}/kfp.yml`;
	return [{file, change: text => changed(text ?? newSettings(environment), entries, project, file)}];
}

/** Only what the user said is saved, and a project id that the next clone or copy would not find. */
const isSaid = ({name, source}: PlanValue): boolean =>
	source === 'asked' || /(^|, )--/.test(source) || (name === rowName('projectId') && isDetected(source));

/** Whether `settingsFix` writes the row, or the files have it already. */
export const isSaved = (row: PlanValue, folders: SettingFolders): boolean =>
	isSaid(row) && entryOf(row, folders) !== undefined;

function entriesOf(project: Project, values: readonly PlanValue[], folders: SettingFolders): readonly SettingEntry[] {
	const entries = values.filter(isSaid).flatMap(row => entryOf(row, folders) ?? []);
	return withListsJoined(entries)
		.filter(entry => !isThere(entry, project))
		.sort(inOrder);
}

/** `undefined` for a row that kfp.yml has no key for. */
function entryOf({name: row, value}: PlanValue, folders: SettingFolders): SettingEntry | undefined {
	const option = optionOfRow(row);
	const key = option && settingKey(option.name);
	if (option === undefined || key === undefined) return undefined;
	const spec = specOf(option.name);
	if (option.off) return spec.kind === 'text' ? {path: [key], value: false} : undefined;
	const write = spec.setting?.write;
	if (write === null) return undefined;
	if (write === undefined) return {path: [key], value};
	const entry = write(value, folders);
	return entry !== undefined && 'typed' in entry ? {path: entry.path, value: fromTyped(entry.typed)} : entry;
}

/** Entries with lists under the same key are one entry. */
function withListsJoined(entries: readonly SettingEntry[]): readonly SettingEntry[] {
	const joined = new Map<string, SettingEntry>();
	for (const entry of entries) {
		const id = JSON.stringify(entry.path);
		const before = joined.get(id)?.value;
		const both = Array.isArray(before) && Array.isArray(entry.value) ? [...before, ...entry.value] : entry.value;
		joined.set(id, {...entry, value: both});
	}
	return [...joined.values()];
}

const order = Object.keys(SettingsSchema.shape);
const inOrder = (a: SettingEntry, b: SettingEntry): number =>
	order.indexOf(a.path[0] ?? '') - order.indexOf(b.path[0] ?? '');

/** Whether the files have the value already. */
function isThere({path, value}: SettingEntry, project: Project): boolean {
	const [key = '', name] = path;
	const known: Readonly<Record<string, unknown>> = readSettings(project).values;
	if (key === 'params') {
		const text = project.settings?.params[name ?? ''];
		return text !== undefined && same(fromTyped(text), value);
	}
	const found = name === undefined ? known[key] : (known[key] as Readonly<Record<string, unknown>> | undefined)?.[name];
	if (key === 'spec' && typeof found === 'string' && typeof value === 'string')
		return resolve(project.root, found) === resolve(project.root, value);
	if (typeof found !== 'number') return same(found, value);
	return same(key === 'env_vars' ? String(found) : BigInt(found), value);
}

const same = (a: unknown, b: unknown): boolean => write(a) === write(b);
const write = (value: unknown): string =>
	JSON.stringify(value, (_, inner: unknown) =>
		typeof inner === 'bigint' ? `${inner}n` : typeof inner === 'number' ? `${inner}f` : inner,
	);

function changed(text: string, entries: readonly SettingEntry[], project: Project, file: string): string {
	const inherited = (['params', 'env_vars', 'node_seconds'] as const).flatMap(key => {
		// An environment's mapping replaces that of the base as a whole.
		const isNew = entries.some(({path}) => path[0] === key) && !hasValue(text, [key]);
		return isNew ? inheritedValues(key, project) : [];
	});
	return setValues(text, [...inherited, ...entries], file);
}

function inheritedValues(key: 'params' | 'env_vars' | 'node_seconds', project: Project): readonly SettingEntry[] {
	const {values} = readSettings(project);
	const texts = key === 'params' ? project.settings?.params : values[key];
	const given = Object.entries(texts ?? {}).map(([name, value]): readonly [string, Exact] => [
		name,
		key === 'env_vars' ? String(value) : fromTyped(String(value)),
	]);
	return given.map(([name, value]) => ({path: [key, name], value}));
}
