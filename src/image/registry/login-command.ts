// The command that logs in to a registry; the registries of the large clouds have their own.
import {isLoopback} from '../reference.ts';

/** The AWS region of an Amazon ECR; `undefined` for another registry. */
export const ecrRegion = (registry: string): string | undefined =>
	/^\d+\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(registry)?.[1];

/** `docker login HOST`, or the command of the cloud that hosts this registry. */
export function loginCommand(registry: string, engine = 'docker'): string {
	const ecr = ecrRegion(registry);
	if (ecr !== undefined) {
		return `aws ecr get-login-password --region ${ecr} | ${engine} login --username AWS --password-stdin ${registry}`;
	}
	if (/(?:^|\.)gcr\.io$|-docker\.pkg\.dev$/.test(registry)) return `gcloud auth configure-docker ${registry}`;
	const azure = /^([^.]+)\.azurecr\.io$/.exec(registry)?.[1];
	if (azure !== undefined) return `az acr login --name ${azure}`;
	if (registry === 'docker.io' && engine === 'docker') return 'docker login';
	// Docker uses plain HTTP with this machine by itself.
	const plain = isLoopback(registry) && (engine === 'podman' || engine === 'buildah') ? ' --tls-verify=false' : '';
	return `${engine} login${plain} ${registry}`;
}
