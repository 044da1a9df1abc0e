// What holds for every option of the catalogue. A new option is covered as soon as it is declared.
import {parse as parseYaml} from 'yaml';
import {describe, expect, it} from 'vitest';
import {parse} from '../../../../src/cli/parse.ts';
import {commands} from '../../../../src/commands/commands.ts';
import {settingsFix} from '../../../../src/deploy/interview/settings-fix.ts';
import {refuseInvalidOptions} from '../../../../src/options/conflicts.ts';
import {commandNames, optionGroups} from '../../../../src/options/option.ts';
import {
	flagName,
	flagSyntax,
	isOnByDefault,
	offFlagName,
	optionOfRow,
	rowName,
	settingKey,
	environmentVariable,
} from '../../../../src/options/names.ts';
import {type OptionName, optionNames, type Options, specOf} from '../../../../src/options/options.ts';
import {remainingPlanValues} from '../../../../src/options/plan-values.ts';
import {textQuestion} from '../../../../src/options/questions.ts';
import {rerunCommand} from '../../../../src/options/rerun-command.ts';
import {canTurnOff, optionsFrom, optionsOf, typedValue} from '../../../../src/options/resolve.ts';
import {readSettings} from '../../../../src/options/settings/read.ts';
import {SettingsSchema} from '../../../../src/options/settings/schema.ts';
import {withSettings} from '../../../../src/options/settings/settings.ts';
import type {Project} from '../../../../src/schema/project.ts';
import {facts} from '../../../support/facts.ts';
import {exampleOf} from '../../../support/option-values.ts';

/** The value that the example has as an option, from this source. */
const valueOf = (name: OptionName, source: string): unknown => {
	const text = exampleOf(name);
	return text === undefined ? !isOnByDefault(name) : typedValue(name, text, source);
};

/** The flag that sets the option to its example, in the words of a command line. */
function wordsOf(name: OptionName): readonly [flag: string, ...value: string[]] {
	const text = exampleOf(name);
	return text === undefined ? [isOnByDefault(name) ? offFlagName(name) : flagName(name)] : [flagName(name), text];
}

const read = (argv: readonly string[], env: Readonly<Record<string, string>> = {}): Options =>
	parse([...argv, ...argumentsOf(argv[0])], env, 'kfp-wizard 1.2.3').invocation.options;

/** What a command cannot be read without. */
const argumentsOf = (command: string | undefined): readonly string[] =>
	commands.find(({name}) => name === command)?.args?.startsWith('<') === true ? ['latest'] : [];

/** The options with their examples, from this source. */
const examples = (names: readonly OptionName[], source: string): Options =>
	optionsFrom(names.map(name => [name, {value: valueOf(name, source), source}]));

