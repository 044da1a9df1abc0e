// What the generated tables are made from. Only this file knows where the program keeps its commands, options and shapes.
import type * as z from 'zod';
import {ruleTable} from '../../src/checks/rule-table.ts';
import {commandInfos} from '../../src/cli/parse.ts';
import {flags} from '../../src/options/catalog.ts';
import {SettingsSchema, TaskSettingsSchema} from '../../src/options/settings/schema.ts';
import {Event} from '../../src/schema/event.ts';
import {Finding} from '../../src/schema/finding.ts';
import {Dataset, KedroNode, Project} from '../../src/schema/project.ts';

export type OptionRow = {
	/** As `--help` shows it: `-e, --env <env>`. */
	readonly syntax: string;
	readonly text: string;
	readonly choices: readonly string[];
	readonly commands: readonly string[];
};

/** Options that stand together under one title. A group without a title gets a table without a heading. */
export type OptionGroup = {readonly title: string | undefined; readonly options: readonly OptionRow[]};

export const commands: readonly {readonly name: string; readonly summary: string}[] = commandInfos;

export const optionGroups: readonly OptionGroup[] = [
	{
		title: undefined,
		options: flags.map(({syntax, text, choices = [], commands}) => ({syntax, text, choices, commands})),
	},
];

/** The rules as a Markdown table. */
export const rules: string = ruleTable();

/** The documents and settings whose fields get a table, by the name of the table. */
export const shapes: Readonly<Record<string, z.ZodType>> = {
	finding: Finding,
	project: Project,
	node: KedroNode,
	dataset: Dataset,
	settings: SettingsSchema,
	'task-settings': TaskSettingsSchema,
};

/** One shape for each event, by the name of the event. */
export const events: readonly {readonly name: string; readonly shape: z.ZodType}[] = Event.options.map(shape => ({
	name: shape.shape.event.value,
	shape,
}));
