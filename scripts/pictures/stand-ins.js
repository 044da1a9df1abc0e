// What the wizard talks to while its pictures are taken: stand-ins for docker, kubectl and a registry, which say the same
// on every machine. Only the pictures use them; the demo and the tests have the real ones.
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';

const sha = text => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const config = JSON.stringify({os: 'linux', architecture: 'amd64'});
const manifest = JSON.stringify({schemaVersion: 2, config: {digest: sha(config)}});

const steps = [
	'FROM ghcr.io/tide/base:3',
	'WORKDIR /home/kedro',
	'COPY requirements.txt .',
	'RUN pip install --no-cache-dir -r requirements.txt',
	'COPY . .',
	'RUN useradd --create-home kedro',
];

/**
 * `docker` says what BuildKit says of a build of six steps; the fourth waits until `go-on` is in the folder. A container is
 * the project with its interpreter, whose path is in `project`.
 */
const docker = folder => `#!/bin/sh
case "$*" in
'version --format'*) echo 28.5.1 ;;
'buildx version'*) echo 'github.com/docker/buildx v0.29.1' ;;
*Architecture*) echo linux/amd64 ;;
'image inspect'*) [ -e '${folder}/built' ] && echo '${sha(config)}' || { echo 'Error: No such image' >&2; exit 1; } ;;
*build*)
	echo '#1 [internal] load build definition from Dockerfile'
	echo '#1 transferring dockerfile: 412B done'
	echo '#1 DONE 0.0s'
	echo '#2 [internal] load build context'
	echo '#2 DONE 0.1s'
${steps
	.map((step, index) => {
		const id = index + 3;
		const wait =
			index === 3
				? `	echo '#${id} 4.127 Collecting kedro-datasets[pandas-csvdataset]'
	echo '#${id} 6.802 Downloading pandas-2.3.3-cp312-manylinux_2_28_x86_64.whl (12.8 MB)'
	while [ ! -e '${folder}/go-on' ]; do sleep 0.1; done
`
				: '';
		return `	echo '#${id} [${index + 1}/${steps.length}] ${step}'\n${wait}	echo '#${id} DONE 0.4s'`;
	})
	.join('\n')}
	touch '${folder}/built' ;;
push*)
	echo 'The push refers to repository'
	for layer in 5f70bf18a086 0c94aebbdc0f ca0906654f08; do echo "$layer: Preparing"; echo "$layer: Pushed"; done
	touch '${folder}/pushed'
	echo 'tag: digest: ${sha(manifest)} size: 1789' ;;
run*)
	while [ "$1" != -- ]; do shift; done
	shift 2
	cd "$(cat '${folder}/project')" && PATH="$PWD/.venv/bin:$PATH" exec python "$@" ;;
esac
`;

const kubeconfig = {
	'current-context': 'kind-dev',
	contexts: [{name: 'kind-dev', context: {cluster: 'kind-dev', user: 'dev', namespace: 'kubeflow'}}],
	clusters: [{name: 'kind-dev', cluster: {server: 'https://kind-dev:6443'}}],
	users: [{name: 'dev', user: {}}],
};

const kubectl = `#!/bin/sh
case "$*" in
*'version --client'*) echo '{"clientVersion":{"gitVersion":"v1.35.0"}}' ;;
*'config view'*) echo '${JSON.stringify(kubeconfig)}' ;;
*'auth can-i'*) echo yes ;;
*'get '*secret*) echo 'Error from server (NotFound): secrets "aws-secrets" not found' >&2; exit 1 ;;
*apply*) cat >/dev/null; printf 'uid 1\\nversion 1\\ntype Opaque\\nkey AWS_ACCESS_KEY_ID\\nkey AWS_SECRET_ACCESS_KEY\\nlabel app.kubernetes.io/managed-by=kfp-wizard\\nmanager kfp-wizard\\n' ;;
*) echo '{"items":[]}' ;;
esac
`;

/** A folder for PATH with both programs. */
export function programs(folder) {
	const bin = join(folder, 'bin');
	mkdirSync(bin);
	for (const [name, text] of Object.entries({docker: docker(folder), kubectl}))
		writeFileSync(join(bin, name), text, {mode: 0o755});
	return bin;
}

/** Lets the build go on. */
export const goOn = folder => writeFileSync(join(folder, 'go-on'), '');

/** A registry that has the image once `docker` has pushed it. @returns its host with its port, and how to end it. */
export async function startRegistry(folder) {
	const server = createServer((request, response) => {
		const {method, url} = request;
		const answer = (status, headers = {}, body = '') => response.writeHead(status, headers).end(body);
		if (method === 'POST') return answer(202, {location: '/v2/upload'});
		if (method === 'DELETE') return answer(204);
		if (url.includes('/blobs/')) return answer(200, {}, config);
		if (!url.includes('/manifests/')) return answer(200);
		if (!existsSync(join(folder, 'pushed'))) return answer(404);
		return answer(200, {'docker-content-digest': sha(manifest)}, method === 'HEAD' ? '' : manifest);
	});
	await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
	return {host: `127.0.0.1:${server.address().port}`, stop: () => server.close()};
}
