// Where an image would probably be pushed, and why.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {suggestImages, suggestionsOf} from '../../../../../src/deploy/steps/image/suggest.ts';
import {testContext} from '../../../../support/context.ts';
import {scratch} from '../../../../support/scratch.ts';
import {unattendedUi} from '../../../../support/scripted-ui.ts';

it.each([
	['ghcr.io', 'Kim', 'ghcr.io/kim/bike-share', 'you are logged in to ghcr.io as Kim'],
	['docker.io', 'kim', 'docker.io/kim/bike-share', 'you are logged in to docker.io as kim'],
	[
		'registry.gitlab.com',
		'kim',
		'registry.gitlab.com/kim/bike-share',
		'you are logged in to registry.gitlab.com as kim',
	],
	[
		'123456789012.dkr.ecr.eu-west-1.amazonaws.com',
		'AWS',
		'123456789012.dkr.ecr.eu-west-1.amazonaws.com/bike-share',
		'you are logged in to 123456789012.dkr.ecr.eu-west-1.amazonaws.com',
	],
	['acme.azurecr.io', undefined, 'acme.azurecr.io/bike-share', 'you are logged in to acme.azurecr.io'],
])('a login to %s as %s: %s', (registry, user, repository, reason) => {
	expect(suggestionsOf([{registry, user}], 'bike-share')).toEqual([{repository, reason}]);
});

it('no login without an owner, or to a cloud whose project no login names', () => {
	const logins = [
		{registry: 'ghcr.io', user: undefined},
		{registry: 'docker.io', user: '<token>'},
		{registry: 'registry.gitlab.com', user: 'gitlab-ci-token'},
		{registry: 'eu.gcr.io', user: '_json_key'},
		{registry: 'europe-docker.pkg.dev', user: 'oauth2accesstoken'},
	];
	expect(suggestionsOf(logins, 'bike-share')).toEqual([]);
});

it('the registry of a company comes before those for everybody, and where the last image went before all', async () => {
	const root = await scratch();
	const project = {root, name: 'Bike Share'};
	const login = (user: string): {auth: string} => ({auth: Buffer.from(`${user}:x`).toString('base64')});
	const auths = {'docker.io': login('kim'), 'harbor.acme.com': login('ci')};
	await writeFile(join(root, 'config.json'), JSON.stringify({auths}));
	const context = testContext(unattendedUi().ui, {env: {HOME: root, DOCKER_CONFIG: root, PATH: ''}, cwd: root});
	const suggested = async () =>
		(await suggestImages(project, {}, undefined, context)).map(({repository}) => repository);
	expect(await suggested()).toEqual(['harbor.acme.com/bike-share', 'docker.io/kim/bike-share']);
	const spec = (image: string): Promise<void> =>
		writeFile(join(root, 'bike-share.yaml'), `  a:\n    image: ${image}\n`);
	await spec(`ghcr.io/acme/bikes:3f9a@sha256:${'a'.repeat(64)}`);
	expect((await suggested())[0]).toBe('ghcr.io/acme/bikes');
	await spec('docker.io/library/bike-share:3f9a');
	expect((await suggested())[0], 'an image that was loaded is in no registry').toBe('harbor.acme.com/bike-share');
});
