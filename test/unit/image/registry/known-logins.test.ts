// The names of the logins that an engine stored, in its file and in a credential store.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {knownLogins} from '../../../../src/image/registry/known-logins.ts';
import {scratch} from '../../../support/scratch.ts';

const auth = (user: string): string => Buffer.from(`${user}:not-to-be-shown`).toString('base64');

async function logins(config: unknown, helper?: string) {
	const folder = await scratch();
	await writeFile(join(folder, 'config.json'), typeof config === 'string' ? config : JSON.stringify(config));
	if (helper !== undefined)
		await writeFile(join(folder, 'docker-credential-test'), `#!/bin/sh\n${helper}\n`, {mode: 0o755});
	return knownLogins({HOME: folder, DOCKER_CONFIG: folder, PATH: `${folder}:/usr/bin:/bin`}, {});
}

it('reads the names from the file, and nothing of the passwords', async () => {
	const found = await logins({
		auths: {
			'https://index.docker.io/v1/': {auth: auth('kim')},
			'ghcr.io': {auth: auth('Kim-Ada')},
			'registry.acme.com/team': {auth: auth('robot$ci')},
		},
		credHelpers: {'123456789012.dkr.ecr.eu-west-1.amazonaws.com': 'ecr-login'},
	});
	expect(found).toEqual([
		{registry: 'docker.io', user: 'kim'},
		{registry: 'ghcr.io', user: 'Kim-Ada'},
		{registry: 'registry.acme.com', user: 'robot$ci'},
		{registry: '123456789012.dkr.ecr.eu-west-1.amazonaws.com', user: undefined},
	]);
});

it('asks a credential store for the list of names only', async () => {
	const helper = `[ "$1" = list ] && echo '{"ghcr.io":"kim","https://index.docker.io/v1/":"ada"}'`;
	expect(await logins({credsStore: 'test', auths: {'ghcr.io': {}}}, helper)).toEqual([
		{registry: 'ghcr.io', user: 'kim'},
		{registry: 'docker.io', user: 'ada'},
	]);
});

it('F8: a file or a store that does not answer has no logins', async () => {
	expect(await logins('{')).toEqual([]);
	expect(await logins({credsStore: 'missing', auths: {'ghcr.io': {}}})).toEqual([
		{registry: 'ghcr.io', user: undefined},
	]);
	expect(await logins({credsStore: '../x'})).toEqual([]);
});
