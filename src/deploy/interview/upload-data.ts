// Uploads the data that only this machine has, by the commands that the fixes gave: with their program, or with boto3.
import {resolve} from 'node:path';
import {findProgram, run} from '../../system/exec.ts';
import {runInForeground} from '../../system/foreground.ts';
import {splitWords} from '../../system/split-words.ts';
import {defined} from '../../system/defined.ts';
import type {Context} from '../../ui/context.ts';
import type {Chosen} from '../plan.ts';
import {credentialsOf} from '../steps/secret/plan.ts';

/**
 * Runs the commands in the terminal, with the keys that the tasks get; keys are variables, never arguments. What is there
 * already is not uploaded again by `sync`, so an upload that was stopped goes on.
 * @returns the commands that did not succeed
 */
export async function uploadData(
	commands: readonly string[],
	{selection, options, plans}: Chosen,
	{ui, env, stdout}: Pick<Context, 'ui' | 'env' | 'stdout'>,
): Promise<readonly string[]> {
	const {project} = selection;
	const keys = Object.fromEntries(
		Object.entries(credentialsOf(plans.secret)?.values ?? {}).map(([name, value]) => [name, value.reveal()]),
	);
	const environment = {...env, ...defined({AWS_PROFILE: options.awsProfile?.value}), ...keys};
	const left: string[] = [];
	for (const command of commands) {
		const programs = await programsOf(command, project.root, project.python.executable, environment);
		if (programs === undefined) {
			const message = `Neither ${command.split(' ')[0] ?? ''} nor boto3 is installed here: run ${command} elsewhere`;
			ui.emit({event: 'note', level: 'warning', message});
			left.push(command);
			continue;
		}
		const upload = async (): Promise<boolean> => {
			stdout.write(`${command}\n`);
			for (const program of programs) if ((await runInForeground([program], environment)) !== 0) return false;
			return true;
		};
		const isDone = await (ui.lend?.(upload) ?? upload());
		if (isDone) ui.emit({event: 'note', level: 'info', message: `Uploaded: ${command}`});
		else left.push(command);
	}
	return left;
}

/** `undefined` where a program is missing. */
async function programsOf(
	command: string,
	root: string,
	python: string,
	env: Context['env'],
): Promise<readonly (readonly string[])[] | undefined> {
	const parts = command
		.replace(/ {2}#.*$/, '')
		.split(' && ')
		.map(part => splitWords(part) ?? []);
	const programs = parts.map(words => words.with(-2, resolve(root, words.at(-2) ?? '')));
	const [name = ''] = programs[0] ?? [];
	if ((await findProgram(name, env['PATH'])) !== undefined) return programs;
	const hasBoto3 = name === 'aws' && (await run(python, ['-c', 'import boto3'], {env})).exitCode === 0;
	return hasBoto3 ? programs.map(words => [python, '-c', withBoto3, ...words.slice(-2)]) : undefined;
}

/** `aws s3 cp` and `sync` of a file or a folder: what is there in the same size is left. */
const withBoto3 = `
import os, pathlib, sys
import boto3
path, url = pathlib.Path(sys.argv[1]), sys.argv[2]
bucket, _, prefix = url.removeprefix("s3://").partition("/")
s3 = boto3.client("s3", endpoint_url=os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL"))
files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
for number, file in enumerate(files, 1):
    key = prefix.rstrip("/") + "/" + file.relative_to(path).as_posix() if path.is_dir() else prefix
    size = file.stat().st_size
    try:
        same = s3.head_object(Bucket=bucket, Key=key)["ContentLength"] == size
    except s3.exceptions.ClientError:
        same = False
    print(f"{number} of {len(files)}  {file.name}  {size:,} bytes" + ("  is there already" if same else ""), flush=True)
    if not same:
        s3.upload_file(str(file), bucket, key)
`;
