// Saves the answers of a deploy to conf/<env>/kfp.yml, where the next one finds them: the file's comments, order and other keys stay.
import {homedir} from 'node:os';
import {isAbsolute, join, relative, resolve, sep} from 'node:path';
import {type Document, isNode, isScalar, parseDocument, type Scalar, visit} from 'yaml';
import type {Fix} from '../../fixes/fix.ts';
import type {PlanValue} from '../../schema/plan.ts';
import type {Project} from '../../schema/project.ts';
import {style} from '../../pipeline-spec/spec-yaml.ts';
import {WizardError} from '../../system/errors.ts';
import {type Exact, fromTyped} from '../../system/exact-values.ts';
import {exists} from '../../system/files.ts';
import {readSettings} from './read.ts';
import {SettingsSchema} from './schema.ts';
import {answers} from './settings.ts';

/** Below a key of the file, or the key itself. */
type Entry = {readonly path: readonly string[]; readonly value: Exact};

/**
 * The edit of `conf/<env>/kfp.yml` after which a deploy without flags has the same plan. It holds what was asked and what
 * flags said, as far as it describes the deployment; nothing of what was found or is a default, and never a secret.
 * Without edits when the file has it all. The edit throws a `project` error where the file cannot be read.
 */
export async function answersFix(project: Project, environment: string, values: readonly PlanValue[]): Promise<Fix> {
	const folder = `${project.confSource}/${environment}`;
	const present = project.settings?.files.find(path => path.startsWith(`${folder}/`));
	const file = present ?? `${folder}/kfp.yml`;
	const entries = entriesOf(project, values);
	const title = `Save these answers to ${file}`;
	if (entries.length === 0) return {title, edits: []};
	const schema = (await exists(join(project.root, schemaPath))) ? schemaPath : undefined;
	const header = headerOf(environment, schema === undefined ? undefined : relativeTo(folder, schema));
	return {title, edits: [{file, change: text => changed(text ?? header, entries, project, file)}]};
}

/** Where the schema is when kfp-wizard is installed in the project. */
const schemaPath = 'node_modules/kfp-wizard/dist/kfp.schema.json';

const relativeTo = (folder: string, path: string): string => `${'../'.repeat(folder.split('/').length)}${path}`;

const headerOf = (environment: string, schema: string | undefined): string =>
	[
		...(schema === undefined ? [] : [`# yaml-language-server: $schema=${schema}`]),
		`# How kfp-wizard deploys in the environment ${environment}. Flags count over what stands here.`,
		'',
		'',
	].join('\n');

/** Rows of the plan that are no texts under a key of their own name. */
const special: Readonly<Record<string, (text: string, project: Project) => Entry>> = {
	'no-secret': () => ({path: ['secret'], value: false}),
	'existing-secret': () => ({path: ['existing_secret'], value: true}),
	spec: (text, {root}) => ({path: ['spec'], value: inProject(text, root)}),
	param: text => pair('params', text, fromTyped),
	'env-var': text => pair('env_vars', text, value => value),
};

/** Keys that a row of the same name gives the whole value of. The name of one run is not for all later ones. */
const plain: ReadonlySet<string> = new Set(['secret', ...answers.filter(name => name !== 'run_name')]);

function entriesOf(project: Project, values: readonly PlanValue[]): readonly Entry[] {
	const said = values.filter(({source}) => source === 'asked' || /(^|, )--/.test(source));
	const exposed = said.filter(({name}) => name === 'expose-param').map(({value}) => value);
	const entries = said.flatMap(({name, value}): readonly Entry[] => {
		const key = name.replaceAll('-', '_');
		const make = special[name];
		if (make !== undefined) return name === 'spec' && value === '-' ? [] : [make(value, project)];
		return plain.has(key) ? [{path: [key], value}] : [];
	});
	const all = exposed.length === 0 ? entries : [...entries, {path: ['expose_params'], value: exposed}];
	return all.filter(entry => !isThere(entry, project)).sort(inOrder);
}

