// A container engine of the tests' own: its socket, its data folder (kept, so that layers survive) and its pid file.
import {mkdir, mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {execa} from 'execa';
import {findProgram} from '../../src/system/exec.ts';
import {cacheFolder, withLock} from './lock.ts';
import {absent, borrowed, type Started, startDaemon} from './started.ts';

export type EnginePart = {
	/** For `DOCKER_HOST`, such as `unix:///…/docker.sock`. */
	readonly host: string;
};

const folder = join(cacheFolder, 'engine');

/**
 * Starts `dockerd` for this run. `KFP_WIZARD_TEST_ENGINE=unix://…` names one that runs already and is used as it is, and
 * so is one that another test run has on our own socket: that one ends with its run, so whoever works in several
 * terminals names one in the variable. The system's engine is never touched.
 */
export async function startEngine(say: (line: string) => void): Promise<Started<EnginePart>> {
	if ((await findProgram('docker')) === undefined) return absent('docker is not installed');
	const named = process.env['KFP_WIZARD_TEST_ENGINE'] ?? '';
	if (named !== '') {
		if (await answers(named)) return borrowed({host: named});
		throw new Error(`KFP_WIZARD_TEST_ENGINE names ${named}, where no engine answers`);
	}
	const host = `unix://${join(folder, 'docker.sock')}`;
	return withLock(join(folder, 'start.lock'), () => own(host, say));
}

async function own(host: string, say: (line: string) => void): Promise<Started<EnginePart>> {
	if (await answers(host)) return borrowed({host});
	const dockerd = await findProgram('dockerd');
	if (dockerd === undefined) return absent('dockerd is not installed');
	if (process.getuid?.() !== 0) return absent('dockerd needs root; KFP_WIZARD_TEST_ENGINE can name a running engine');
	return start(dockerd, host, say);
}

async function start(dockerd: string, host: string, say: (line: string) => void): Promise<Started<EnginePart>> {
	say('Starting a container engine');
	await mkdir(folder, {recursive: true});
	const state = await mkdtemp(join(tmpdir(), 'kfp-wizard-engine-'));
	const log = join(folder, 'dockerd.log');
	const args = ['-H', host, '--data-root', join(folder, 'data'), '--exec-root', join(state, 'exec')];
	const daemon = await startDaemon(dockerd, [...args, '-p', join(folder, 'docker.pid'), ...(await network())], log);
	const stop = async (): Promise<void> => {
		await daemon.stop();
		await rm(state, {recursive: true, force: true});
	};
	let died = false;
	void daemon.ended.then(() => (died = true));
	for (const deadline = Date.now() + 60_000; Date.now() < deadline && !died; await wait(100)) {
		if (await answers(host)) return {part: {value: {host}}, stop};
	}
	await stop();
	const words = (await readFile(log, 'utf8')).trim().split('\n').at(-1) ?? '';
	return absent(`dockerd did not start: ${words}`);
}

/** Without usable iptables there is no bridge network: containers then need `--network host`. */
async function network(): Promise<readonly string[]> {
	const tables = await execa('iptables', ['-t', 'nat', '-L', '-n'], {reject: false});
	return tables.exitCode === 0 ? [] : ['--iptables=false', '--ip-masq=false', '--bridge=none'];
}

async function answers(host: string): Promise<boolean> {
	const version = await execa('docker', ['version', '--format', '{{.Server.Version}}'], {
		env: {DOCKER_HOST: host, DOCKER_CONTEXT: undefined},
		reject: false,
		timeout: 10_000,
	});
	return version.exitCode === 0;
}
