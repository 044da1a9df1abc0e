// `check --fix --data` on real projects, with the built program: what it writes passes the checks and runs against S3.
import {cp, mkdtemp, readdir, readFile, realpath, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {execa} from 'execa';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {bed} from '../bed/bed.ts';
import {kedroLines, type KedroLine, writeProject} from '../bed/kedro-project.ts';
import {describeWith} from '../bed/part.ts';
import {startS3, type S3} from '../bed/s3.ts';
import {projectToFix, rawFiles} from '../support/project-to-fix.ts';
import {shareCompiledCode} from '../support/compiled-code.ts';
import {program} from './world.ts';

/** Where it does not matter how tasks start they are forks, which take a fraction of the time. */
const groupBy: Readonly<Record<KedroLine, string>> = {'kedro-0.18': 'chain', 'kedro-0.19': 'node', 'kedro-1': 'chain'};
const lines = Object.keys(kedroLines) as KedroLine[];
const timeout = 240_000;
const folders: string[] = [];
let s3: S3;

beforeAll(async () => {
	s3 = await startS3();
});
afterAll(async () => {
	await s3?.stop();
	await Promise.all(folders.map(folder => rm(folder, {recursive: true, force: true})));
});

async function scratch(): Promise<string> {
	const folder = await realpath(await mkdtemp(join(tmpdir(), 'kfp-wizard-fixes-')));
	folders.push(folder);
	await shareCompiledCode(join(folder, 'cache'));
	return folder;
}

/** The keys of the shell, and not the address of the server: a check would say that the tasks do not have it. */
async function wizard(project: string, python: string, ...args: readonly string[]) {
	const options = {cwd: project, reject: false, extendEnv: false} as const;
	const {PATH = '', HOME = ''} = process.env;
	const {AWS_ENDPOINT_URL: _, ...keys} = s3.env;
	const env = {PATH, HOME, XDG_CACHE_HOME: join(project, '..', 'cache'), ...keys};
	return execa(process.execPath, [program, ...args, '--python', python], {...options, env});
}

type Document = {
	readonly ok: boolean;
	readonly exitCode: number;
	readonly findings: readonly {readonly rule: string; readonly severity: string}[];
	readonly fixed: readonly {readonly file: string; readonly action: string}[];
	readonly commands: readonly string[];
};

async function fix(project: string, python: string, ...args: readonly string[]): Promise<Document> {
	const ran = await wizard(project, python, 'check', '--fix', '--json', ...args);
	const document = JSON.parse(ran.stdout) as Document;
	expect(ran.exitCode).toBe(document.exitCode);
	return document;
}

/** Does what is left for a person: the uploads. Gives the files that they are for. */
async function upload(project: string, commands: readonly string[]): Promise<readonly string[]> {
	const uploaded: string[] = [];
	for (const command of commands) {
		const [, verb, from = '', to = ''] = /^aws s3 (cp|sync) (\S+) s3:\/(\/\S+)$/.exec(command) ?? [];
		const files = verb === 'sync' ? await readdir(join(project, from)) : [''];
		for (const name of files) {
			const file = join(from, name);
			await s3.put(join(to, name), await readFile(join(project, file), 'utf8'));
			uploaded.push(file);
		}
	}
	return uploaded.sort();
}

async function expectRehearsal(project: string, python: string, grouping: string): Promise<void> {
	const named = ['--image', 'registry.example/x/y:demo', '--no-build', '--no-push', '--no-upload'];
	const where = ['--env', 'cluster', '--env-var', `AWS_ENDPOINT_URL=${s3.endpoint}`];
	const tasks = ['--rehearse', '--warm', '--group-by', grouping];
	const ran = await wizard(project, python, 'deploy', '--yes', ...tasks, ...where, ...named);
	expect(ran.exitCode, ran.stdout + ran.stderr).toBe(0);
}

const written = ({fixed}: Document) => fixed.map(({action, file}) => `${action} ${file}`).sort();
const grave = ({findings}: Document) => findings.filter(({severity}) => severity !== 'info');

for (const line of lines)
	describeWith(await bed.python(line), line, python => {
		let project: string;
		const bucket = line.replace('.', '');

		let fixed: Promise<Document> | undefined;
		/** The first time, which may be in any of the tests. */
		const fixedOnce = (): Promise<Document> =>
			(fixed ??= fix(project, python, '--env', 'cluster', '--data', `s3://${bucket}/demo`));

		beforeAll(async () => {
			project = await writeProject(join(await scratch(), 'shop'), projectToFix(line));
			await s3.put(`/${bucket}`);
		});

		it(
			'is fixed into a project without errors or warnings, and a second time nothing is written',
			{timeout},
			async () => {
				const before = await readFile(join(project, 'conf/base/catalog.yml'), 'utf8');
				const {stderr, stdout} = await wizard(project, python, 'check', '--env', 'base');
				expect(stdout + stderr).toMatch(/kfp-wizard check --fix .*--env \w+ --data s3:\/\//);
				const first = await fixedOnce();
				expect(grave(first)).toEqual([]);
				expect(first.exitCode).toBe(0);
				expect(written(first)).toEqual(
					expect.arrayContaining([
						'update .dockerignore',
						'create Dockerfile',
						'create conf/cluster/catalog.yml',
						'update requirements.txt',
						'update src/small/pipeline_registry.py',
					]),
				);
				expect(await readFile(join(project, 'conf/base/catalog.yml'), 'utf8')).toBe(before);
				const ignored = await readFile(join(project, '.dockerignore'), 'utf8');
				expect(ignored.split('\n').slice(0, 2)).toEqual(['# ours', '!conf/**']);
				expect(ignored.split('\n').slice(2).sort()).toEqual(['', '.env', 'conf/local/credentials.yml', 'data', 'logs']);
				const second = await fix(project, python, '--env', 'cluster', '--data', `s3://${bucket}/demo`);
				expect(second.fixed).toEqual([]);
			},
		);

		it('runs task by task to its end after it is fixed', {timeout}, async () => {
			const {commands} = await fixedOnce();
			expect(await upload(project, commands)).toEqual(Object.keys(rawFiles).sort());
			await expectRehearsal(project, python, groupBy[line]);
			expect(await s3.list(bucket)).toEqual(
				expect.arrayContaining(['demo/08_reporting/on.txt', 'demo/06_models/north.pkl', 'demo/between/rating.pkl']),
			);
			expect(await readdir(join(project, 'data'))).toEqual(['01_raw']);
		});
	});

describeWith(await bed.python('kedro-1'), 'the example', python => {
	it('gets an environment on another bucket, and runs there', {timeout}, async () => {
		const project = join(await scratch(), 'bike-share');
		await cp(fileURLToPath(new URL('../../examples/bike-share', import.meta.url)), project, {recursive: true});
		await rm(join(project, 'conf/s3'), {recursive: true});
		await s3.put('/bikes');
		const document = await fix(project, python, '--env', 'cluster', '--data', 's3://bikes');
		expect(grave(document)).toEqual([]);
		expect(await upload(project, document.commands)).toHaveLength(3);
		await expectRehearsal(project, python, 'chain');
		expect(await s3.list('bikes')).toEqual(
			expect.arrayContaining(['01_raw/trips.csv', '06_models/members_model.csv', '08_reporting/report.md']),
		);
	});
});
