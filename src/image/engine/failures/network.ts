// Failures to reach servers from the engine or from a build: certificates, plain HTTP, no network.
import {acceptPlain, showCertificate, trust} from './trust-commands.ts';
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
		next: () => [
			{
				command: 'export PIP_CERT=CA.crt',
				when: 'for a Dockerfile that kfp-wizard generates: the build gets this certificate, and no layer keeps it',
			},
		],
	},
	{
		pattern: /signed by unknown authority/i,
		kind: 'outside',
		code: 'REGISTRY_TLS',
		message: facts => `${facts.engine} does not know the authority of the certificate of ${registryOf(facts)}`,
		next: facts => trust(facts),
	},
	{
		pattern: /x509: |tls: failed to verify/i,
		kind: 'outside',
		code: 'REGISTRY_TLS',
		message: facts => `${facts.engine} does not trust the certificate of ${registryOf(facts)}`,
		next: facts => showCertificate(facts),
	},
	{
		pattern: /server gave HTTP response to HTTPS client/i,
		kind: 'outside',
		code: 'REGISTRY_PLAIN_HTTP',
		message: facts => `${registryOf(facts)} uses plain HTTP, which ${facts.engine} does not accept`,
		help: 'Over plain HTTP, others in the network can read and change images.',
		next: facts => acceptPlain(facts),
	},
	{
		pattern:
			/Temporary failure in name resolution|Could not resolve host|NewConnectionError|Max retries exceeded|ProxyError/,
		operation: 'build',
		kind: 'outside',
		code: 'BUILD_NETWORK',
		message: () => 'A download in the build failed: the container cannot reach the network',
		next: () => [
			{
				command: 'export HTTPS_PROXY=URL',
				when: 'if this network needs a proxy: the build gets it. URL is not one of this machine alone, such as http://localhost:3128',
			},
		],
	},
];
