// Secrets, certificates, proxies and labels of a build, with the real engines: a RUN sees them, and the image does not have them.
import {chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {basename, dirname, join} from 'node:path';
import {execa} from 'execa';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {findBuildInputs} from '../../../src/image/build-inputs.ts';
import {withSecretMounts} from '../../../src/image/dockerfile/secret-mounts.ts';
import {findEngine} from '../../../src/image/engine/find-engine.ts';
import {imageLabels} from '../../../src/image/labels.ts';
import {sha256} from '../../../src/system/digest.ts';
import {findProgram} from '../../../src/system/exec.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith, type Part} from '../../bed/part.ts';

const canary = 'cana7yS3cret';
const indexUrl = `https://ada:${canary}@pypi.acme.dev/simple`;
const netrc = `machine pypi.acme.dev login ada password ${canary}net\n`;
const proxy = `http://proxy:${canary}proxy@proxy.acme.dev:3128`;
const text = 'FROM scratch\nCOPY root/ /\nRUN pip install -r requirements.txt\n';

const engine = await bed.engine();
const engines: readonly {
	readonly name: string;
	readonly path: string;
	readonly part: Part<{readonly host?: string}>;
}[] = [
	// Docker's own client, with BuildKit in it, stands before a newer one without buildx.
	{name: 'docker', path: '/usr/bin', part: engine},
	...(await Promise.all(
		['podman', 'buildah'].map(async name => {
			const found = await findProgram(name);
			return {
				name,
				path: dirname(found ?? '/'),
				part: found === undefined ? {missing: `${name} is not installed`} : {value: {}},
			};
		}),
	)),
];

for (const {name, path, part} of engines)
	describeWith(part, `a build with ${name}`, ({host}) => {
		let folder: string;
		let env: Record<string, string>;
		const tag = `kfp-wizard-inputs-${name}:one`;
		const run = (...args: readonly string[]) => execa(join(path, name), args, {env, extendEnv: false});

		beforeAll(async () => {
			folder = await mkdtemp(join(tmpdir(), `kfp-wizard-inputs-${name}-`));
			await fileSystem(join(folder, 'context', 'root'));
			// Nothing is in the cache of the engine.
			await writeFile(join(folder, 'context', 'root', 'id'), folder);
			await writeFile(join(folder, '.netrc'), netrc);
			await writeFile(join(folder, 'config.json'), '{}');
			await writeFile(
				join(folder, 'storage.conf'),
				`[storage]\ndriver = "vfs"\nrunroot = "${folder}/run"\ngraphroot = "${folder}/graph"\n`,
			);
			await writeFile(join(folder, 'ca.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
			await mkdir(join(folder, 'bin'));
			await writeFile(
				join(folder, 'bin', name),
				`#!/bin/sh\necho "$@" >> '${folder}/argv'\nexec '${join(path, name)}' "$@"\n`,
			);
			await chmod(join(folder, 'bin', name), 0o755);
			env = {
				PATH: `${join(folder, 'bin')}:/usr/sbin:/usr/bin:/sbin:/bin`,
				HOME: folder,
				DOCKER_CONFIG: folder,
				CONTAINERS_STORAGE_CONF: join(folder, 'storage.conf'),
				// A RUN of podman and buildah works in a container too then.
				BUILDAH_ISOLATION: 'chroot',
				...(host === undefined ? {} : {DOCKER_HOST: host}),
				PIP_INDEX_URL: indexUrl,
				SSL_CERT_FILE: join(folder, 'ca.pem'),
				HTTPS_PROXY: proxy,
			};
		});
		afterAll(async () => {
			if (host !== undefined) await run('rmi', '--force', tag).catch(() => {});
			await rm(folder, {recursive: true, force: true});
		});

		it('shows the secrets to the installation only, and keeps the labels', async () => {
			const machine = {env, platform: process.platform};
			const inputs = await findBuildInputs({path: null, text}, machine);
			expect(inputs.secrets.map(({id}) => id)).toEqual(['PIP_INDEX_URL', 'NETRC', 'SSL_CERT_FILE']);
			const connected = await findEngine(name, machine);
			expect(connected.takesSecrets).toBe(true);
			await writeFile(join(folder, 'Dockerfile'), withSecretMounts(text, inputs.secrets));
			const said: string[] = [];
			await connected.build({
				folder: join(folder, 'context'),
				dockerfile: join(folder, 'Dockerfile'),
				tags: [tag],
				platform: 'linux/amd64',
				labels: imageLabels(
					{
						project: 'Bike Share',
						pipeline: '__default__',
						environment: 's3',
						commit: 'abc-dirty',
						repository: undefined,
					},
					text,
				),
				secrets: inputs.secrets,
				proxies: inputs.proxies,
				onLine: line => said.push(line),
			});
			// The stand-in for pip notes digests of what it sees.
			const seen = said.join('\n');
			for (const value of [indexUrl, netrc, proxy]) expect(seen).toContain(sha256(value));
			expect(seen).toContain('/run/secrets/SSL_CERT_FILE');

			const archive = join(folder, 'image.tar');
			if (name === 'buildah') await run('push', tag, `docker-archive:${archive}`);
			else await run('save', '--output', archive, tag);
			await execa('tar', ['-xf', archive, '-C', await mkdtemp(join(folder, 'image-'))]);
			const unpacked = await execa(
				'sh',
				[
					'-c',
					`cd ${folder}/image-* && for f in $(find . -type f); do cat "$f"; tar -xOf "$f" 2>/dev/null || true; done`,
				],
				{encoding: 'buffer'},
			);
			const everything = Buffer.from(unpacked.stdout);
			expect(everything.includes('pip install')).toBe(true);
			const history = name === 'buildah' ? '' : (await run('history', '--no-trunc', tag)).stdout;
			const argv = await readFile(join(folder, 'argv'), 'utf8');
			for (const place of [everything, history, argv, seen]) expect(place.includes(canary)).toBe(false);
			expect(everything.includes('"kfp-wizard.dev/dirty":"true"')).toBe(true);
			expect(everything.includes('"org.opencontainers.image.title":"Bike Share"')).toBe(true);
			expect(argv).toContain('--secret id=PIP_INDEX_URL,env=PIP_INDEX_URL');
		});
	});

/** A file system that is just enough for a RUN: a shell, and a `pip` that says what it sees. */
async function fileSystem(root: string): Promise<void> {
	for (const program of ['/bin/sh', '/bin/cat', '/usr/bin/sha256sum']) {
		await install(program, join(root, 'bin', basename(program)));
		const {stdout} = await execa('ldd', [program]);
		for (const [, library = ''] of stdout.matchAll(/(\/\S+) \(0x/g)) await install(library, join(root, library));
	}
	const pip = `#!/bin/sh
printf '%s' "$PIP_INDEX_URL" | sha256sum
cat "$NETRC" | sha256sum
printf '%s' "$HTTPS_PROXY" | sha256sum
cat "$SSL_CERT_FILE" > /dev/null && echo "$SSL_CERT_FILE"
`;
	await writeFile(join(root, 'bin', 'pip'), pip);
	await chmod(join(root, 'bin', 'pip'), 0o755);
}

async function install(from: string, to: string): Promise<void> {
	await mkdir(dirname(to), {recursive: true});
	await copyFile(from, to);
}
