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

it.each([
	[
		'public.ecr.aws',
		'aws ecr-public get-login-password --region us-east-1 | podman login --username AWS --password-stdin public.ecr.aws',
	],
	[
		'1.dkr-ecr.eu-west-1.on.aws',
		'aws ecr get-login-password --region eu-west-1 | podman login --username AWS --password-stdin 1.dkr-ecr.eu-west-1.on.aws',
	],
	[
		'eu.gcr.io',
		'gcloud auth print-access-token | podman login --username oauth2accesstoken --password-stdin eu.gcr.io',
	],
	[
		'acme.azurecr.io',
		'az acr login --name acme --expose-token --output tsv --query accessToken | podman login --username 00000000-0000-0000-0000-000000000000 --password-stdin acme.azurecr.io',
	],
	['docker.io', "podman login --username 'x y' docker.io"],
])('podman logs in to %s with the password that its cloud prints, or as the user', (registry, command) => {
	expect(loginCommand(registry, 'podman', 'x y')).toBe(command);
});

it('podman and buildah get the flag for the plain HTTP of a registry on this machine', () => {
	expect(['docker', 'podman', 'buildah'].map(engine => loginCommand('127.0.0.1:5000', engine))).toEqual([
		'docker login 127.0.0.1:5000',
		'podman login --tls-verify=false 127.0.0.1:5000',
		'buildah login --tls-verify=false 127.0.0.1:5000',
	]);
});
