// The spec: the printed command writes another file, groups or builds otherwise, or shows where what is wrong is written.
import {execFileSync} from 'node:child_process';
import {readdir, readFile, symlink} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect} from 'vitest';
import type {Invocation} from '../../../src/commands/command.ts';
import {withRequirements} from '../../../src/image/dockerfile/more-requirements.ts';
import {readSource} from '../../../src/image/source.ts';
import {checkInput} from '../../../src/pipeline-spec/check-spec-input.ts';
import type {Outcome} from '../../../src/schema/outcome.ts';
import {findProgram} from '../../../src/system/exec.ts';
import {splitWords} from '../../../src/system/split-words.ts';
import {quote} from '../../../src/system/text.ts';
import {testContext} from '../../support/context.ts';
import type {FactOverrides} from '../../support/facts.ts';
import {printed} from '../../support/printed.ts';
import {unattendedUi} from '../../support/scripted-ui.ts';
import {failure, scratch} from '../../support/scratch.ts';
import {pipeline, specInput} from '../../support/spec-samples.ts';
import {standInProject} from '../../support/stand-in-project.ts';
import {typed} from '../../support/typed.ts';
import {withApi} from '../../support/with-api.ts';

const hostile = `-a 'b' "$(touch x)"`;

/** A folder with what the Python of the project needs: neither kubectl nor an engine. */
async function tools(): Promise<string> {
	const bin = await scratch();
	for (const name of ['sed', 'cat', 'cp', 'env'])
		await symlink((await findProgram(name, process.env['PATH'] ?? '')) ?? '', join(bin, name));
	return bin;
}

/** A person in a project who writes its spec. */
async function shell(given: FactOverrides = {}, files: Readonly<Record<string, string>> = {}) {
	const {root, python} = await standInProject(given, files);
	const env = {PATH: await tools(), HOME: root, XDG_CACHE_HOME: join(root, '.c')};
	const type = (line: string | undefined) =>
		typed(line ?? '', testContext(unattendedUi().ui, {cwd: root, env}), {KFP_WIZARD_PYTHON: python});
	const compile = (flags = '') => type(`compile -e s3 --image ghcr.io/acme/demo:1.4${flags}`);
	/** A printed command of another program, in the folder of the project. */
	const sh = (line = ''): string => execFileSync('sh', ['-c', line], {cwd: root, encoding: 'utf8'});
	return {root, type, compile, sh};
}

/** As kfp.yml has them. */
const settings = (nodes: object): NonNullable<FactOverrides['project']> => ({
	settings: {files: ['conf/s3/kfp.yml'], values: {nodes}, params: {}, places: [], problem: null},
});

