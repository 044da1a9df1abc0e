// The commands by which an engine trusts a registry: the authority of its certificate, or plain HTTP. Files as docker 28, podman 4, buildah 1 and nerdctl 1 read them.
import type {NextCommand} from '../../../system/errors.ts';
import {asRoot, restartService} from '../../../system/start-service.ts';
import {quote} from '../../../system/text.ts';
import {type FailureFacts, hostOf} from './known-failure.ts';

/** Where the engine looks for the certificates of a registry. */
const certificates = (engine: string, registry: string): string =>
	quote(`/etc/${engine === 'docker' || engine === 'nerdctl' ? 'docker' : 'containers'}/certs.d/${registry}/ca.crt`);

/** Docker Desktop reads the folder of the user; a podman machine has files of its own. */
export function trust(facts: FailureFacts): readonly NextCommand[] {
	const {engine, host} = facts;
	const registry = hostOf(facts);
	if (registry === undefined) return [];
	const what = `CA.crt is the certificate of the authority, which whoever runs ${registry} has`;
	if (host === 'linux')
		return [
			{
				command: asRoot(`install -D -m 644 CA.crt ${certificates(engine, registry)}`),
				when: `to let ${engine} trust it: ${what}`,
			},
		];
	if (engine !== 'docker' || host !== 'darwin') return [];
	const folder = `~/.docker/certs.d/${quote(registry)}`;
	const command = `mkdir -p ${folder} && cp CA.crt ${folder}/ca.crt`;
	return [{command, when: `to let Docker Desktop trust it after a restart: ${what}`}];
}

/** For a certificate that is too old, or of another server. */
export function showCertificate(facts: FailureFacts): readonly NextCommand[] {
	const registry = hostOf(facts);
	if (registry === undefined) return [];
	const address = /:\d+$/.test(registry) ? registry : `${registry}:443`;
	return [
		{
			command: `openssl s_client -connect ${quote(address)} </dev/null | openssl x509 -noout -subject -ext subjectAltName -dates`,
			when: 'to see for which servers it is, and until when',
		},
	];
}

export function acceptPlain(facts: FailureFacts): readonly NextCommand[] {
	const {engine, host} = facts;
	const registry = hostOf(facts);
	if (registry === undefined || host !== 'linux') return [];
	// A host has no character that a shell or printf obeys.
	const write = (text: string, path: string): NextCommand => ({
		command: [`printf '${text}\\n'`, asRoot(`install -D -m 644 /dev/stdin ${quote(path)}`)].join(' | '),
		when: `to let ${engine} use it all the same`,
	});
	switch (engine) {
		case 'docker':
			return [
				{
					command: restartService('docker'),
					when: `after you added {"insecure-registries": ["${registry}"]} to /etc/docker/daemon.json`,
				},
			];
		case 'nerdctl':
			return [write(`server = "http://${registry}"`, `/etc/containerd/certs.d/${registry}/hosts.toml`)];
		default:
			return [
				write(
					String.raw`[[registry]]\nlocation = "${registry}"\ninsecure = true`,
					`/etc/containers/registries.conf.d/${registry.replaceAll(/[^\w.-]/g, '-')}.conf`,
				),
			];
	}
}
