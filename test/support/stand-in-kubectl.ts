// A `kubectl` that knows its version and a kubeconfig, as a shell script: for what makes no call to a cluster. No Secret is there.
import {chmod, mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {quote} from '../../src/system/text.ts';
import {scratch} from './scratch.ts';

/** The environment in which kubectl has these contexts. `clusters`: what they name that is there; default all. */
export async function withKubectl(
	contexts: readonly string[],
	current = '',
	{version = 'v1.32.0', clusters = contexts}: {readonly version?: string; readonly clusters?: readonly string[]} = {},
): Promise<Readonly<Record<string, string>>> {
	const bin = join(await scratch(), 'bin');
	await mkdir(bin);
	const config = {
		'current-context': current,
		contexts: contexts.map(name => ({name, context: {cluster: name}})),
		clusters: clusters.map(name => ({name, cluster: {server: `https://${encodeURIComponent(name)}.example.com`}})),
	};
	await writeFile(
		join(bin, 'kubectl'),
		`#!/bin/sh
case "$*" in
*' get secret '*) echo 'Error from server (NotFound): secrets "x" not found' >&2; exit 1 ;;
'version '*) echo '{"clientVersion": {"gitVersion": "${version}"}}' ;;
*) printf '%s' ${quote(JSON.stringify(config))} ;;
esac
`,
	);
	await chmod(join(bin, 'kubectl'), 0o755);
	return {PATH: bin};
}