describe('the command that is printed for a spec', () => {
	printed('NOT_OUR_FILE', 'writes it to another file', async () => {
		const {root, compile, type} = await shell({}, {'mine.yaml': 'a: 1\n'});
		const failed = await compile(' --spec mine.yaml');
		expect(failed.code).toBe('NOT_OUR_FILE');
		expect(await type(failed.next[0]?.replace('PATH', quote(`./${hostile}.yaml`)))).toMatchObject({exitCode: 0});
		expect(await readFile(join(root, `${hostile}.yaml`), 'utf8')).toContain('ghcr.io/acme/demo:1.4');
		expect(await readFile(join(root, 'mine.yaml'), 'utf8')).toBe('a: 1\n');
	});

	printed('SPEC_UNWRITABLE', 'creates its folder', async () => {
		const {root, compile, sh} = await shell();
		const flags = ` --spec=${quote(`${hostile}/~x/spec.yaml`)}`;
		const failed = await compile(flags);
		expect(failed.code).toBe('SPEC_UNWRITABLE');
		sh(failed.next[0]);
		expect(await compile(flags)).toMatchObject({exitCode: 0});
		expect(await readdir(join(root, hostile, '~x'))).toEqual(['spec.yaml']);
	});

	printed('SPEC_UNWRITABLE', 'writes it to another file where its folder is a file', async () => {
		const {compile, type} = await shell({}, {'no-folder': ''});
		const failed = await compile(' --spec no-folder/spec.yaml');
		expect(failed.next).toHaveLength(1);
		expect(await type(failed.next[0]?.replace('PATH', 'spec.yaml'))).toMatchObject({exitCode: 0});
	});

	printed('UNSAFE_VALUE', 'shows where the value is written', async () => {
		const catalog = "fit:\n  type: x\n  filepath: 's3://a/{{ it''s }}'\n";
		const given = settings({fit: {env_vars: {GREETING: `{{ it's }}`}}});
		const {compile, sh} = await shell(
			{project: given},
			{'conf/s3/kfp.yml': 'GREETING: "{{ it\'s }}"\n', 'conf/x.yml': catalog},
		);
		const failed = await compile();
		expect(failed.code).toBe('UNSAFE_VALUE');
		expect(sh(failed.next[0])).toContain('conf/s3/kfp.yml:1:GREETING');
	});

	printed('UNSAFE_VALUE', 'has another value for a variable of a flag', async () => {
		const {compile, type} = await shell();
		const failed = await compile(` --env-var A=1 --env-var ${quote('B=$(x)')}`);
		expect(failed.code).toBe('UNSAFE_VALUE');
		expect(splitWords(failed.next[0] ?? '')).toEqual(expect.arrayContaining(['A=1', 'B=VALUE']));
		expect(await type(failed.next[0])).toMatchObject({exitCode: 0});
	});

	printed('VARIABLE_TWICE', 'shows where it is set, or leaves out that of the flag', async () => {
		const secrets = [{name: 'db', env_vars: {DB_USER: 'user'}}];
		const given = settings({fit: {secrets}, load: {secrets}});
		const {compile, type, sh} = await shell({project: given}, {'conf/s3/kfp.yml': 'nodes:\n  fit: {DB_USER: user}\n'});
		const failed = await compile(' --env-var A=1 --env-var DB_USER=ada');
		expect(failed.code).toBe('VARIABLE_TWICE');
		expect(sh(failed.next[1])).toContain('conf/s3/kfp.yml:2:');
		expect(await type(failed.next[0])).toMatchObject({exitCode: 0});
	});

	printed('MOUNT_TWICE', 'shows where the path is set', async () => {
		const path = "/mnt/it's $(x)";
		const volumes = [
			{claim: 'a', path},
			{claim: 'b', path: `${path}/`},
		];
		const text = `volumes:\n- {claim: a, path: "${path}"}\n`;
		const {compile, sh} = await shell({project: settings({fit: {volumes}})}, {'conf/s3/kfp.yml': text});
		const failed = await compile();
		expect(failed.code).toBe('MOUNT_TWICE');
		expect(sh(failed.next[0])).toBe(`./conf/s3/kfp.yml:2:- {claim: a, path: "${path}"}\n`);
	});

	printed('MAX_TASKS', 'has the number that is possible', async () => {
		const given = settings({load: {image: 'a/b:1'}, fit: {image: 'a/c:1'}});
		const {compile, type} = await shell({project: given});
		const failed = await compile(' --max-tasks 1');
		expect(failed.code).toBe('MAX_TASKS');
		expect(await type(failed.next[0])).toMatchObject({exitCode: 0});
	});

	printed('ARGUMENT_TOO_LONG', 'makes tasks with fewer nodes', async () => {
		const nodes = ['a', 'b'].map(letter => letter.repeat(70_000));
		const tasksOf = (groups: readonly (readonly string[])[]) =>
			groups.map((members, index) => ({key: `t${index}`, title: `t${index}`, nodes: [...members], dependsOn: []}));
		// The checks find it before, unless they are told to ignore it; names of this length take them seconds.
		const work = async ({options}: Invocation): Promise<Outcome> => {
			const tasks = tasksOf(options.groupBy?.value === 'node' ? nodes.map(one => [one]) : [nodes]);
			checkInput(specInput(pipeline({c: []}), {graph: {pipeline: 'p', tasks: [...tasks, ...tasksOf([['c']])]}}));
			return {};
		};
		const type = (line: string | undefined) => typed(line ?? '', testContext(unattendedUi().ui), {}, work);
		const failed = await type('deploy --group-by tag --ignore pipeline/size');
		expect(failed.code).toBe('ARGUMENT_TOO_LONG');
		expect(await type(failed.next[0]?.replace('WAY', 'node'))).toMatchObject({exitCode: 0});
	});

	printed('REQUIREMENTS_NEED_BUILD', 'builds the image', async () => {
		const {type, root} = await shell({project: settings({fit: {requirements: 'gpu.txt'}})}, {'gpu.txt': 'torch\n'});
		// The stand-in for the project does not list its files.
		const flags = '--no-build --no-push --no-secret --no-upload --ignore requirements/task-file';
		const failed = await type(`deploy --yes -e s3 --image ghcr.io/acme/demo:1.4 ${flags}`);
		expect(failed.code).toBe('REQUIREMENTS_NEED_BUILD');
		expect(failed.next[0]).not.toContain('--no-build');
		expect((await type(failed.next[0])).code, 'it goes on to the engine').toMatch(/^ENGINE_/);
		expect(await readdir(root)).not.toContain('demo.yaml');
	});

	printed('REQUIREMENTS_NOT_SENT', 'keeps the file for the build, or lists what is there', async () => {
		const files = {[`${hostile}/!gpu.txt`]: 'torch\n', '.dockerignore': '*'};
		const {root, sh} = await shell({}, files);
		const facts = {pythonVersion: '3.11.2', layout: undefined, sourceDir: 'src', confSource: 'conf'};
		const send = async (file: string) => {
			const source = await readSource(root, {dockerfile: undefined, facts, exclude: []});
			return withRequirements(source('linux/amd64'), file);
		};
		const commandFor = async (file: string) => (await failure(send(file))).next[0]?.command;
		expect(sh(await commandFor(`${hostile}/gone.txt`))).toBe('!gpu.txt\n');
		sh(await commandFor(`${hostile}/!gpu.txt`));
		expect((await send(`${hostile}/!gpu.txt`)).dockerfile.text).toContain('pip install');
	});

	printed('KUBECTL_MISSING', 'writes the spec without a cluster, or deploys without a Secret', async () => {
		const {api} = await withApi();
		const {type, root} = await shell();
		const flags = `-e s3 --image ghcr.io/acme/demo:1.4 --no-build --no-push --yes --host ${api.url}`;
		const failed = await type(`deploy ${flags}`);
		expect(failed.code).toBe('KUBECTL_MISSING');
		const [spec, none] = failed.next.slice(-2);
		expect(await type(spec)).toMatchObject({exitCode: 0});
		expect(await readFile(join(root, 'demo.yaml'), 'utf8')).toContain('ghcr.io/acme/demo:1.4');
		expect(await type(`deploy ${flags} ${none}`)).toMatchObject({outcome: {run: {started: true}}});
	});
});