describe('the names of all options', () => {
	it('are unique: flags with their opposites, variables, and keys of kfp.yml', () => {
		const flags = optionNames.flatMap(name => [flagName(name), offFlagName(name)]);
		const keys = optionNames.flatMap(name => settingKey(name) ?? []);
		for (const names of [flags, flags.map(environmentVariable), keys]) expect(new Set(names).size).toBe(names.length);
	});

	it('are unique among the short flags of each command, and leave -h and -V to help and version', () => {
		for (const command of commandNames) {
			const short = optionsOf(command).flatMap(name => specOf(name).short ?? []);
			expect(new Set([...short, 'h', 'V']).size, command).toBe(short.length + 2);
		}
	});

	it('are written alike: flags in kebab-case, variables and keys in snake_case', () => {
		for (const name of optionNames) {
			expect(flagName(name)).toMatch(/^--[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
			expect(flagName(name), 'a --no-… flag turns an option off').not.toMatch(/^--no-/);
			expect(environmentVariable(flagName(name))).toMatch(/^KFP_WIZARD_[A-Z0-9_]+$/);
			expect(specOf(name).short ?? 'x', name).toMatch(/^[a-z]$/);
			expect(settingKey(name) ?? 'x').toMatch(/^[a-z]+(_[a-z]+)*$/);
		}
	});

	it('are found again by the name of their row on the plan', () => {
		for (const name of optionNames) {
			expect(optionOfRow(rowName(name))).toEqual({name, off: false});
			expect(optionOfRow(`no-${rowName(name)}`)).toEqual({name, off: true});
		}
	});
});

describe('the declaration of every option', () => {
	it('has a help text without a period, a group, and commands that exist', () => {
		for (const name of optionNames) {
			const {help, group, commands} = specOf(name);
			expect(help, name).toMatch(/^\S.*[^.\s]$/);
			expect(optionGroups).toContain(group);
			expect(commands.length, name).toBeGreaterThan(0);
			expect(new Set(commands).size, name).toBe(commands.length);
			expect(commandNames).toEqual(expect.arrayContaining([...commands]));
		}
	});

	it('refers only to options that exist and to commands that take it', () => {
		for (const name of optionNames) {
			const spec = specOf(name);
			expect(optionNames, name).toEqual(expect.arrayContaining([...(spec.required?.unless ?? [])]));
			const off = spec.kind === 'text' ? (spec.off?.commands ?? []) : [];
			expect(spec.commands, name).toEqual(expect.arrayContaining([...(spec.required?.commands ?? []), ...off]));
		}
	});

	it('has a question where the plan asks for its value', () => {
		for (const name of optionNames) {
			const {edit, question, kind, communication} = specOf(name);
			if (edit === 'ask' || edit === 'choose') expect(question, name).toBeDefined();
			if (edit === 'switch off') expect(kind, name).toBe('switch');
			if (edit !== undefined) expect(communication, `${name} is not on the plan`).toBeUndefined();
			if (question === undefined) continue;
			expect(question.message).toMatch(/^[A-Z].*\?$/);
			expect(textQuestion(name)).toMatchObject({name, flag: flagSyntax(name), message: question.message});
		}
	});

	it('has a validation that accepts the example, and that refuses an invalid text in words', () => {
		for (const name of optionNames) {
			const spec = specOf(name);
			if (spec.kind !== 'text' && spec.kind !== 'number') continue;
			expect(spec.validate?.(exampleOf(name) ?? ''), name).toBeUndefined();
			if (spec.validate !== undefined) expect(spec.validate('§ not valid 🚲 §'), name).toMatch(/not valid/);
		}
	});

	it('turns on what is off, or off what is on: a switch has one flag', () => {
		for (const name of optionNames.filter(one => specOf(one).kind === 'switch'))
			expect(flagSyntax(name)).toBe(isOnByDefault(name) ? offFlagName(name) : flagName(name));
	});
});

describe.each(commandNames)('the command line of %s', command => {
	const own = optionsOf(command);
	const others = optionNames.filter(name => !own.includes(name));

	it('gives each option the same value by its flag and by its variable, each with its source', () => {
		const flags = read([command, ...own.flatMap(wordsOf)]);
		const variables = read(
			[command],
			Object.fromEntries(own.map(name => [environmentVariable(wordsOf(name)[0]), exampleOf(name) ?? '1'])),
		);
		for (const name of own) {
			const [flag] = wordsOf(name);
			expect(flags[name]).toEqual({value: valueOf(name, flag), source: flag});
			expect(variables[name]).toEqual({value: valueOf(name, flag), source: environmentVariable(flag)});
		}
		expect(Object.keys(flags)).toHaveLength(own.length);
	});

	it('gives each option the same value by its short flag', () => {
		const short = own.filter(name => specOf(name).short !== undefined);
		const words = short.flatMap(name => [`-${specOf(name).short}`, ...wordsOf(name).slice(1)]);
		expect(read([command, ...words])).toEqual(read([command, ...short.flatMap(wordsOf)]));
	});

	it('turns off by flag and by variable what can be turned off', () => {
		const can = own.filter(name => canTurnOff(name, command));
		const flags = read([command, ...can.map(offFlagName)]);
		const variables = read(
			[command],
			Object.fromEntries(can.map(name => [environmentVariable(offFlagName(name)), 'yes'])),
		);
		for (const name of can) {
			expect(flags[name]).toEqual({value: false, source: offFlagName(name)});
			expect(variables[name]).toEqual({value: false, source: environmentVariable(offFlagName(name))});
		}
	});

	it('ignores the variables of options that are not its own', () => {
		const variables = others.flatMap(name => [
			environmentVariable(flagName(name)),
			environmentVariable(offFlagName(name)),
		]);
		expect(read([command], Object.fromEntries(variables.map(name => [name, '1'])))).toEqual({});
	});
});

describe('the plan and the rerun command', () => {
	const onPlan = optionNames.filter(name => specOf(name).communication !== true);

	it('have every option but those about the communication', () => {
		const rows = remainingPlanValues(examples(optionNames, '--x'), []);
		expect(rows.map(({name}) => optionOfRow(name)?.name)).toEqual(onPlan);
	});

	it('give the same options again', () => {
		const own = onPlan.filter(name => specOf(name).commands.includes('deploy'));
		const command = rerunCommand(remainingPlanValues(examples(own, '--x'), []));
		const again = read(command.split(' ').slice(2));
		expect(Object.keys(again).sort()).toEqual([...own, 'yes'].sort());
		for (const name of own) expect(again[name]?.value, name).toEqual(valueOf(name, '--x'));
	});
});

describe('kfp.yml', () => {
	const root = '/home/ada/demo';
	const folders = {root, cwd: root, home: '/home/ada'};
	const {project} = facts({project: {root}});
	const saved = optionNames.filter(name => settingKey(name) !== undefined && specOf(name).setting?.write !== null);

	const fixOf = async (name: OptionName, of: Project = project) =>
		settingsFix(of, 's3', remainingPlanValues(examples([name], '--x'), []), folders);

	/** A project whose kfp.yml is what saving the option has written. */
	async function withSaved(name: OptionName): Promise<{readonly values: unknown; readonly project: Project}> {
		const [edit] = (await fixOf(name)).edits;
		const values: unknown = parseYaml(edit?.change(undefined) ?? '');
		// Kedro's loader hands parameters over as JSON, so that 1.0 stays a float.
		const params = name === 'param' ? {alpha: '1.0'} : {};
		const settings = {files: ['conf/s3/kfp.yml'], values, params, places: [], problem: null};
		return {values, project: {...project, settings}};
	}

	it('keeps every option that has a key: written from the plan, accepted by the schema, read back as the same value', async () => {
		expect(saved.length).toBeGreaterThan(10);
		for (const name of saved) {
			const {values, project: after} = await withSaved(name);
			expect(SettingsSchema.safeParse(values).success, name).toBe(true);
			expect(readSettings(after).problems, name).toEqual([]);
			expect(Object.keys(values as object)).toEqual([settingKey(name)]);
			const value = withSettings({}, after)[name]?.value;
			// Variables become a part of the settings of each task.
			if (name === 'envVar') expect(values).toEqual({env_vars: {LEVEL: '3'}});
			else expect(value, name).toEqual(name === 'spec' ? `${root}/example-1` : valueOf(name, '--x'));
		}
	});

	it('gets nothing new when an option is saved again', async () => {
		for (const name of saved) expect((await fixOf(name, (await withSaved(name)).project)).edits, name).toEqual([]);
	});

	it('has no key for an option that is not saved, but those of one run', () => {
		const unsaved = optionNames.filter(name => settingKey(name) !== undefined && !saved.includes(name));
		expect(unsaved).toEqual(['runName']);
	});

	it('does not turn on a switch that it sets to false', () => {
		for (const name of saved.filter(one => specOf(one).kind === 'switch')) {
			const settings = {files: [], values: {[settingKey(name) ?? '']: false}, params: {}, places: [], problem: null};
			expect(withSettings({}, {...project, settings})[name]).toBeUndefined();
		}
	});
});

it('no option takes a secret, of a token only where it is: AWS keys come from the environment, a profile or a masked question', async () => {
	for (const name of optionNames)
		expect(flagName(name)).not.toMatch(/password|token(?!-(?:file|command)$)|key|credential(?!s-secret$)/);
	const values: Options = {
		envVar: {value: ['AWS_SECRET_ACCESS_KEY=hidden'], source: '--env-var'},
		param: {value: ['aws.secret_access_key=hidden'], source: '--param'},
	};
	for (const name of ['envVar', 'param'] as const)
		await expect(refuseInvalidOptions({[name]: values[name]})).rejects.toMatchObject({
			code: 'SECRET_VALUE',
			message: expect.not.stringContaining('hidden'),
		});
});
