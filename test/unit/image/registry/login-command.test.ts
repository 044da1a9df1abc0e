// The command that logs in to a registry.
import {expect, it} from 'vitest';
import {loginCommand} from '../../../../src/image/registry/login-command.ts';

const ecr = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';

it.each([
	['ghcr.io', 'docker login ghcr.io'],
	['docker.io', 'docker login'],
	['europe-west1-docker.pkg.dev', 'gcloud auth configure-docker europe-west1-docker.pkg.dev'],
	['eu.gcr.io', 'gcloud auth configure-docker eu.gcr.io'],
	['acme.azurecr.io', 'az acr login --name acme'],
	[ecr, `aws ecr get-login-password --region eu-central-1 | docker login --username AWS --password-stdin ${ecr}`],
])('the command that logs in to %s is right', (registry, command) => expect(loginCommand(registry)).toBe(command));

it('podman and buildah get the flag for the plain HTTP of a registry on this machine', () => {
	expect(['docker', 'podman', 'buildah'].map(engine => loginCommand('127.0.0.1:5000', engine))).toEqual([
		'docker login 127.0.0.1:5000',
		'podman login --tls-verify=false 127.0.0.1:5000',
		'buildah login --tls-verify=false 127.0.0.1:5000',
	]);
});
