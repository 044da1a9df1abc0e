// A real container registry on a free loopback port, with storage that ends with the run; with a password where a test wants one.
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {findProgram} from '../../src/system/exec.ts';
import {absent, findInLog, type Started, startDaemon} from './started.ts';

export type RegistryPart = {
	/** Host and port, as an image reference begins: `127.0.0.1:40123`. Plain HTTP. */
	readonly host: string;
};

/** Starts `docker-registry`. `htpasswd` is the text of such a file (bcrypt); with it every request needs a login. */
export async function startRegistry(htpasswd?: string): Promise<Started<RegistryPart>> {
	const program = await findProgram('docker-registry');
	if (program === undefined) return absent('docker-registry is not installed');
	const folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-registry-'));
	const log = join(folder, 'log');
	const configuration = {
		version: '0.1',
		storage: {filesystem: {rootdirectory: join(folder, 'storage')}, delete: {enabled: true}},
		http: {addr: '127.0.0.1:0'},
		...(htpasswd === undefined ? {} : {auth: {htpasswd: {realm: 'test', path: join(folder, 'htpasswd')}}}),
	};
	await writeFile(join(folder, 'htpasswd'), htpasswd ?? '');
	await writeFile(join(folder, 'config.yml'), JSON.stringify(configuration));
	const daemon = await startDaemon(program, ['serve', join(folder, 'config.yml')], log);
	const stop = async (): Promise<void> => {
		await daemon.stop();
		await rm(folder, {recursive: true, force: true});
	};
	let died = false;
	void daemon.ended.then(() => (died = true));
	for (const deadline = Date.now() + 30_000; Date.now() < deadline && !died; await wait(50)) {
		const host = await findInLog(log, /listening on (127\.0\.0\.1:\d+)/);
		if (host !== undefined) return {part: {value: {host}}, stop};
	}
	await stop();
	return absent('docker-registry did not start');
}
