// The command that logs in to a registry; the registries of the large clouds have their own.
import type {NextCommand} from '../../system/errors.ts';
import {quote} from '../../system/text.ts';
import {isLoopback} from '../reference.ts';

/** The AWS region of an Amazon ECR; `undefined` for another registry. */
export const ecrRegion = (registry: string): string | undefined =>
	/^\d+\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.(?:aws|amazonwebservices\.com\.cn))$/.exec(
		registry,
	)?.[1];

const isGoogle = (registry: string): boolean => /(?:^|\.)gcr\.io$|-docker\.pkg\.dev$/.test(registry);

/** A registry whose login is that of its cloud: the program that prints a password for it, and its user. */
function cloudLogin(registry: string): readonly [prints: string, user: string] | undefined {
	const ecr = ecrRegion(registry);
	if (ecr !== undefined) return [`aws ecr get-login-password --region ${ecr}`, 'AWS'];
	// It has one region only.
	if (registry === 'public.ecr.aws') return ['aws ecr-public get-login-password --region us-east-1', 'AWS'];
	if (isGoogle(registry)) return ['gcloud auth print-access-token', 'oauth2accesstoken'];
	const azure = /^([^.]+)\.azurecr\.(?:io|cn|us)$/.exec(registry)?.[1];
	if (azure === undefined) return undefined;
	const token = `az acr login --name ${azure} --expose-token --output tsv --query accessToken`;
	return [token, '00000000-0000-0000-0000-000000000000'];
}

/** `docker login HOST`, or the command of the cloud that hosts this registry. `user`: for a registry of no cloud. */
export function loginCommand(registry: string, engine = 'docker', user?: string): string {
	const cloud = cloudLogin(registry);
	if (cloud !== undefined) {
		const [prints, name] = cloud;
		// These two also renew the login by themselves, or are shorter, and work for docker alone.
		if (engine === 'docker' && isGoogle(registry)) return `gcloud auth configure-docker ${registry}`;
		if (engine === 'docker' && prints.startsWith('az ')) return prints.replace(/ --expose-token.*/, '');
		return `${prints} | ${engine} login --username ${name} --password-stdin ${registry}`;
	}
	// Docker uses plain HTTP with this machine by itself.
	const plain = isLoopback(registry) && (engine === 'podman' || engine === 'buildah') ? ['--tls-verify=false'] : [];
	return [
		`${engine} login`,
		...plain,
		...(user === undefined ? [] : [`--username ${quote(user)}`]),
		...(registry === 'docker.io' && engine === 'docker' ? [] : [quote(registry)]),
	].join(' ');
}

/** `engine`: `undefined` where none is installed. */
export const toLogIn = (registry: string, engine: string | undefined): NextCommand => ({
	command: loginCommand(registry, engine),
	when: `to log in to ${registry}; then run this again`,
	...(engine === undefined ? {} : {here: true}),
});

/**
 * Where a login was refused. Engines use the stored login again, without a question, unless a user is named. `user`: the one
 * of the login, where it is known.
 */
export const toLogInAgain = (registry: string, engine: string | undefined, user?: string): NextCommand => {
	const command = loginCommand(registry, engine, user ?? 'NAME');
	return {
		command,
		when: `to log in to ${registry} as a user or with a token that has the right; then run this again`,
		...(engine === undefined || command.includes(' NAME') ? {} : {here: true}),
	};
};
