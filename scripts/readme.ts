// The README's tables, made from the code they describe: flags, rules, exit codes, and the JSON
import * as z from 'zod';
import {ruleTable} from '../src/checks/rules.ts';
import {flags} from '../src/options/catalog.ts';
import {commandInfos} from '../src/cli/parse.ts';
import {SettingsSchema, TaskSettingsSchema} from '../src/options/settings/schema.ts';
import {Event} from '../src/schema/event.ts';
import {Finding} from '../src/schema/finding.ts';
import {Dataset, KedroNode, Project} from '../src/schema/project.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

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

const events = Event.options.map(option => `**\`${option.shape.event.value}\`**\n\n${fields(option)}`).join('\n\n');

const tables: Readonly<Record<string, string>> = {
	commands: table(
		['command', 'what it does'],
		commandInfos.map(({name, summary}) => [`\`kfp-wizard ${name}\``, summary]),
	),
	flags: table(
		['flag', 'meaning', 'commands'],
		flags.map(({syntax, text, choices, commands}) => [
			`\`${syntax}\``,
			choices === undefined ? text : `${text}; ${choices.join(', ')}`,
			commands.join(', '),
		]),
	),
	rules: ruleTable(),
	finding: fields(Finding),
	project: fields(Project),
	node: fields(KedroNode),
	dataset: fields(Dataset),
	events,
	settings: fields(SettingsSchema),
	'task-settings': fields(TaskSettingsSchema),
};

/** The README with every marked table made anew. @throws Error when a marker names no table. */
export function renderReadme(text: string): string {
	return text.replaceAll(/<!-- table: ([\w-]+) -->[^]*?<!-- end -->/g, (_, name: string) => {
		const body = tables[name];
		if (body === undefined) throw new Error(`README.md marks a table "${name}" that does not exist`);
		return `<!-- table: ${name} -->\n\n${body}\n\n<!-- end -->`;
	});
}
