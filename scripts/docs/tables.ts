// The tables of README.md and docs/, made from the code that they describe.
import * as z from 'zod';
import {badInputs, faults, type FaultRow} from './fault-rows.ts';
import {namedTests} from './named-tests.ts';
import {commands, events, type OptionRow, optionGroups, imageRules, rules, shapes} from './sources.ts';

/** A text as Markdown shows it literally: `<name>` is no tag and `__default__` not bold. Code spans stay as they are. */
const cell = (text: string): string =>
	text
		.replaceAll('|', '\\|')
		.replaceAll('\n', ' ')
		.split(/(`[^`]*`)/)
		.map(part => (part.startsWith('`') ? part : part.replaceAll('<', '&lt;').replaceAll('__', String.raw`\_\_`)))
		.join('');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	return [head, head.map(() => '---'), ...rows].map(row => `| ${row.map(cell).join(' | ')} |`).join('\n');
}

/** The fields of a zod object as rows of name, type and description. */
function fields(schema: z.ZodType): string {
	const {properties = {}, required = []} = z.toJSONSchema(schema) as JsonSchema;
	return table(
		['field', 'type', 'meaning'],
		Object.entries(properties).map(([name, property]) => [
			`\`${name}\`${required.includes(name) || required.length === 0 ? '' : ' (optional)'}`,
			typeName(property),
			property.description ?? '',
		]),
	);
}

type JsonSchema = {
	readonly type?: string | readonly string[];
	readonly const?: unknown;
	readonly enum?: readonly unknown[];
	readonly anyOf?: readonly JsonSchema[];
	readonly items?: JsonSchema;
	readonly description?: string;
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly required?: readonly string[];
};

function typeName(schema: JsonSchema): string {
	if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
	if (schema.enum !== undefined) return schema.enum.map(value => `\`${String(value)}\``).join(', ');
	if (schema.anyOf !== undefined) return schema.anyOf.map(typeName).join(' or ');
	if (schema.type === 'array') return `list of ${schema.items === undefined ? 'values' : typeName(schema.items)}`;
	if (schema.type === 'object' && schema.properties === undefined) return 'mapping';
	if (schema.type === 'object') return `{${Object.keys(schema.properties ?? {}).join(', ')}}`;
	return [schema.type ?? 'any value'].flat().join(' or ');
}

const optionTable = (options: readonly OptionRow[]): string =>
	table(
		['option', 'meaning', 'commands'],
		options.map(({syntax, text, choices, commands: taking}) => [
			`\`${syntax}\``,
			choices.length === 0 ? text : `${text}; one of ${choices.map(choice => `\`${choice}\``).join(', ')}`,
			taking.length === commands.length ? 'all' : taking.join(', '),
		]),
	);

const tables: Readonly<Record<string, string>> = {
	commands: table(
		['command', 'what it does'],
		commands.map(({name, summary}) => [`\`kfp-wizard ${name}\``, summary]),
	),
	options: optionGroups
		.map(({title, options}) => `${title === undefined ? '' : `**${title}**\n\n`}${optionTable(options)}`)
		.join('\n\n'),
	rules,
	'image-rules': imageRules,
	events: events.map(({name, shape}) => `**\`${name}\`**\n\n${fields(shape)}`).join('\n\n'),
	...Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, fields(shape)])),
};

/** The tables that are made from the names of the tests too. */
const testedRows: Readonly<Record<string, readonly FaultRow[]>> = {'bad-inputs': badInputs, faults};

export const tableNames: readonly string[] = [...Object.keys(tables), ...Object.keys(testedRows)];

/** Each row with the tests that show it, as links from a page in docs/. */
function testedTable(rows: readonly FaultRow[], root: string): string {
	const tests = namedTests(root);
	return table(
		['id', 'what happens', 'what kfp-wizard does', 'tests'],
		rows.map(({id, what, answer}) => [
			id,
			what,
			answer,
			tests
				.filter(({ids}) => ids.includes(id))
				.map(({name, file, level}) => `${level}: [${name.replaceAll(/[[\]]/g, String.raw`\$&`)}](../${file})`)
				.join(' · '),
		]),
	);
}

/** What is wrong with the ids in the names of the tests: rows without a test, and ids without a row. */
export function idProblems(root: string): readonly string[] {
	const rows = [...badInputs, ...faults].map(({id}) => id);
	const named = new Set(namedTests(root).flatMap(({ids}) => ids));
	return [
		...rows.filter(id => !named.has(id)).map(id => `No test begins with ${id}, a row of scripts/docs/fault-rows.ts`),
		...[...named].filter(id => !rows.includes(id)).map(id => `${id} is not a row of scripts/docs/fault-rows.ts`),
	];
}

/**
 * A page with the table of every marker made anew. `root`: the folder of the repository.
 * @throws Error when a marker names a table that does not exist.
 */
export function fillTables(page: string, root: string): string {
	return page.replaceAll(/<!-- table: ([\w-]+) -->[^]*?<!-- end -->/g, (_, name: string) => {
		const rows = testedRows[name];
		const body = rows === undefined ? tables[name] : testedTable(rows, root);
		if (body === undefined) throw new Error(`There is no table "${name}"; there are ${tableNames.join(', ')}`);
		return `<!-- table: ${name} -->\n\n${body}\n\n<!-- end -->`;
	});
}
