// The real podman and buildah, where they are installed: build, push to the real registry, digest. With separate storage.
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {execa} from 'execa';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {findEngine} from '../../../src/image/engine/find-engine.ts';
import {buildProgress, pushProgress} from '../../../src/image/engine/progress.ts';
import {parseReference} from '../../../src/image/reference.ts';
import {readDigest} from '../../../src/image/registry/registry.ts';
import {findProgram} from '../../../src/system/exec.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith, type Part, together} from '../../bed/part.ts';
import {readAll, tagsIn, writeTree} from '../../support/tree.ts';
import {errorOf} from '../../support/error-of.ts';

for (const name of ['podman', 'buildah']) {
	const found = await findProgram(name);
	const program: Part<string> = found === undefined ? {missing: `${name} is not installed`} : {value: found};

	describeWith(together({program, registry: await bed.registry()}), name, parts => {
		let folder: string;
		let env: NodeJS.ProcessEnv;
		beforeAll(async () => {
			folder = await mkdtemp(join(tmpdir(), `kfp-wizard-${name}-`));
			const storage = `[storage]\ndriver = "vfs"\nrunroot = "${folder}/run"\ngraphroot = "${folder}/graph"\n`;
			await writeFile(join(folder, 'storage.conf'), storage);
			await writeFile(join(folder, 'Dockerfile'), 'FROM scratch\nCOPY . /context/\n');
			await writeTree(join(folder, 'context'), {'a.txt': 'a'});
			// podman stumbles over a DOCKER_CONFIG that holds none
			await writeFile(join(folder, 'config.json'), '{}');
			env = {...process.env, CONTAINERS_STORAGE_CONF: join(folder, 'storage.conf'), DOCKER_CONFIG: folder};
		});
		afterAll(() => rm(folder, {recursive: true, force: true}));

		it('the engine builds, finds and pushes an image, and reports the digest of the registry', async () => {
			const engine = await findEngine(name, {env, platform: process.platform});
			expect(engine).toMatchObject({name, version: expect.stringMatching(/^\d+\.\d+/) as string});
			const [one, two] = [`${parts.registry.host}/${name}/app:one`, `${parts.registry.host}/${name}/app:two`];
			const lines: string[] = [];
			await engine.build({
				folder: join(folder, 'context'),
				dockerfile: join(folder, 'Dockerfile'),
				tags: [one],
				platform: 'linux/amd64',
				onLine: line => lines.push(line),
			});
			expect(lines.join('\n')).toContain('COPY . /context/');
			expect(readAll(buildProgress(), lines)).toEqual({what: 'build', done: 2, total: 2, unit: 'steps'});
			expect(await engine.has(one)).toMatch(/^[0-9a-f]{64}$/);
			expect(await engine.has(two)).toBeUndefined();
			await execa(name, ['tag', one, two], {env});
			expect(await engine.has(two)).toBe(await engine.has(one));
			await engine.remove(two);
			await engine.remove(two);
			expect(await engine.has(two)).toBeUndefined();
			await execa(name, ['tag', one, two], {env});
			const archive = join(folder, 'image.tar');
			await engine.save({reference: one, archive});
			expect(await tagsIn(archive)).toEqual([one]);
			const said: string[] = [];
			const {digest} = await engine.push({reference: two, onLine: line => said.push(line)});
			expect(readAll(pushProgress(), said)).toEqual({what: 'push', done: 1, total: 1, unit: 'layers'});
			expect(await readDigest(parseReference(two), {env})).toBe(digest);
		});

		it('a push of an image that does not exist fails', async () => {
			const engine = await findEngine(name, {env, platform: process.platform});
			const pushing = engine.push({reference: `${parts.registry.host}/${name}/none:one`, onLine: () => {}});
			expect(await errorOf(pushing)).toMatchObject({kind: 'outside'});
		});
	});
}
