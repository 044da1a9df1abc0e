// Puts the stand-in for kind on a PATH, before a docker that passes on all but the commands in a node.
import {copyFile, mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

export type StandInKind = {
	/** A folder for PATH. */
	readonly bin: string;
	/** Names of the images that the node has. */
	images(): Promise<readonly string[]>;
	/** The node forgets its images, as the kubelet does where its disk is full. */
	clear(): Promise<void>;
	/** What goes wrong from now on. */
	fault(fault: 'digest' | 'nothing' | undefined): Promise<void>;
};

/** `folder/calls` gets a line for each call. `docker`: the program that the others go to. */
export async function standInKind(folder: string, docker: string): Promise<StandInKind> {
	const bin = join(folder, 'kind-bin');
	await mkdir(bin);
	await writeFile(join(bin, 'package.json'), '{"type": "module"}');
	await writeFile(join(bin, 'kind.json'), JSON.stringify({docker}));
	await copyFile(fileURLToPath(new URL('kind.js', import.meta.url)), join(bin, 'kind.js'));
	const script = (body: string): string => `#!/bin/sh\n${body}\n`;
	const stand = `exec '${process.execPath}' '${join(bin, 'kind.js')}' "$@"`;
	await writeFile(join(bin, 'kind'), script(stand), {mode: 0o755});
	await writeFile(join(bin, 'docker'), script(`[ "$1" = exec ] && ${stand}\nexec '${docker}' "$@"`), {mode: 0o755});
	return {
		bin,
		images: async () => JSON.parse(await readFile(join(bin, 'node-images.json'), 'utf8').catch(() => '[]')),
		clear: () => rm(join(bin, 'node-images.json'), {force: true}),
		fault: fault => writeFile(join(bin, 'fault'), fault ?? ''),
	};
}
