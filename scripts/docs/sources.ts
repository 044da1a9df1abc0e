// What the generated tables are made from. Only this file knows where the program keeps its commands, options and shapes.
import type * as z from 'zod';
import {imageRuleTable, ruleTable} from '../../src/checks/rule-table.ts';
import {commands as all} from '../../src/commands/commands.ts';
import {flagSyntax, isOnByDefault, offFlagName, settingKey} from '../../src/options/names.ts';
import {optionGroups as groupNames} from '../../src/options/option.ts';
import {type OptionName, optionNames, specOf} from '../../src/options/options.ts';
import {SettingsSchema} from '../../src/options/settings/schema.ts';
import {TaskSettingsSchema} from '../../src/options/settings/task-schema.ts';
import {Event} from '../../src/schema/event.ts';
import {Finding} from '../../src/schema/finding.ts';
import {MachineReport, MachineRow} from '../../src/schema/machine.ts';
import {RunTask} from '../../src/schema/outcome.ts';
import {RunStatus} from '../../src/schema/run-status.ts';
import {RunDifference, RunRow} from '../../src/schema/runs.ts';
import {Dataset, KedroNode, Project} from '../../src/schema/project.ts';

export type OptionRow = {
	/** As `--help` shows it: `-e, --env ENV`. */
	readonly syntax: string;
	readonly text: string;
	readonly choices: readonly string[];
	readonly commands: readonly string[];
};

/** Options that stand together under one title. A group without a title gets a table without a heading. */
export type OptionGroup = {readonly title: string | undefined; readonly options: readonly OptionRow[]};

export const commands: readonly {readonly name: string; readonly summary: string}[] = all;

/** The rows of an option: its flag, and `--no-…` where it has one of its own. */
function rowsOf(name: OptionName): readonly OptionRow[] {
	const spec = specOf(name);
	const key = settingKey(name);
	const notes = [
		...(spec.default === undefined ? [] : [`default: ${spec.default}`]),
		...(key === undefined ? [] : [`\`${key}\` in kfp.yml`]),
	];
	const row: OptionRow = {
		syntax: `${spec.short === undefined ? '' : `-${spec.short}, `}${flagSyntax(name)}`,
		text: `${spec.help}${notes.length === 0 || isOnByDefault(name) ? '' : ` (${notes.join('; ')})`}`,
		choices: spec.kind === 'choice' ? spec.choices : [],
		commands: spec.commands,
	};
	if (spec.kind !== 'text' || spec.off === undefined) return [row];
	return [row, {syntax: offFlagName(name), text: spec.off.help, choices: [], commands: spec.off.commands}];
}

export const optionGroups: readonly OptionGroup[] = groupNames.map(title => ({
	title,
	options: optionNames.filter(name => specOf(name).group === title).flatMap(rowsOf),
}));

/** The rules as a Markdown table. */
export const rules: string = ruleTable();
export const imageRules: string = imageRuleTable();

/** The documents and settings whose fields get a table, by the name of the table. */
export const shapes: Readonly<Record<string, z.ZodType>> = {
	finding: Finding,
	machine: MachineReport,
	'machine-row': MachineRow,
	project: Project,
	node: KedroNode,
	dataset: Dataset,
	settings: SettingsSchema,
	'task-settings': TaskSettingsSchema,
	'run-status': RunStatus,
	'run-task': RunTask,
	'run-row': RunRow,
	'run-difference': RunDifference,
};

/** One shape for each event, by the name of the event. */
export const events: readonly {readonly name: string; readonly shape: z.ZodType}[] = Event.options.map(shape => ({
	name: shape.shape.event.value,
	shape,
}));
