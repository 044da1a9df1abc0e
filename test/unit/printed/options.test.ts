// Options and questions: the command line that is printed is the one that was meant, and it gets past the error.
import {beforeAll, describe, expect, it} from 'vitest';
import {asTyped} from '../../../src/cli/as-typed.ts';
import {parse} from '../../../src/cli/parse.ts';
import {printedCommands} from '../../../src/cli/printed-commands.ts';
import {findEngine} from '../../../src/image/engine/find-engine.ts';
import {besideSwitch, offAndSet, oneOf} from '../../../src/options/conflict-pairs.ts';
import {wantedReports} from '../../../src/commands/check/report/reports.ts';
import {refuseMissing} from '../../../src/options/required.ts';
import {refuseConflicts, refuseUnforkable} from '../../../src/options/conflicts.ts';
import {flagName, offFlagName} from '../../../src/options/names.ts';
import {commandNames} from '../../../src/options/option.ts';
import {type OptionName, specOf} from '../../../src/options/options.ts';
import {optionsOf} from '../../../src/options/resolve.ts';
import {textQuestion} from '../../../src/options/questions.ts';
import {WizardError} from '../../../src/system/errors.ts';
import {splitWords} from '../../../src/system/split-words.ts';
import {quote} from '../../../src/system/text.ts';
import {defaultAnswer} from '../../../src/ui/silent/default-answer.ts';
import {errorOf} from '../../support/error-of.ts';
import {exampleOf} from '../../support/option-values.ts';
import {printed} from '../../support/printed.ts';
import {shellInProject} from '../../support/shell-in-project.ts';

/** What no shell may obey, and no parser may take for an option. */
const hostile = `-p 'n' "$(touch x)" #é\\`;
const image = '--env s3 --image ghcr.io/acme/demo:1.4';

let shell: Awaited<ReturnType<typeof shellInProject>>;

beforeAll(async () => {
	shell = await shellInProject();
});

/** What is printed after a line that is refused, and how the first of it ends. */
async function refused(line: string, code: string, env: Readonly<Record<string, string>> = {}) {
	const failed = await shell.type(line, env);
	expect(failed).toMatchObject({exitCode: 2, code});
	const after = await shell.type(failed.next[0], env);
	return {next: failed.next, after};
}

