// Opening a page, with a script as the program that does it.
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {openFile, openUrl} from '../../../src/system/open-url.ts';
import {useTemporaryFolder} from '../../support/temporary-folder.ts';

const folder = useTemporaryFolder();
const page = new URL('http://localhost:8080/#/runs/details/42');

async function install(name: string): Promise<string> {
	const seen = join(folder.path, `${name}.seen`);
	await writeFile(join(folder.path, name), `#!/bin/sh\necho "$*" > '${seen}'\n`, {mode: 0o755});
	return seen;
}

it.each([
	['linux', 'xdg-open'],
	['darwin', 'open'],
] as const)('on %s %s gets the address', async (platform, program) => {
	const seen = await install(program);
	expect(await openUrl(page, {platform, env: {PATH: folder.path}})).toBe(true);
	await expect.poll(() => readFile(seen, 'utf8').catch(() => '')).toBe(`${page.href}\n`);
});

it('without a program for it nothing is opened', async () => {
	expect(await openUrl(page, {platform: 'linux', env: {PATH: '/nowhere'}})).toBe(false);
});

it('a page that kfp-wizard wrote is opened by its path', async () => {
	const seen = await install('xdg-open');
	expect(await openFile('/tmp/a b/report.html', {platform: 'linux', env: {PATH: folder.path}})).toBe(true);
	await expect.poll(() => readFile(seen, 'utf8').catch(() => '')).toBe('file:///tmp/a%20b/report.html\n');
});

it('only web pages are opened', async () => {
	await install('xdg-open');
	expect(await openUrl(new URL('file:///etc/passwd'), {platform: 'linux', env: {PATH: folder.path}})).toBe(false);
});

it('BROWSER counts more, and what it names may be missing', async () => {
	const seen = await install('my-browser');
	const env = {PATH: folder.path, BROWSER: "not-there:my-browser '--new tab' %s"};
	expect(await openUrl(page, {platform: 'linux', env})).toBe(true);
	await expect.poll(() => readFile(seen, 'utf8').catch(() => '')).toBe(`--new tab ${page.href}\n`);
	const other = await install('helper');
	const path = {PATH: '/nowhere', BROWSER: join(folder.path, 'helper')};
	expect(await openUrl(page, {platform: 'darwin', env: path})).toBe(true);
	await expect.poll(() => readFile(other, 'utf8').catch(() => '')).toBe(`${page.href}\n`);
});
