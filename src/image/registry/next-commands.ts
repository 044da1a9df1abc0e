// What helps with a registry that lacks a repository, or does not answer like a registry.
import type {NextCommand} from '../../system/errors.ts';
import {quote} from '../../system/text.ts';
import {isLoopback, type Reference} from '../reference.ts';
import {ecrRegion} from './login-command.ts';

/** The API of a registry: plain HTTP on this machine, as docker does, HTTPS everywhere else. */
export function apiOf(registry: string): string {
	if (registry === 'docker.io') return 'https://registry-1.docker.io';
	return `${isLoopback(registry) ? 'http' : 'https'}://${registry}`;
}

/** `url`: default that of its API. */
export const toSeeAnswer = (registry: string, url = `${apiOf(registry)}/v2/`): NextCommand => ({
	command: `curl -i ${quote(url)}`,
	when: 'to see what answers there: its name, the network or a proxy may be wrong',
});

export const toPushElsewhere: NextCommand = {command: '--image REF', when: 'to push to another repository'};

/** Most registries create a repository with the first push into it; those of AWS and Google do not. */
export function toCreate(reference: Reference): readonly NextCommand[] {
	const command = createCommand(reference);
	return [...(command === undefined ? [] : [{command, when: 'to create it; then run this again'}]), toPushElsewhere];
}

function createCommand({registry, repository}: Reference): string | undefined {
	const region = ecrRegion(registry);
	if (region !== undefined) return `aws ecr create-repository --region ${region} --repository-name ${repository}`;
	// Its first part is the alias of the account.
	const [first = '', second = '', ...image] = repository.split('/');
	if (registry === 'public.ecr.aws')
		return `aws ecr-public create-repository --region us-east-1 --repository-name ${[second, ...image].join('/')}`;
	const location = /^(.+)-docker\.pkg\.dev$/.exec(registry)?.[1];
	if (location === undefined || image.length === 0) return undefined;
	return `gcloud artifacts repositories create ${second} --repository-format docker --location ${location} --project ${first}`;
}
