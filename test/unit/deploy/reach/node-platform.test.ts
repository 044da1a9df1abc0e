// The platform that a deploy takes from the nodes, and when it asks for none.
import {chmod, mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {beginNodePlatform, withNodePlatform} from '../../../../src/deploy/reach/node-platform.ts';
import type {Options} from '../../../../src/options/options.ts';
import {flag, interviewOf} from '../../../support/deploy-parts.ts';
import {scratch} from '../../../support/scratch.ts';
import {unattendedUi} from '../../../support/scripted-ui.ts';

const config = {
	'current-context': 'acme-dev',
	contexts: [{name: 'acme-dev', context: {cluster: 'c'}}],
	clusters: [{name: 'c', cluster: {server: 'https://c.example.com'}}],
};
const items = (...platforms: readonly string[]) => ({
	items: platforms.map((platform, index) => {
		const [operatingSystem, architecture] = platform.split('/');
		return {metadata: {name: `n${index}`}, status: {nodeInfo: {operatingSystem, architecture}}};
	}),
});

/** What a deploy takes where `kubectl get nodes` answers so, and how often it is asked. */
async function taken(answer: string, options: Options = {}) {
	const bin = await scratch();
	await mkdir(bin, {recursive: true});
	await writeFile(
		join(bin, 'kubectl'),
		`#!/bin/sh
case "$*" in
*version*) echo '{"clientVersion": {"gitVersion": "v1.32.0"}}' ;;
*nodes*) echo asked >> '${bin}/asked'; ${answer} ;;
*) echo '${JSON.stringify(config)}' ;;
esac
`,
	);
	await chmod(join(bin, 'kubectl'), 0o755);
	const {ui, reported} = unattendedUi();
	const interview = interviewOf(ui, {env: {PATH: `${bin}:/usr/bin:/bin`}});
	beginNodePlatform(options, interview);
	const {platform} = await withNodePlatform(options, interview);
	await withNodePlatform(options, interview);
	const asked = await readFile(join(bin, 'asked'), 'utf8').catch(() => '');
	return {platform, asked: asked.trim().split('\n').filter(Boolean).length, reported: JSON.stringify(reported)};
}

const print = (...platforms: readonly string[]) => `echo '${JSON.stringify(items(...platforms))}'`;

it('takes the platform of the nodes, which are read once', async () => {
	expect(await taken(print('linux/arm64'))).toMatchObject({
		platform: {value: 'linux/arm64', source: 'detected: nodes of acme-dev'},
		asked: 1,
	});
	expect((await taken(print('linux/arm64', 'linux/amd64'))).reported).toContain('kubernetes.io/arch: amd64');
});

it('F14: keeps the default where the nodes may not be read', async () => {
	const forbidden = `echo 'Error from server (Forbidden): nodes is forbidden' >&2; exit 1`;
	expect(await taken(forbidden)).toMatchObject({platform: undefined, asked: 1});
	expect(await taken('echo no json')).toMatchObject({platform: undefined});
});

it('asks no cluster where the platform is set, or the deploy goes to none or elsewhere', async () => {
	const arm = print('linux/arm64');
	const set = flag('linux/amd64', '--platform');
	expect(await taken(arm, {platform: set})).toMatchObject({platform: set, asked: 0});
	expect(await taken(arm, {upload: flag(false, '--no-upload')})).toMatchObject({platform: undefined, asked: 0});
	expect(await taken(arm, {build: flag(false, '--no-build')})).toMatchObject({platform: undefined, asked: 0});
	expect(await taken(arm, {host: flag('https://kfp.example.com', '--host')})).toMatchObject({
		platform: undefined,
		asked: 0,
	});
});
