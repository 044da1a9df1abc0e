// Printed commands: how they begin, and which options they are about.
import {describe, expect, it} from 'vitest';
import {parse} from '../../../src/cli/parse.ts';
import {printedCommands} from '../../../src/cli/printed-commands.ts';
import {splitWords} from '../../../src/system/split-words.ts';

/** Of the command line that runs; variables are not flags. */
const after = (argv: readonly string[], env: Readonly<Record<string, string>> = {}, started = 'kfp-wizard') => {
	const {command, isNamed, invocation} = parse(argv, env, 'x');
	const words = [...(isNamed ? [command.name] : []), ...invocation.args];
	return printedCommands(started, {command: command.name, words, options: invocation.options});
};

describe('a command', () => {
	it.each(['npx kfp-wizard', 'kfp-wizard', 'kedro kfp', 'pnpm dlx kfp-wizard'])(
		'begins as it was started: %s',
		started => {
			const {command, complete, text} = after(['check'], {}, started);
			expect(command('kfp-wizard doctor')).toBe(`${started} doctor`);
			expect(complete('kfp-wizard deploy --yes')).toBe(`${started} deploy --yes`);
			expect(text('Run `kfp-wizard rehearse`: all hooks')).toBe(`Run \`${started} rehearse\`: all hooks`);
			expect(command('kubectl get pods')).toBe('kubectl get pods');
		},
	);

	it('is about the same project, pipeline and server, where flags said which', () => {
		const {command} = after(
			['logs', '-e', 'prod', '--host', 'http://localhost:8080', '-n', 'team a', '--raw', '--project', '../shop'],
			{KFP_WIZARD_CONTEXT: 'kind-dev'},
		);
		expect(command('kfp-wizard status')).toBe(
			"kfp-wizard status --project ../shop --env prod --host http://localhost:8080 --namespace 'team a'",
		);
		expect(command('kfp-wizard doctor --host URL')).toBe(
			"kfp-wizard doctor --host URL --project ../shop --env prod --namespace 'team a'",
		);
		expect(command('kfp-wizard describe')).toBe('kfp-wizard describe --project ../shop --env prod');
		expect(after(['runs', '--project-id', 'north']).command('kfp-wizard status')).toBe(
			'kfp-wizard status --project-id north',
		);
		expect(command('kfp-wizard deploy --help')).toBe('kfp-wizard deploy --help');
		expect(command('--image REF')).toBe('--image REF');
	});

	it('has every option of a command that is to be run again, but not how it prints', () => {
		const {command} = after(
			'deploy -y --json -v --image ghcr.io/a/b --no-push --param a=1 --param b=2 --parallel 2 --dry-run'.split(' '),
		);
		expect(command('kfp-wizard deploy --existing-secret')).toBe(
			'kfp-wizard deploy --existing-secret --image ghcr.io/a/b --no-push --param a=1 --param b=2 --parallel 2 --yes --dry-run',
		);
		expect(command('kfp-wizard deploy --yes'), 'agrees to what the dry run has shown').not.toContain('--dry-run');
		expect(command('kfp-wizard check'), 'the findings depend on it').toBe('kfp-wizard check --param a=1 --param b=2');
		expect(command('kfp-wizard run')).toBe('kfp-wizard run');
		expect(command('kfp-wizard compile --image REF -o -')).toMatch(/^kfp-wizard compile --image ghcr.io\/a\/b -o -/);
	});

	it('of a new run has no attempt, which has its run', () => {
		const {command} = after('deploy -y --new-run --attempt 0123abcd'.split(' '));
		expect(command('kfp-wizard deploy --new-run')).toBe('kfp-wizard deploy --new-run --yes');
		expect(command('kfp-wizard deploy --no-push')).toContain('--attempt 0123abcd');
	});

	it('has its own value of an option, and none that contradicts it', () => {
		const {command} = after('deploy --aws-profile dev --image a/b --tag 1 -o x.yaml'.split(' '));
		expect(command('kfp-wizard deploy --image c/d')).toBe(
			'kfp-wizard deploy --image c/d --tag 1 --aws-profile dev --spec x.yaml',
		);
		expect(command('kfp-wizard deploy --no-secret')).not.toContain('--aws-profile');
		expect(command('kfp-wizard deploy --load')).not.toContain('--tag');
		expect(command('kfp-wizard compile -o PATH')).toBe('kfp-wizard compile -o PATH');
	});

	it('in a pipe is completed too', () => {
		const {command} = after(['rehearse', '--project', '../shop'], {}, 'npx kfp-wizard');
		expect(command('kfp-wizard compile -o - | kfp-wizard rehearse -')).toBe(
			'npx kfp-wizard compile -o - --project ../shop | npx kfp-wizard rehearse - --project ../shop',
		);
		expect(command("kfp-wizard teardown 'spec/a | b'")).toBe("npx kfp-wizard teardown 'spec/a | b' --project ../shop");
	});

	it('as it was typed stays as it is', () => {
		for (const line of [
			'check --env=prod --project=x',
			'check -eprod',
			'check -qe prod --project x',
			'-e prod check',
		]) {
			const {command} = after(line.split(' '));
			expect(command(`kfp-wizard ${line}`)).not.toMatch(/ --env prod/);
		}
	});

	it('without a name is the one that runs', () => {
		const {command} = after(['check', '-e', 'prod']);
		expect(command('kfp-wizard --python PATH')).toBe('kfp-wizard check --python PATH --env prod');
		expect(command('kfp-wizard --help')).toBe('kfp-wizard --help');
	});

	it.each([
		['terminate 0f3c9a12 -y --context dov', 'kfp-wizard terminate 0f3c9a12 --context dev --yes'],
		['schedules delete nightly', 'kfp-wizard schedules delete nightly --context dev'],
		['teardown secret/a --yes', 'kfp-wizard teardown secret/a --context dev --yes'],
		['deploy -y --image a/b', 'kfp-wizard deploy --context dev --image a/b --yes'],
		['--image a/b', 'kfp-wizard --context dev --image a/b'],
		['', 'kfp-wizard --context dev'],
	])('without a name has the arguments and options of the one that runs: %s', (line, printed) => {
		expect(after(line.split(' ').filter(Boolean)).command('kfp-wizard --context dev')).toBe(printed);
	});

	it('of flags alone is to be added, and whole where the command has one of them or what excludes it', () => {
		const {command} = after(['deploy', '--image', 'app', '--aws-profile', 'dev', '-y']);
		for (const flags of ['--no-upload', '--param a=1', '--yes', '--host URL'])
			expect(command(flags), flags).toBe(flags);
		expect(after(['deploy', '--secret', 'keys']).command('--no-secret'), 'counts last').toBe('--no-secret');
		expect(command('--image ghcr.io/acme/app')).toBe(
			'kfp-wizard deploy --image ghcr.io/acme/app --aws-profile dev --yes',
		);
		expect(command('--no-secret')).toBe('kfp-wizard deploy --no-secret --image app --yes');
	});

	it('of kubectl names the context that kubectl would not know', () => {
		for (const {command} of [after(['check', '--context', "it's"]), after(['check'], {KFP_WIZARD_CONTEXT: "it's"})]) {
			expect(command('kubectl get pods')).toBe(`kubectl --context 'it'\\''s' get pods`);
			expect(command('kubectl config get-contexts')).toBe('kubectl config get-contexts');
			expect(command('kubectl --namespace a --context b get pods')).toBe('kubectl --namespace a --context b get pods');
		}
	});

	it('has an argument that looks like an option behind its options', () => {
		const {command} = after(['logs', '--host', 'http://x', '-e', 'prod', '--', '-p $(x)', "it's"]);
		expect(command('kfp-wizard --context dev')).toBe(
			"kfp-wizard logs --context dev --env prod --host http://x -- '-p $(x)' 'it'\\''s'",
		);
		expect(command("kfp-wizard logs -- '-a -- b'")).toBe("kfp-wizard logs --env prod --host http://x -- '-a -- b'");
		expect(command("kfp-wizard logs 'a -- b'")).toBe("kfp-wizard logs 'a -- b' --env prod --host http://x");
	});

	it('has its own options, and not what only looks like one in a value', () => {
		const {command} = after(['deploy', '-e', 'prod', '--pipeline', 'train']);
		expect(command("kfp-wizard deploy --run-name '-pe' --experiment '--env'")).toBe(
			"kfp-wizard deploy --run-name '-pe' --experiment '--env' --env prod --pipeline train",
		);
		expect(command('kfp-wizard deploy -yptest')).toBe('kfp-wizard deploy -yptest --env prod');
	});

	it('is parsed to the options that were given, whatever is in their values', () => {
		const hostile = [`a 'b" c`, '$(touch x)', '`x`', '*', '~', '-rf', 'a\\b', ';&|', '', 'ü'];
		for (const value of hostile) {
			const words = splitWords(after(['check', `--project=${value}`]).command('kfp-wizard doctor')) ?? [];
			expect(words).toEqual(['kfp-wizard', 'doctor', '--project', value]);
		}
	});
});

