// The flows of a deployed project against a server, as the built program goes through them: each step checks what it got,
// and in the end everything is removed, whatever happened.
import {randomBytes} from 'node:crypto';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {execa} from 'execa';
import {expect} from 'vitest';
import {program} from '../e2e/world.ts';
import {printed, writeProject} from './project.ts';

export type Server = {
	/** The environment of the program: it finds the server, Python, kubectl and the login. */
	readonly env: NodeJS.ProcessEnv;
	/** Flags of a deploy that name the image. */
	readonly image: readonly string[];
	/** Milliseconds; the longest time for one step, in which a run may go to its end. */
	readonly patience: number;
};

type Ran = {readonly exitCode: number; readonly stdout: string; readonly stderr: string};

/** @throws Error with the step that failed. */
export async function runFlows({env, image, patience}: Server): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-server-'));
	const name = `kfp-wizard-server-test-${randomBytes(4).toString('hex')}`;
	await writeProject(join(folder, 'project'));
	const kfpWizard = async (...args: readonly string[]): Promise<Ran> => {
		const {exitCode, stdout, stderr} = await execa(process.execPath, [program, ...args], {
			cwd: join(folder, 'project'),
			env: {
				...env,
				KEDRO_DISABLE_TELEMETRY: '1',
				// Names of its own: nothing else on the server is touched.
				KFP_WIZARD_KFP_NAME: name,
				KFP_WIZARD_EXPERIMENT: name,
			},
			extendEnv: false,
			reject: false,
			timeout: patience,
		});
		return {exitCode: exitCode ?? 128, stdout, stderr};
	};
	/** What a command prints as JSON: one document, or the last of its events. */
	const json = async (...args: readonly string[]): Promise<Record<string, unknown>> => {
		const ran = await kfpWizard(...args, '--json');
		expect(ran.exitCode, `${args.join(' ')}\n${ran.stdout}\n${ran.stderr}`).toBe(0);
		const document = ran.stdout.startsWith('{\n') ? ran.stdout : (ran.stdout.trim().split('\n').at(-1) ?? '');
		return JSON.parse(document) as Record<string, unknown>;
	};
	const step = async <T>(title: string, work: () => Promise<T>): Promise<T> => {
		const begun = performance.now();
		const result = await work().catch((cause: unknown) => {
			throw new Error(`${title}: ${cause instanceof Error ? cause.message : String(cause)}`, {cause});
		});
		console.error(`  ✓ ${title}  ${((performance.now() - begun) / 1000).toFixed(1)} s`);
		return result;
	};
	const idOf = (result: Record<string, unknown>): string => (result['run'] as {readonly id: string}).id;
	const deploy = [
		'deploy',
		'--yes',
		'--env',
		'server',
		'--group-by',
		'all',
		'--expose-param',
		'seconds',
		'--no-secret',
	];

	try {
		await step('a deploy starts a run', async () => {
			const result = await json(...deploy, ...image, '--new-run');
			expect(result).toMatchObject({pipeline: {name}, version: {uploaded: true}, run: {started: true}});
		});
		await step('the run is followed to its end', async () => {
			const ran = await kfpWizard('status', '--follow');
			expect(ran.exitCode, ran.stderr).toBe(0);
		});
		const first = await step('its status is that of a run that succeeded', async () => {
			const status = await json('status');
			expect(status).toMatchObject({state: 'SUCCEEDED', outcome: 'succeeded', tasks: [{state: 'succeeded'}]});
			return String(status['id']);
		});
		await step('its log has what the node printed', async () => {
			const ran = await kfpWizard('logs', first, 'count');
			expect(ran.stdout, ran.stderr).toContain(`${printed} 0`);
		});
		await step('a second deploy finds the same version', async () => {
			const result = await json(...deploy, ...image, '--no-run');
			expect(result).toMatchObject({version: {uploaded: false}});
		});
		const second = await step('the version is run again with another parameter, and waited for', async () => {
			const result = await json('run', '--yes', '--wait', '--param', 'seconds=1');
			expect(result).toMatchObject({run: {started: true, state: 'SUCCEEDED'}});
			return idOf(result);
		});
		await step('both runs are listed, and differ in the parameter', async () => {
			const {runs} = (await json('runs')) as {readonly runs: readonly {readonly id: string}[]};
			expect(runs.map(({id}) => id)).toEqual([second, first]);
			const {differences} = await json('runs', 'diff', first, second);
			expect(differences).toContainEqual({what: 'parameter', name: 'seconds', a: '0', b: '1'});
		});
		const long = await step('a long run is terminated', async () => {
			const id = idOf(await json('run', '--yes', '--param', 'seconds=900'));
			expect(await json('terminate', id, '--yes')).toMatchObject({run: {id, action: 'terminated'}});
			return id;
		});
		await step('it is retried, and terminated again', async () => {
			expect(await json('retry', long, '--yes')).toMatchObject({run: {id: long, action: 'retried'}});
			expect(await json('terminate', long, '--yes')).toMatchObject({run: {id: long, action: 'terminated'}});
		});
		await step('a schedule is made, listed, disabled, enabled and deleted', async () => {
			await json('run', '--yes', '--schedule', '0 3 1 1 *');
			expect(await json('schedules')).toMatchObject({schedules: [{when: '0 3 1 1 *', enabled: true}]});
			for (const [verb, enabled] of [
				['disable', false],
				['enable', true],
			] as const)
				expect(await json('schedules', verb, name, '--yes')).toMatchObject({schedule: {enabled}});
			await json('schedules', 'delete', name, '--yes');
			expect(await json('schedules')).toMatchObject({schedules: []});
		});
		await step('a teardown removes all of it', async () => {
			expect(await json('teardown', '--all', '--yes')).toMatchObject({left: []});
			expect(await json('runs')).toMatchObject({runs: []});
		});
	} finally {
		// After a step that failed; nothing is there otherwise.
		const {exitCode, stderr} = await kfpWizard('teardown', '--all', '--yes');
		if (exitCode !== 0) console.error(`The pipeline ${name} and its runs may still be on the server:\n${stderr}`);
		await rm(folder, {recursive: true, force: true});
	}
}
