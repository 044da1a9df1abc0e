// The command that logs in to a registry; the large clouds have ways of their own.

/** `docker login HOST`, or what the cloud that runs this registry wants. */
export function loginCommand(registry: string, engine = 'docker'): string {
	const ecr = /^\d+\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(registry)?.[1];
	if (ecr !== undefined) {
		return `aws ecr get-login-password --region ${ecr} | ${engine} login --username AWS --password-stdin ${registry}`;
	}
	if (/(?:^|\.)gcr\.io$|-docker\.pkg\.dev$/.test(registry)) return `gcloud auth configure-docker ${registry}`;
	const azure = /^([^.]+)\.azurecr\.io$/.exec(registry)?.[1];
	if (azure !== undefined) return `az acr login --name ${azure}`;
	return registry === 'docker.io' && engine === 'docker' ? 'docker login' : `${engine} login ${registry}`;
}