describe('a text', () => {
	const {text} = after(['status', '--host', 'http://x', '-e', 'prod'], {}, 'npx kfp-wizard');

	it.each([
		[
			'kfp-wizard deploy --new-run  (writes the keys)',
			'npx kfp-wizard deploy --new-run --env prod --host http://x  (writes the keys)',
		],
		[
			'Fix it, then: kfp-wizard deploy --new-run',
			'Fix it, then: npx kfp-wizard deploy --new-run --env prod --host http://x',
		],
		['why\n  kfp-wizard retry 0f3c9a12-1111', 'why\n  npx kfp-wizard retry 0f3c9a12-1111 --env prod --host http://x'],
		['(kfp-wizard describe)', '(npx kfp-wizard describe --env prod)'],
	])('has its commands as they are typed: %s', (given, shown) => expect(text(given)).toBe(shown));

	it.each([
		'kfp-wizard logs in with a user and a password',
		'kfp-wizard runs the hooks',
		'kfp-wizard can fix 3 of these',
		'The reason: kfp-wizard needs 1.22',
		'Started by kfp-wizard [kfp-wizard deployment=a]',
	])('that only speaks of kfp-wizard stays as it is: %s', given => expect(text(given)).toBe(given));

	it('is the same when it passes twice', () => {
		const once = text('Run `kfp-wizard rehearse`');
		expect(text(once)).toBe(once);
	});
});
