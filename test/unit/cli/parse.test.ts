// argv and environment to options, each with its source.
import {expect, it} from 'vitest';
import {Done, parse} from '../../../src/cli/parse.ts';
import {flagName, offFlagName} from '../../../src/options/names.ts';
import {commands} from '../../../src/commands/commands.ts';
import {specOf} from '../../../src/options/options.ts';
import {optionsOf} from '../../../src/options/resolve.ts';
import {refuseInvalidOptions} from '../../../src/options/conflicts.ts';
import {WizardError} from '../../../src/system/errors.ts';

function read(argv: readonly string[], env: NodeJS.ProcessEnv = {}) {
	const {command, invocation, warnings} = parse(argv, env, 'kfp-wizard 1.2.3');
	return {command: command.name, ...invocation, warnings};
}

function failure(argv: readonly string[], env: NodeJS.ProcessEnv = {}): WizardError {
	try {
		read(argv, env);
	} catch (error) {
		if (error instanceof WizardError) return error;
		throw error;
	}
	throw new Error('it was accepted');
}

it('without a command the command is deploy', () => {
	expect(read([])).toMatchObject({command: 'deploy', options: {}});
	expect(read(['--env', 'prod']).options).toEqual({env: {value: 'prod', source: '--env'}});
	const isNamed = (...argv: readonly string[]) => parse(argv, {}, 'kfp-wizard 1.2.3').isNamed;
	expect([isNamed(), isNamed('--env', 'prod'), isNamed('deploy'), isNamed('deploy', '-y')]).toEqual([
		false,
		false,
		true,
		true,
	]);
});

it('flags have their value after a space or after =', () => {
	const {options} = read([
		'deploy',
		'-e',
		'prod',
		'--image=ghcr.io/a/b',
		'--no-push',
		'--ignore',
		'a/b',
		'--ignore=c/d',
		'-y',
	]);
	expect(options).toEqual({
		env: {value: 'prod', source: '--env'},
		image: {value: 'ghcr.io/a/b', source: '--image'},
		push: {value: false, source: '--no-push'},
		ignore: {value: ['a/b', 'c/d'], source: '--ignore'},
		yes: {value: true, source: '--yes'},
	});
});

it('--secret and --no-secret are one option', () => {
	expect(read(['deploy', '--secret', 'mine']).options.secret).toEqual({value: 'mine', source: '--secret'});
	expect(read(['deploy', '--no-secret']).options.secret).toEqual({value: false, source: '--no-secret'});
});

it('every option has an environment variable, and the flag wins', () => {
	const env = {KFP_WIZARD_ENV: 'prod', KFP_WIZARD_NO_PUSH: '1', KFP_WIZARD_YES: 'true', KFP_WIZARD_IGNORE: 'a/b'};
	expect(read([], env).options).toEqual({
		env: {value: 'prod', source: 'KFP_WIZARD_ENV'},
		push: {value: false, source: 'KFP_WIZARD_NO_PUSH'},
		yes: {value: true, source: 'KFP_WIZARD_YES'},
		ignore: {value: ['a/b'], source: 'KFP_WIZARD_IGNORE'},
	});
	expect(read(['--env', 'dev'], env).options.env).toEqual({value: 'dev', source: '--env'});
});

it('B60: a variable that is neither yes nor no is ignored with a warning', () => {
	const {options, warnings} = read([], {KFP_WIZARD_YES: 'yep'});
	expect(options).toEqual({});
	expect(warnings).toEqual([expect.stringContaining('KFP_WIZARD_YES="yep"')]);
	expect(failure([], {KFP_WIZARD_FORMAT: 'tekton'})).toMatchObject({exitCode: 2});
});

