// Stand-ins on PATH that write down how each program was called, argument by argument, and with which environment.
import {mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';

export type Call = {readonly program: string; readonly args: string; readonly env: string};

export type Recorders = {
	/** The folder for PATH. */
	readonly bin: string;
	readonly calls: () => Promise<readonly Call[]>;
};

/**
 * `programs`: what each stand-in does after it has written its call down, as the lines of a shell script. `$records` is the
 * folder of the calls: what a program is sent can be kept there.
 */
export async function recorders(folder: string, programs: Readonly<Record<string, string>>): Promise<Recorders> {
	const bin = join(folder, 'bin');
	const records = join(folder, 'records');
	await mkdir(bin, {recursive: true});
	await mkdir(records);
	for (const [name, script] of Object.entries(programs)) {
		const text = `#!/bin/sh\nrecords='${records}'\nprintf '%s\\n' "$@" > "$records/${name}.$$.args"\nenv > "$records/${name}.$$.env"\n${script}\n`;
		await writeFile(join(bin, name), text, {mode: 0o755});
	}
	return {
		bin,
		calls: async () => {
			const names = (await readdir(records)).filter(name => name.endsWith('.args')).map(name => name.slice(0, -5));
			return Promise.all(
				names.map(async name => ({
					program: name.split('.')[0] ?? '',
					args: await readFile(join(records, `${name}.args`), 'latin1'),
					env: await readFile(join(records, `${name}.env`), 'latin1'),
				})),
			);
		},
	};
}
