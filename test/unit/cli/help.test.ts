// `--help`: what the first screen shows, that every option is listed for exactly the commands that take it, and mistyped flags.
import {describe, expect, it, vi} from 'vitest';
import {helpAllFlag, isBriefHelp} from '../../../src/cli/help.ts';
import {Done, parse} from '../../../src/cli/parse.ts';
import {commands} from '../../../src/commands/commands.ts';
import {commandNames, optionGroups} from '../../../src/options/option.ts';
import {flagName, isOnByDefault, offFlagName} from '../../../src/options/names.ts';
import {optionNames, specOf} from '../../../src/options/options.ts';
import {canTurnOff, optionsOf} from '../../../src/options/resolve.ts';

/** What is printed. */
function printed(...argv: readonly string[]): string {
	let text = '';
	const write = vi.spyOn(process.stdout, 'write').mockImplementation(piece => {
		text += String(piece);
		return true;
	});
	try {
		expect(() => parse(argv, {}, 'kfp-wizard 1.2.3')).toThrow(Done);
	} finally {
		write.mockRestore();
	}
	return text;
}

/** The long flags that are listed as options, not those in a text. */
const listed = (help: string): readonly string[] =>
	help.split('\n').flatMap(line => /^ {2}(?:-\w, )?(--[\w-]+)/.exec(line)?.[1] ?? []);

const allHelp = new Map(commandNames.map(name => [name, printed(name, helpAllFlag)]));

describe.each(commandNames)('%s --help-all', name => {
	const help = allHelp.get(name) ?? '';

	it('lists every option that the command takes, once, and no other', () => {
		const flags = optionsOf(name).flatMap(option => [
			...(isOnByDefault(option) ? [] : [flagName(option)]),
			...(canTurnOff(option, name) && (specOf(option).kind === 'text' || isOnByDefault(option))
				? [offFlagName(option)]
				: []),
		]);
		expect(listed(help).toSorted()).toEqual([...flags, '--help'].sort());
	});

	it('puts each option below the heading of its group', () => {
		const shown = listed(help).length > 0 ? help.split('\n').filter(line => /^[A-Z][\w ]*:$/.test(line)) : [];
		const groups = optionGroups.filter(group => optionsOf(name).some(option => specOf(option).group === group));
		expect(shown).toEqual(['Examples:', ...groups.map(group => `${group}:`), 'Help:']);
	});

	it('begins with examples, which are valid commands', () => {
		const {examples = []} = commands.find(command => command.name === name) ?? {};
		expect(help.startsWith('Examples:\n')).toBe(true);
		for (const example of examples) {
			expect(help).toContain(`  ${example}\n`);
			const words = example.match(/'[^']*'|\S+/g) ?? [];
			const argv = words.slice(1).map(word => word.replaceAll("'", ''));
			expect(parse(argv, {}, 'x').command.name).toBe(name);
		}
	});

	it('shows the help text and the default of each option', () => {
		const flat = help.replaceAll(/\s+/g, ' ');
		for (const option of optionsOf(name)) {
			const {help: text, default: value} = specOf(option);
			expect(flat).toContain(text);
			if (value !== undefined) expect(flat).toContain(`(default: ${value})`);
		}
	});
});

describe('the first screen of help', () => {
	it.each(commandNames)('of %s fits 35 lines of 80 columns, with examples, groups and exit codes', name => {
		const help = printed(name, '--help');
		const lines = help.trimEnd().split('\n');
		expect(lines.length).toBeLessThanOrEqual(35);
		expect(help).toMatch(/^Examples:\n {2}kfp-wizard/);
		expect(help).toMatch(/^Consent and output:$/m);
		expect(help).toMatch(/^Exit codes: 0 done .* 2 usage/m);
		const widest = Math.max(...lines.filter(line => !line.startsWith('  kfp-wizard ')).map(line => line.length));
		expect(widest).toBeLessThanOrEqual(80);
	});

	it('shows the common options of a long list, and names the flag that lists everything', () => {
		for (const name of ['deploy', 'check', 'status'] as const) {
			const help = printed(name, '--help');
			expect(help).toContain(`kfp-wizard ${name} --help-all lists all options, in groups.`);
			expect(listed(help)).toEqual(
				listed(allHelp.get(name) ?? '').filter(flag =>
					optionNames.some(option => {
						const {common = []} = specOf(option);
						return (common === true || common.includes(name)) && [flagName(option), offFlagName(option)].includes(flag);
					}),
				),
			);
		}
	});

	it('is the same for -h, --help and help', () => {
		const help = printed('deploy', '--help');
		expect(printed('deploy', '-h')).toBe(help);
		expect(printed('help', 'deploy')).toBe(help);
		expect(printed('--verbose', 'help', 'deploy', '--json')).toBe(help);
		expect(printed('help', '--help')).toBe(printed('--help'));
	});

	it('hides nothing of a command with few options', () => {
		expect(printed('completion', '--help')).toBe(allHelp.get('completion'));
	});

	it('of the program fits a terminal of 24 lines with its prompt, and lists every command whole', () => {
		const help = printed('--help');
		const lines = help.trimEnd().split('\n');
		expect(lines.length).toBeLessThanOrEqual(23);
		expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(80);
		for (const {name, group, summary} of commands) {
			expect(lines.map(line => line.slice(9))).toContainEqual(expect.stringMatching(new RegExp(`^${name} +\\S`)));
			expect(help).toContain(`  ${summary}\n`);
			expect(help).toMatch(new RegExp(`^${group} {2}`, 'm'));
		}
		expect(help).toContain('Exit codes: 0 done');
		expect(help).toContain('kfp-wizard COMMAND --help');
		expect(help).toContain(`kfp-wizard ${helpAllFlag}`);
		for (const same of [['-h'], ['help'], ['--yes', '--help']]) expect(printed(...same)).toBe(help);
	});
});

it('all help of the program lists examples, the commands, the exit codes and how variables are named', () => {
	const help = printed(helpAllFlag);
	expect(help).toMatch(/^Examples:\n {2}kfp-wizard\n/);
	for (const {name, summary} of commands)
		expect(help).toMatch(new RegExp(`^  ${name}\\b.*${summary.slice(0, 20)}`, 'm'));
	expect(help).toContain('130 Ctrl-C');
	expect(help).toContain('--env is KFP_WIZARD_ENV');
	expect(help).toContain('--no-NAME turns off');
});

describe('flags that help hides', () => {
	it('are hidden for help alone: any other command line has them all, so that a mistyped one is suggested', () => {
		expect(isBriefHelp(['deploy', '--help'])).toBe(true);
		expect(isBriefHelp(['help', 'deploy'])).toBe(true);
		expect(isBriefHelp(['deploy', '--help', helpAllFlag])).toBe(false);
		expect(isBriefHelp(['deploy', '--env', 'prod'])).toBe(false);
		for (const name of optionsOf('deploy').filter(one => specOf(one).common !== true)) {
			const flag = isOnByDefault(name) ? offFlagName(name) : flagName(name);
			const mistyped = `${flag.slice(0, -1)}${flag.endsWith('x') ? 'y' : 'x'}`;
			expect(() => parse(['deploy', mistyped], {}, 'x'), mistyped).toThrow(
				expect.objectContaining({code: 'USAGE', message: expect.stringContaining('did you mean')}),
			);
		}
	});
});
