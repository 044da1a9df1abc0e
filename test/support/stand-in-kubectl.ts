// A `kubectl` that knows its version and a kubeconfig, as a shell script: for what makes no call to a cluster.
import {chmod, mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {scratch} from './scratch.ts';

/** The environment in which kubectl has these contexts. */
export async function withKubectl(
	contexts: readonly string[],
	current = '',
): Promise<Readonly<Record<string, string>>> {
	const bin = join(await scratch(), 'bin');
	await mkdir(bin);
	const config = {
		'current-context': current,
		contexts: contexts.map(name => ({name, context: {cluster: name}})),
		clusters: contexts.map(name => ({name, cluster: {server: `https://${name}.example.com`}})),
	};
	await writeFile(
		join(bin, 'kubectl'),
		`#!/bin/sh
case "$*" in
*version*) echo '{"clientVersion": {"gitVersion": "v1.32.0"}}' ;;
*) echo '${JSON.stringify(config)}' ;;
esac
`,
	);
	await chmod(join(bin, 'kubectl'), 0o755);
	return {PATH: bin};
}
