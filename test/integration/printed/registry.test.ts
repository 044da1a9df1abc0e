// The printed logins, typed into the real docker and podman with a password: after them the push of the same image passes.
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {execa} from 'execa';
import {afterAll, beforeAll, expect} from 'vitest';
import type {Engine} from '../../../src/image/engine/engine.ts';
import {findEngine} from '../../../src/image/engine/find-engine.ts';
import {parseReference} from '../../../src/image/reference.ts';
import {toLogInAgain} from '../../../src/image/registry/login-command.ts';
import {canPush, readDigest} from '../../../src/image/registry/registry.ts';
import {findProgram} from '../../../src/system/exec.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith, type Part, together} from '../../bed/part.ts';
import {openTerminal} from '../../bed/pty.ts';
import {startRegistry} from '../../bed/registry.ts';
import {errorOf} from '../../support/error-of.ts';
import {printed} from '../../support/printed.ts';

const password = 'open-sesame-1234';
// bcrypt, of the password above
const htpasswd = 'ada:$2b$04$xQodcw75No6xhlqX7RoeVO5uLZpQInzFMLBkXxpo/KFiNz2X3eCJW\n';

const podman = await findProgram('podman');
const parts = {
	docker: await bed.engine(),
	podman: (podman === undefined ? {missing: 'podman is not installed'} : {value: {}}) as Part<{host?: string}>,
};

for (const name of ['docker', 'podman'] as const) {
	describeWith(
		together({engine: parts[name] as Part<{host?: string}>, registry: await bed.registry()}),
		name,
		given => {
			let folder: string;
			let env: Record<string, string>;
			let engine: Engine;
			let registry: Awaited<ReturnType<typeof startRegistry>>;
			let tag = '';
			beforeAll(async () => {
				registry = await startRegistry(htpasswd);
				const host = 'value' in registry.part ? registry.part.value.host : '';
				folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-login-'));
				const {host: socket} = given.engine;
				const storage = `[storage]\ndriver = "vfs"\nrunroot = "${folder}/run"\ngraphroot = "${folder}/graph"\n`;
				await writeFile(join(folder, 'storage.conf'), storage);
				await writeFile(join(folder, 'config.json'), '{}');
				env = {
					PATH: process.env['PATH'] ?? '',
					HOME: folder,
					DOCKER_CONFIG: folder,
					REGISTRY_AUTH_FILE: join(folder, 'config.json'),
					CONTAINERS_STORAGE_CONF: join(folder, 'storage.conf'),
					...(socket === undefined ? {} : {DOCKER_HOST: socket}),
				};
				engine = await findEngine(name, {env, platform: process.platform});
				tag = `${host}/team/${name}:one`;
				await mkdir(join(folder, 'context'));
				await writeFile(join(folder, 'Dockerfile'), 'FROM scratch\nLABEL a=login\n');
				await engine.build({
					folder: join(folder, 'context'),
					dockerfile: join(folder, 'Dockerfile'),
					tags: [tag],
					platform: 'linux/amd64',
					onLine: () => {},
				});
			});
			afterAll(async () => {
				if (name === 'docker') await execa('docker', ['rmi', '--force', tag], {env, reject: false});
				await registry.stop();
				await rm(folder, {recursive: true, force: true});
			});

			/** Types the command, and the answers to what it asks; gives what it wrote. */
			async function type(
				command: string,
				answers: readonly (readonly [asked: RegExp, answer: string])[],
			): Promise<string> {
				const terminal = await openTerminal({command: 'sh', args: ['-c', command], env});
				try {
					for (const [asked, answer] of answers) {
						await terminal.waitFor(asked);
						terminal.type(`${answer}\r`);
					}
					expect(await terminal.exit, terminal.scrollback()).toBe(0);
					return terminal.scrollback();
				} finally {
					await terminal.close();
				}
			}

			printed('REGISTRY_LOGIN', 'asks for user and password, and the push passes', async () => {
				const reference = parseReference(tag);
				const failed = await errorOf(engine.push({reference: tag, onLine: () => {}}));
				expect(failed).toMatchObject({kind: 'denied', exitCode: 4, code: 'REGISTRY_LOGIN'});
				const options = {env, engine: async () => name};
				expect(await canPush(reference, options)).toMatchObject({may: 'no', next: failed.next});
				expect(await errorOf(readDigest(reference, options))).toMatchObject({
					code: 'REGISTRY_LOGIN',
					next: failed.next,
				});
				const command = failed.next[0]?.command ?? '';
				await type(command, [
					[/username/i, 'ada'],
					[/password/i, password],
				]);
				const {digest} = await engine.push({reference: tag, onLine: () => {}});
				expect(await readDigest(reference, options)).toBe(digest);

				// Again it asks nothing, so a login that is refused needs the one with a user.
				expect(await type(command, [])).toMatch(/existing credentials/i);
				const {command: again} = toLogInAgain(reference.registry, name, 'ada');
				expect(await type(again, [[/password/i, password]])).toMatch(/succeeded/i);
			});
		},
	);
}