it.each([['--build-arg', 'DB_PASSWORD=hunter2xyz'], ['--build-arg=DB_PASSWORD=hunter2xyz']])(
	'B38: a build argument is refused, and leads to the secrets of a build: %s',
	(...words) => {
		const error = failure(['deploy', ...words]);
		expect(error).toMatchObject({
			exitCode: 2,
			message: 'There is no option "--build-arg"',
			detail: expect.stringContaining('RUN --mount=type=secret,id=NAME'),
		});
		expect(JSON.stringify([error.message, error.detail, error.next])).not.toContain('hunter2xyz');
	},
);

it('B57: a mistyped flag or command names its nearest match, exit code 2', () => {
	const flag = failure(['deploy', '--namespce', 'x']);
	expect(flag).toMatchObject({
		exitCode: 2,
		message: 'There is no option "--namespce"; did you mean --namespace?',
	});
	expect(failure(['check', '--no-jsn']).message).toBe('There is no option "--no-jsn"; did you mean --no-json?');
	expect(failure(['deploy', '--psh']).message).toBe('There is no option "--psh"; did you mean --push?');
	expect(failure(['check', '--fix=no']).message).toBe('--fix takes no value');
	expect(failure(['migrate', '-p', 'x'])).toMatchObject({message: 'migrate has no option "-p"'});
	expect(failure(['compile', '--format', 'kpf']).next).toMatchObject([{command: '--format kfp'}]);
	expect(failure(['check', '--image=x'])).toMatchObject({
		message: 'check has no option "--image"',
		detail: 'It is an option of: deploy, doctor, compile',
	});
	const command = failure(['dploy']);
	expect(command.exitCode).toBe(2);
	expect(command.message).toBe('There is no command "dploy"; did you mean deploy?');
	expect(failure(['deploy', '--format', 'tekton']).message).toContain('kfp, argo');
});

it('teardown accepts names as arguments', () => {
	expect(read(['teardown', 'run/1', 'spec/x.yaml', '--yes'])).toMatchObject({
		command: 'teardown',
		args: ['run/1', 'spec/x.yaml'],
	});
});

it('--help and --version print and end the program', () => {
	const write = process.stdout.write.bind(process.stdout);
	let out = '';
	process.stdout.write = (text: string | Uint8Array): boolean => {
		out += String(text);
		return true;
	};
	try {
		expect(() => read(['--version'])).toThrow(Done);
		for (const command of ['deploy', 'check', 'describe', 'compile', 'teardown'])
			expect(() => read([command, '--help'])).toThrow(Done);
	} finally {
		process.stdout.write = write;
	}
	expect(out).toContain('kfp-wizard 1.2.3');
	expect(out).toContain('Examples:');
});

it('a flag wins over the variable of its opposite', () => {
	const env = {KFP_WIZARD_NO_SECRET: '1'};
	expect(read([], env).options.secret).toEqual({value: false, source: 'KFP_WIZARD_NO_SECRET'});
	expect(read(['--secret', 'mine'], env).options.secret).toEqual({value: 'mine', source: '--secret'});
});

it('B57: a flag that is given twice is refused', () => {
	for (const argv of [
		['--env', 'dev', '--env', 'prod'],
		['--format', 'kfp', '--format=argo'],
	]) {
		expect(failure(argv)).toMatchObject({kind: 'usage', message: expect.stringContaining('is given twice')});
	}
	expect(failure(['--format', 'yaml'])).toMatchObject({message: expect.stringContaining('kfp, argo')});
});

it('--service-account takes a valid name of a Kubernetes object', async () => {
	const {options} = read(['deploy', '--service-account', 'trainer']);
	expect(options.serviceAccount).toEqual({value: 'trainer', source: '--service-account'});
	await expect(refuseInvalidOptions(options)).resolves.toBeUndefined();
	const wrong = read(['compile', '--service-account', 'My Account']).options;
	await expect(refuseInvalidOptions(wrong)).rejects.toMatchObject({
		code: 'BAD_VALUE',
		message: '--service-account: "My Account" is not a valid name of a service account',
	});
});

