// Failures to reach servers from the engine or from a build: certificates, plain HTTP, no network.
import {type KnownFailure, registryOf} from './known-failure.ts';

export const networkFailures: readonly KnownFailure[] = [
	{
		pattern:
			/CERTIFICATE_VERIFY_FAILED|self[- ]signed certificate in certificate chain|unable to get local issuer certificate|SSLCertVerificationError/i,
		operation: 'build',
		kind: 'outside',
		code: 'BUILD_TLS',
		message: () => 'A download in the build failed: the container does not trust the certificate of the server',
		help: `A common cause is a company proxy whose certificate authority is known to this machine but not to the base image.
Copy its certificate into the project, and add to the Dockerfile, before the first pip install:
  COPY company-ca.crt /usr/local/share/ca-certificates/
  RUN update-ca-certificates
  ENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt`,
	},
	{
		pattern: /x509: |tls: failed to verify|certificate signed by unknown authority/i,
		kind: 'outside',
		code: 'REGISTRY_TLS',
		message: facts => `The engine does not trust the certificate of ${registryOf(facts)}`,
		help: 'Copy the certificate of its authority to /etc/docker/certs.d/HOST/ca.crt (docker) or /etc/containers/certs.d/HOST/ca.crt (podman).',
	},
	{
		pattern: /server gave HTTP response to HTTPS client/i,
		kind: 'outside',
		code: 'REGISTRY_PLAIN_HTTP',
		message: facts => `${registryOf(facts)} uses plain HTTP, which the engine does not accept`,
		help: 'Use HTTPS, or list the registry under "insecure-registries" in /etc/docker/daemon.json.',
	},
	{
		pattern:
			/Temporary failure in name resolution|Could not resolve host|NewConnectionError|Max retries exceeded|ProxyError/,
		operation: 'build',
		kind: 'outside',
		code: 'BUILD_NETWORK',
		message: () => 'A download in the build failed: the container cannot reach the network',
		help: 'If this network needs a proxy, set "proxies" in ~/.docker/config.json.',
	},
];
