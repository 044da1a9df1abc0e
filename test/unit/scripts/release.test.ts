// What refuses to publish the package, on small manifests.
import {spawnSync} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {writeTree} from '../../support/tree.ts';

const script = fileURLToPath(new URL('../../../scripts/release.js', import.meta.url));
const complete = {
	version: '1.2.0',
	repository: {type: 'git', url: 'git+https://git.example/kfp-wizard.git'},
	bugs: {url: 'https://git.example/kfp-wizard/issues'},
	homepage: 'https://git.example/kfp-wizard',
};
const changelog = '# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-11-27\n\n## [1.1.0] - soon\n';
let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-release-'));
});
afterEach(() => rm(folder, {recursive: true, force: true}));

async function release(manifest: object, ...args: readonly string[]) {
	await writeTree(folder, {'package.json': JSON.stringify(manifest), 'CHANGELOG.md': changelog});
	const {status, stderr} = spawnSync(process.execPath, [script, ...args], {cwd: folder, encoding: 'utf8'});
	return {status, stderr};
}

it('accepts a complete package, with its tag', async () => {
	expect(await release(complete)).toEqual({status: 0, stderr: ''});
	expect(await release(complete, 'v1.2.0')).toEqual({status: 0, stderr: ''});
});

it('refuses a package without repository, bugs or homepage, and names what is missing', async () => {
	expect(await release({version: '1.2.0', bugs: {email: ''}, homepage: ''})).toEqual({
		status: 1,
		stderr: `kfp-wizard is not published:
  package.json has no "repository".
  package.json has no "bugs".
  package.json has no "homepage".
`,
	});
	for (const field of ['repository', 'bugs', 'homepage'] as const) {
		const {stderr} = await release({...complete, [field]: undefined});
		expect(stderr).toBe(`kfp-wizard is not published:\n  package.json has no "${field}".\n`);
	}
});

it('refuses a tag that is not the version, and a version that the changelog does not have', async () => {
	expect((await release(complete, 'v1.3.0')).stderr).toContain('The tag is v1.3.0, but the version is 1.2.0.');
	expect((await release({...complete, version: '1.3.0'}, 'v1.3.0')).stderr).toContain(
		'CHANGELOG.md has no section "## [1.3.0] - <date>".',
	);
	expect((await release({...complete, version: '1.1.0'}, 'v1.1.0')).status).toBe(1);
});

it('runs before npm publish', async () => {
	const {default: manifest} = await import('../../../package.json', {with: {type: 'json'}});
	expect(manifest.scripts.prepublishOnly).toBe('node scripts/release.js');
});