it.each([
	['-e prod check', 'check --env prod'],
	['--yes deploy --no-push', 'deploy --yes --no-push'],
	['--project=../shop -p train compile -o -', 'compile --project ../shop --pipeline train --spec -'],
	['-yn team deploy', 'deploy -y -n team'],
	['-nteam deploy', 'deploy -n team'],
	['--json runs diff a b', 'runs diff a b --json'],
	['-e check check', 'check -e check'],
])('options may stand before the command: %s', (before, after) => {
	expect(read(before.split(' '))).toEqual(read(after.split(' ')));
});

it('an unknown command is wrong usage, whatever stands around it', () => {
	const typed = {
		'chekc --help': 'check --help',
		'-e prod chekc': 'check -e prod',
		'--yes chekc -h': 'check --yes -h',
		'help chekc': 'check',
		'chekc --help-all': 'check --help-all',
		"chekc --data it's": "check --data 'it'\\''s'",
	};
	for (const [line, meant] of Object.entries(typed))
		expect(failure(line.split(' ')), line).toMatchObject({
			exitCode: 2,
			code: 'UNKNOWN_COMMAND',
			message: 'There is no command "chekc"; did you mean check?',
			next: [{command: `kfp-wizard ${meant}`}],
		});
	// The value of an option that does not exist may look like a command.
	const flag = failure(['--namespce', 'team', 'check']);
	expect(flag.message).toContain('--namespace');
	expect(failure(['check', '--oops']).next).toMatchObject([
		{command: 'kfp-wizard check --help', when: 'to list its options'},
	]);
});

it.each(['help runs dif', 'runs dif --help', '-e prod runs -h dif', 'help schedules lst'])(
	'a mistyped subcommand is wrong usage where help is asked for: %s',
	line => {
		expect(failure(line.split(' '))).toMatchObject({
			exitCode: 2,
			code: 'UNKNOWN_COMMAND',
			message: expect.stringMatching(/; did you mean (?:diff|list)\?$/),
		});
	},
);

it('every switch has a flag that turns it on and one that turns it off, and the last one counts', () => {
	for (const {name: command, args = ''} of commands) {
		const run = args.startsWith('<') ? ['latest'] : [];
		for (const name of optionsOf(command).filter(one => specOf(one).kind === 'switch')) {
			const [on, off] = [flagName(name), offFlagName(name)];
			expect(read([command, on, off, ...run]).options[name], off).toEqual({value: false, source: off});
			expect(read([command, off, on, ...run]).options[name], on).toEqual({value: true, source: on});
		}
	}
});

it('-- ends the options', () => {
	expect(read(['teardown', '--all', '--', '--yes', '-x'])).toMatchObject({
		args: ['--yes', '-x'],
		options: {all: {value: true}},
	});
	expect(read(['teardown', '--', '--yes']).options.yes).toBeUndefined();
});

it('--no- turns off a switch that a variable turns on', () => {
	expect(read(['deploy', '--no-yes'], {KFP_WIZARD_YES: '1'}).options.yes).toEqual({value: false, source: '--no-yes'});
	expect(read(['check', '--no-fix', '--no-json']).options).toEqual({
		fix: {value: false, source: '--no-fix'},
		json: {value: false, source: '--no-json'},
	});
});

it('the same flags fit every command: one without a use for them takes and ignores them', () => {
	const shared =
		'-e prod --python p --context c -n ns --host http://h --ui-host http://u --token-file t -y --dry-run --no-dry-run --json --plain -v -q';
	for (const {name, args = ''} of commands) {
		const words = args.startsWith('<') ? ['x'] : [];
		expect(() => read([name, ...words, ...shared.split(' ')]), name).not.toThrow();
		if (name !== 'migrate') expect(() => read([name, ...words, '-p', 'x', '--token-command', 'x']), name).not.toThrow();
	}
	expect(Object.keys(read(['check', ...shared.split(' ')]).options)).not.toContain('host');
	expect(failure(['runs', '--dry-rn']).message).toContain('did you mean --dry-run?');
});
