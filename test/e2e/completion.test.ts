// Completion scripts in real shells: what the built program answers is what the shell offers.
import {execFile} from 'node:child_process';
import {mkdir, symlink, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {promisify} from 'node:util';
import {beforeAll, expect, it, type TestContext} from 'vitest';
import {findProgram} from '../../src/system/exec.ts';
import {scratch} from '../support/scratch.ts';
import {shareCompiledCode} from '../support/compiled-code.ts';
import {program} from './world.ts';

const run = promisify(execFile);

let project = '';
let env: NodeJS.ProcessEnv = {};

beforeAll(async () => {
	project = await scratch();
	await shareCompiledCode(join(project, '.cache'));
	const bin = join(project, 'bin');
	await mkdir(join(project, 'conf', 'prod eu'), {recursive: true});
	await mkdir(join(project, 'conf', 'staging'));
	await mkdir(bin);
	await writeFile(join(project, 'pyproject.toml'), '[tool.kedro]\n');
	await writeFile(join(project, 'kubeconfig'), 'contexts: [{name: kind-dev}, {name: prod}]\n');
	await symlink(program, join(bin, 'kfp-wizard'));
	env = {
		PATH: [bin, dirname(process.execPath), process.env['PATH']].join(':'),
		HOME: project,
		KUBECONFIG: join(project, 'kubeconfig'),
		LC_ALL: 'C.UTF-8',
	};
});

/** The lines that a script of the shell prints; the test is skipped where the shell is not installed. */
async function printed(shell: string, context: TestContext, ...args: readonly string[]): Promise<readonly string[]> {
	const path = await findProgram(shell);
	if (path === undefined) return context.skip(`${shell} is not installed`);
	const {stdout} = await run(path, args, {cwd: project, env});
	return stdout.split('\n').filter(line => line !== '');
}

it('bash', async context => {
	const lines = await printed(
		'bash',
		context,
		'--norc',
		'-c',
		`source <(kfp-wizard completion bash)
		try() { COMP_LINE=$1 COMP_POINT=\${#1}; shift; COMP_WORDS=(kfp-wizard "$@"); COMP_CWORD=$#; _kfp_wizard; printf '%s\\n' "\${COMPREPLY[@]}"; }
		try 'kfp-wizard check --env ' check --env ''
		try 'kfp-wizard check --env=st' check --env = st
		try 'kfp-wizard compile --spec pyp' compile --spec pyp
		try 'kfp-wizard check --env "pr' check --env '"pr'
		try 'kfp-wizard deploy --context ' deploy --context ''`,
	);
	expect(lines).toEqual(['prod\\ eu', 'staging', 'staging', 'pyproject.toml', 'prod eu', 'kind-dev', 'prod']);
});

it('zsh', async context => {
	const lines = await printed(
		'zsh',
		context,
		'-f',
		'-c',
		`compdef() { }; _describe() { print -rl -- $found }; _files() { print files }
		source <(kfp-wizard completion zsh)
		try() { words=(kfp-wizard "$@"); CURRENT=$#words; PREFIX=$words[-1]; _kfp-wizard }
		try check --env ''; try check --env=st; try compile --spec pyp; try tea`,
	);
	expect(lines).toEqual([
		'prod eu',
		'staging',
		'--env=staging',
		'files',
		'teardown:remove what kfp-wizard created for this project',
	]);
});

it('fish', async context => {
	const lines = await printed(
		'fish',
		context,
		'--no-config',
		'-c',
		`kfp-wizard completion fish | source
		for line in 'check --env ' 'check --env=st' 'check --env "st' 'compile --spec pyp' 'compile --spec=pyp' tea; complete -C "kfp-wizard $line"; end`,
	);
	expect(lines).toEqual([
		'prod eu',
		'staging',
		'--env=staging',
		'staging',
		'pyproject.toml',
		'--spec=pyproject.toml',
		'teardown\tremove what kfp-wizard created for this project',
	]);
});
