// What goes into the image: what is printed leaves a file out, lets it in, or removes what is in the way; then it goes on.
import {spawnSync} from 'node:child_process';
import {appendFile, mkdir, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {beforeEach, describe, expect, onTestFinished} from 'vitest';
import {parse} from '../../../src/cli/parse.ts';
import {inspectImage} from '../../../src/deploy/steps/image/inspect.ts';
import {refuseSuspicious} from '../../../src/deploy/steps/image/suspicious.ts';
import {isLeftOut, parseIgnore} from '../../../src/image/context/ignore-rules.ts';
import {readDockerfile} from '../../../src/image/dockerfile/dockerfile.ts';
import {listFiles} from '../../../src/image/context/list-files.ts';
import {stageContext} from '../../../src/image/context/stage.ts';
import {parseReference} from '../../../src/image/reference.ts';
import {readText} from '../../../src/system/files.ts';
import {splitWords} from '../../../src/system/split-words.ts';
import {quote} from '../../../src/system/text.ts';
import {interviewOf} from '../../support/deploy-parts.ts';
import {errorOf} from '../../support/error-of.ts';
import {layoutOf} from '../../support/layout.ts';
import {printed} from '../../support/printed.ts';
import {unattendedUi} from '../../support/scripted-ui.ts';
import {useTemporaryFolder} from '../../support/temporary-folder.ts';
import {startTokenRegistry} from '../../fakes/token-registry.ts';
import {contextOf, scratch, writeTree} from '../../support/tree.ts';

const hostile = `-p 'n' "$(touch x)" #é`;
const folder = useTemporaryFolder();

/** What a shell makes of a command that writes or removes a file. */
function shell(command = 'false'): string {
	const {status, stdout, stderr} = spawnSync('sh', ['-c', command], {
		cwd: folder.path,
		encoding: 'utf8',
		env: {HOME: folder.path, PATH: '/usr/bin:/bin'},
	});
	expect([status, stderr]).toEqual([0, '']);
	return stdout;
}

const isIgnored = async (path: string): Promise<boolean> =>
	isLeftOut((await readText(join(folder.path, '.dockerignore'))) ?? '', path);

describe('the command that is printed', () => {
	beforeEach(async () => {
		await mkdir(join(folder.path, hostile));
		await writeFile(join(folder.path, '.dockerignore'), '*.log');
	});

	printed('BAD_IMAGE_REFERENCE', 'has a valid reference', async () => {
		const error = await errorOf(Promise.resolve().then(() => parseReference('a//b')));
		expect(error).toMatchObject({
			code: 'BAD_IMAGE_REFERENCE',
			next: [{command: '--image REF', when: 'such as ghcr.io/acme/churn'}],
		});
		expect(parseReference('ghcr.io/acme/churn')).toMatchObject({registry: 'ghcr.io'});
	});

	printed('SUSPICIOUS_FILE', 'leaves the file out, or lets it in', async () => {
		const path = `${hostile}/*[a].pem`;
		const found = {suspicious: [{path, reason: 'looks like a private key'}], root: folder.path};
		const error = await errorOf(Promise.resolve().then(() => refuseSuspicious(found, {})));
		expect(error).toMatchObject({code: 'SUSPICIOUS_FILE'});
		shell(error.next[0]?.command);
		expect(await isIgnored(path)).toBe(true);
		expect(await isIgnored(`${hostile}/b.pem`)).toBe(false);
		const argv = ['deploy', ...(splitWords(error.next[1]?.command ?? '') ?? [])];
		expect(() => refuseSuspicious(found, parse(argv, {}, 'x').invocation.options)).not.toThrow();
	});

	printed('CONTEXT_TOO_LARGE', 'leaves the largest folder out', async () => {
		await writeFile(join(folder.path, hostile, 'large.bin'), 'x'.repeat(500));
		const limits = {files: 100, bytes: 400, looked: 100};
		const list = async () =>
			listFiles(folder.path, parseIgnore((await readText(join(folder.path, '.dockerignore'))) ?? ''), [], {limits});
		const error = await errorOf(list());
		expect(error).toMatchObject({code: 'CONTEXT_TOO_LARGE'});
		shell(error.next[0]?.command);
		expect((await list()).files).toEqual([]);
	});

	printed('CONTEXT_TOO_LARGE', 'lists the exceptions that lead into every folder', async () => {
		await writeTree(folder.path, {
			'.dockerignore': `${hostile}\n!**/.gitkeep\n`,
			[`${hostile}/a`]: '',
			[`${hostile}/b`]: '',
		});
		const limits = {files: 100, bytes: 400, looked: 2};
		const error = await errorOf(listFiles(folder.path, parseIgnore(`${hostile}\n!**/.gitkeep\n`), [], {limits}));
		expect(error).toMatchObject({code: 'CONTEXT_TOO_LARGE'});
		expect(shell(error.next[0]?.command)).toBe('2:!**/.gitkeep\n');
	});

	printed('CONTEXT_UNREADABLE', 'shows the folder beside the project that is missing', async () => {
		const root = join(folder.path, 'shop');
		await mkdir(root);
		const beside = {...scratch, beside: [`../${hostile}/x`]};
		const error = await errorOf(contextOf(root, '', {dockerfile: beside}));
		expect(error).toMatchObject({code: 'CONTEXT_UNREADABLE'});
		expect(error.next.map(({command}) => splitWords(command))).toEqual([
			['ls', '-lhd', join(folder.path, hostile, 'x')],
		]);
		await mkdir(join(folder.path, hostile, 'x'));
		await expect(contextOf(root, '', {dockerfile: beside})).resolves.toMatchObject({files: []});
	});

	printed('CONTEXT_CHANGED', 'plans again, or leaves out what goes on growing', async () => {
		const path = `${hostile}/run.log`;
		await writeTree(folder.path, {[path]: 'a', '.dockerignore': ''});
		const context = await contextOf(folder.path);
		await appendFile(join(folder.path, path), 'b');
		const error = await errorOf(stageContext(context, join(folder.path, 's')));
		expect(error).toMatchObject({code: 'CONTEXT_CHANGED', next: [{command: 'kfp-wizard deploy'}, {}]});
		shell(error.next[1]?.command);
		expect(await isIgnored(path)).toBe(true);
	});

	printed('IMAGE_NOT_FOUND', 'builds the image, or uses another one', async () => {
		const answers: Record<string, {status: number; headers: Record<string, string>; body: string}> = {};
		const registry = await startTokenRegistry({open: true, answers});
		onTestFinished(() => registry.close());
		const at = (line: string) => {
			const {options} = parse(splitWords(line) ?? [], {}, 'x').invocation;
			return {
				options,
				source: undefined,
				repository: {value: options.image?.value ?? '', source: '--image'},
				keepFiles: false,
			};
		};
		const context = interviewOf(unattendedUi().ui, {env: {HOME: folder.path, DOCKER_CONFIG: folder.path}});
		const line = `deploy --no-build --image ${registry.host}/team/app:one`;
		const error = await errorOf(inspectImage(at(line), context));
		expect(error).toMatchObject({code: 'IMAGE_NOT_FOUND', next: [{command: '--build'}, {command: '--image REF'}]});
		expect(at(`${line} --build`).options.build).toMatchObject({value: true});
		const digest = `sha256:${'ab'.repeat(32)}`;
		const found = {status: 200, headers: {'docker-content-digest': digest}, body: '{"manifests": []}'};
		for (const method of ['HEAD', 'GET'])
			for (const name of ['two', digest]) answers[`${method} /v2/team/app/manifests/${name}`] = found;
		expect(await inspectImage(at(`deploy --no-build --image ${registry.host}/team/app:two`), context)).toMatchObject({
			digest,
		});
	});

	const facts = {pythonVersion: '3.11.7', layout: layoutOf('requirements'), sourceDir: 'src', confSource: 'conf'};

	printed('DOCKERFILE_MISSING', 'names the Dockerfile', async () => {
		const named = (line: string) =>
			readDockerfile(folder.path, parse(splitWords(line) ?? [], {}, 'x').invocation.options.dockerfile?.value, facts);
		const error = await errorOf(named(`deploy --dockerfile ${quote(`${hostile}.x`)}`));
		expect(error).toMatchObject({code: 'DOCKERFILE_MISSING', next: [{command: '--dockerfile PATH'}]});
		await writeFile(join(folder.path, `${hostile}.file`), 'FROM python:3.11\n');
		const line = `deploy ${error.next[0]?.command.replace('PATH', quote(`${hostile}.file`))}`;
		expect(await named(line)).toMatchObject({text: 'FROM python:3.11\n'});
	});

	printed('DOCKERFILE_EMPTY', 'removes the Dockerfile, so that one is generated', async () => {
		const root = join(folder.path, hostile);
		await writeFile(join(root, 'Dockerfile'), '# nothing\n');
		const error = await errorOf(readDockerfile(root, undefined, facts));
		expect(error).toMatchObject({code: 'DOCKERFILE_EMPTY'});
		shell(error.next[0]?.command);
		expect(await readDockerfile(root, undefined, facts)).toMatchObject({path: null});
	});

	printed('NOT_A_FILE', 'removes the link to nothing, so that a Dockerfile is generated', async () => {
		const root = join(folder.path, hostile);
		await symlink('nowhere', join(root, 'Dockerfile'));
		const error = await errorOf(readDockerfile(root, undefined, facts));
		expect(error).toMatchObject({code: 'NOT_A_FILE'});
		shell(error.next[0]?.command);
		expect(await readDockerfile(root, undefined, facts)).toMatchObject({path: null});
	});
});