describe('the command that is printed', () => {
	printed('USAGE', 'is the line that was meant, and the help of the command', async () => {
		const spec = quote(`-o $(x) 'y'.yaml`);
		const {next, after} = await refused(`compile ${image} --sepc ${spec}`, 'USAGE');
		expect(next[0]).toBe(`kfp-wizard compile ${image} --spec ${spec}`);
		expect(after).toMatchObject({exitCode: 0});
		expect((await shell.type(next[1])).printed).toContain('--env <env>');
	});

	printed('USAGE', 'is the line without what the command does not take', async () => {
		for (const words of ['--follow', '--experiment x', '--experiment=x', quote(hostile.slice(1))])
			expect((await refused(`describe ${words} -e s3`, 'USAGE')).next[0]).toBe('kfp-wizard describe -e s3');
		// One of several letters in a word is not left out.
		expect((await shell.type('migrate -qf')).next).toEqual(['kfp-wizard migrate --help']);
		const {next} = await refused('describe src', 'USAGE');
		expect(next[1]).toBe('kfp-wizard describe --project src');
	});

	it.each([
		['describe --env', ['describe --env ENV']],
		[`describe -e a --project ${quote(hostile)} --env=b`, ['describe --env a', 'describe --env b']],
		['check --fix=no', ['check --no-fix']],
		['check --fix=1', ['check --fix']],
		[`retry --host http://x --kfp-name ${quote(hostile)}`, [`runs --kfp-name ${quote(hostile)} --host http://x`]],
		['completion', ['completion bash', 'completion zsh', 'completion fish']],
	])('after %s is a line that can be read', async (line, meant) => {
		const {next} = await shell.type(line);
		const shown = next.slice(0, meant.length);
		expect(shown.map(one => one.replace(` --project ${quote(hostile)}`, ''))).toEqual(
			meant.map(one => `kfp-wizard ${one}`),
		);
		for (const one of shown) expect(() => parse(splitWords(one)?.slice(1) ?? [], {}, 'x')).not.toThrow();
	});

	it('has no secret that was typed', async () => {
		for (const line of [
			'check --password hunter2',
			'compile --max-tasks x --param db_password=hunter2',
			'chekc a_token=hunter2',
		])
			expect((await shell.type(line)).next.join(' '), line).not.toContain('hunter2');
	});

	printed('UNKNOWN_COMMAND', 'is the line with the command that was meant, or the list of commands', async () => {
		const {next, after} = await refused(`descrieb --env s3`, 'UNKNOWN_COMMAND');
		expect(next).toEqual(['kfp-wizard describe --env s3']);
		expect(after).toMatchObject({exitCode: 0});
		expect((await refused(quote(hostile.slice(1)), 'UNKNOWN_COMMAND')).after.printed).toContain('descrieb'.slice(0, 4));
	});

	printed('MISSING_ANSWER', 'has what is missing: added to the line, it runs', async () => {
		const {next} = await refused('compile -e s3', 'MISSING_ANSWER');
		expect(next).toEqual(['--image REF']);
		expect(await shell.type(`compile -e s3 ${next[0]?.replace('REF', 'ghcr.io/acme/demo')}`)).toMatchObject({
			exitCode: 0,
		});
		const missing = (line: string) => refuseMissing('deploy', parse(line.split(' '), {}, 'x').invocation.options);
		const all = await errorOf(Promise.resolve().then(() => missing('deploy')));
		const flags = all.next.map(({command}) => command);
		expect(flags).toEqual(['--image REF', '--yes']);
		expect(() => missing(`deploy ${flags.join(' ')}`)).not.toThrow();
	});

	printed('BAD_VALUE', 'has a valid value, and the rest of the line', async () => {
		const {next, after} = await refused(
			`compile --image GHCR.io/Acme/Demo:1 --max-tasks 9 --spec ${quote(hostile)}`,
			'BAD_VALUE',
		);
		expect(next[0]).toBe(`kfp-wizard compile --image ghcr.io/acme/demo:1 --max-tasks 9 --spec ${quote(hostile)}`);
		expect(after.code).not.toBe('BAD_VALUE');
		expect((await refused('compile --format kpf', 'BAD_VALUE')).next).toEqual(['kfp-wizard compile --format kfp']);
		expect((await refused('compile --max-tasks x', 'BAD_VALUE')).next).toEqual(['kfp-wizard compile --max-tasks N']);
		const report = parse(['check', '--report', 'junt=a b', '--report', 'sarif=b'], {}, 'x').invocation.options;
		const error = await errorOf(wantedReports(report, '/'));
		expect(error.next).toEqual([{command: `kfp-wizard --report 'junit=a b' --report sarif=b`}]);
	});

	printed('BAD_VALUE', 'leaves the variable out that has a bad value', async () => {
		const failed = await shell.type(`compile ${image}`, {KFP_WIZARD_FORMAT: 'yaml'});
		expect(failed).toMatchObject({code: 'BAD_VALUE', next: ['unset KFP_WIZARD_FORMAT']});
		expect(await shell.type(`compile ${image}`)).toMatchObject({exitCode: 0});
	});

	printed('BAD_ANSWER', 'gives the option of the question whose default is not valid', async () => {
		const question = textQuestion('secret', {
			message: 'Which?',
			initial: 'A B',
			validate: text => (/ /.test(text) ? 'no' : undefined),
		});
		const error = await errorOf(Promise.resolve().then(() => defaultAnswer(question)));
		expect(error).toMatchObject({code: 'BAD_ANSWER', next: [{command: '--secret NAME'}]});
		expect(parse(['deploy', '--secret', 'NAME'], {}, 'x').invocation.options.secret?.value).toBe('NAME');
	});

	const together: readonly (readonly [OptionName, unknown, OptionName, unknown])[] = [
		...offAndSet.map(([off, other]) => [off, false, other, true] as const),
		...besideSwitch.flatMap(([on, others]) => others.map(other => [on, true, other, true] as const)),
		...oneOf.map(([one = 'all', other = 'all']) => [one, true, other, true] as const),
	];

	printed('CONTRADICTION', 'has only one of each two options that exclude each other', async () => {
		const words = (name: OptionName, value: unknown): string =>
			value === false
				? offFlagName(name)
				: specOf(name).kind === 'switch'
					? flagName(name)
					: `${flagName(name)} ${exampleOf(name)}`;
		for (const [one, first, other, second] of together) {
			const command =
				commandNames.find(name => [one, other].every(option => optionsOf(name).includes(option))) ?? 'deploy';
			const line = [command, words(one, first), words(other, second)].join(' ');
			const next = nextOf(line);
			expect(next, line).toHaveLength(2);
			for (const shown of next) expect(nextOf(shown.replace('kfp-wizard ', '')), shown).toEqual([]);
		}
	});

	printed('CONTRADICTION', 'prints the spec, or writes it to a file', async () => {
		const {next, after} = await refused(`compile --json --spec - ${image}`, 'CONTRADICTION');
		expect(after.printed).toContain('schemaVersion');
		expect(next[1]).toBe(`kfp-wizard compile --spec PATH ${image}`);
	});

	printed('NO_FORK', 'starts Python for each task', async () => {
		const options = (line: string) => parse(line.split(' '), {}, 'x').invocation.options;
		const error = await errorOf(Promise.resolve().then(() => refuseUnforkable(options('rehearse --warm'), 'win32')));
		expect(error).toMatchObject({code: 'NO_FORK', next: [{command: '--no-warm'}]});
		expect(() => refuseUnforkable(options('rehearse --warm --no-warm'), 'win32')).not.toThrow();
	});

	printed('UNKNOWN_ENGINE', 'names an engine that there is', async () => {
		const error = await errorOf(findEngine('pdoman', {env: {}, platform: 'linux'}));
		expect(error).toMatchObject({code: 'UNKNOWN_ENGINE', next: [{command: '--builder podman'}]});
		expect(parse(['deploy', '--builder', 'podman'], {}, 'x').invocation.options.builder?.value).toBe('podman');
	});
});

/** What is printed where the options of a line exclude each other. */
function nextOf(line: string): readonly string[] {
	const argv = splitWords(line) ?? [];
	const {command, invocation} = parse(argv, {}, 'x');
	try {
		refuseConflicts(invocation.options);
		return [];
	} catch (thrown) {
		if (!(thrown instanceof WizardError)) throw thrown;
		const {command: complete} = printedCommands('kfp-wizard', {
			command: command.name,
			words: [command.name],
			options: invocation.options,
		});
		return asTyped(thrown, []).next.map(one => complete(one.command));
	}
}