const order = Object.keys(SettingsSchema.shape);
const inOrder = (a: Entry, b: Entry): number => order.indexOf(a.path[0] ?? '') - order.indexOf(b.path[0] ?? '');

/** Whether the files say the same already. */
function isThere({path, value}: Entry, project: Project): boolean {
	const [key = '', name] = path;
	const known = readSettings(project).values as Readonly<Record<string, unknown>>;
	if (key === 'params') {
		const text = project.settings?.params[name ?? ''];
		return text !== undefined && same(fromTyped(text), value);
	}
	const found = name === undefined ? known[key] : (known[key] as Readonly<Record<string, unknown>> | undefined)?.[name];
	if (key === 'spec' && typeof found === 'string' && typeof value === 'string')
		return resolve(project.root, found) === resolve(project.root, value);
	return same(typeof found === 'number' && key === 'env_vars' ? String(found) : found, value);
}

const same = (a: unknown, b: unknown): boolean => write(a) === write(b);
const write = (value: unknown): string =>
	JSON.stringify(value, (_, inner: unknown) =>
		typeof inner === 'bigint' ? `${inner}n` : typeof inner === 'number' ? `${inner}f` : inner,
	);

function pair(key: string, text: string, read: (value: string) => Exact): Entry {
	const [, name = text, value = ''] = /^([^=]*)=([^]*)$/.exec(text) ?? [];
	return {path: [key, name], value: read(value)};
}

/** A path as the plan shows it, relative to the project where it lies in it. */
function inProject(text: string, root: string): string {
	const full = resolve(text.startsWith('~/') ? join(homedir(), text.slice(2)) : text);
	const inside = relative(root, full);
	return inside.startsWith('..') || isAbsolute(inside) ? full : inside.replaceAll(sep, '/');
}

function changed(text: string, entries: readonly Entry[], project: Project, file: string): string {
	const document = parseDocument(text);
	const [error] = document.errors;
	if (error !== undefined)
		throw new WizardError('project', `${file} is not valid YAML, so nothing is saved to it`, {
			code: 'SETTINGS_UNREADABLE',
			detail: error.message,
		});
	for (const key of ['params', 'env_vars'] as const) {
		// An environment's mapping replaces that of the base as a whole.
		if (entries.some(({path}) => path[0] === key) && !document.has(key)) inherit(document, key, project);
	}
	for (const {path, value} of entries) {
		const old = document.getIn(path, true);
		const made = node(document, value);
		if (isNode(old) && isNode(made) && old.comment) made.comment = old.comment;
		document.setIn(path, made);
	}
	// As the file has it: lists indented below their key or not, spaces inside brackets or none.
	const indentSeq = !/^( *)[^\s#-].*:[ \t]*\n\1- /m.test(text);
	return document.toString({lineWidth: 0, indentSeq, flowCollectionPadding: text.includes('{ ')});
}

function inherit(document: Document, key: 'params' | 'env_vars', project: Project): void {
	const {values} = readSettings(project);
	const given: readonly (readonly [string, Exact])[] =
		key === 'params'
			? Object.entries(project.settings?.params ?? {}).map(([name, text]) => [name, fromTyped(text)])
			: Object.entries(values.env_vars ?? {}).map(([name, value]) => [name, String(value)]);
	for (const [name, value] of given) document.setIn([key, name], node(document, value));
}

/** A value so that every reader of YAML takes it for what it is: 1.0 a float, `on` a text. */
function node(document: Document, value: Exact): unknown {
	const made: unknown = document.createNode(value, {flow: true, aliasDuplicateObjects: false});
	if (isScalar(made)) dress(made);
	else visit(made as never, {Scalar: (_, scalar) => dress(scalar)});
	return made;
}

function dress(scalar: Scalar): void {
	if (typeof scalar.value === 'string') scalar.type = style(scalar.value);
	if (typeof scalar.value === 'number' && Number.isInteger(scalar.value)) scalar.minFractionDigits = 1;
}
