// Inspects the project in an image: the program for a container and what is sent to its stdin, and the answer in its output.
import {readdir, readFile} from 'node:fs/promises';
import type {z} from 'zod';
import {type Exact, toJson} from '../system/exact-values.ts';
import {clean} from '../system/text.ts';
import {type ImageContainer, type ImageContent, ImageLine} from './image-answer.ts';

export type ImageRequest = {
	/** The program that the tasks start: `kedro` or `python3`. */
	readonly program: string;
	readonly environment: string;
	readonly pipeline: string;
	/** What `--conf-source` says to the tasks. */
	readonly confSource?: string;
	/** Values of the runtime parameters, by key. */
	readonly parameters: Readonly<Record<string, Exact>>;
	/** Names of the datasets that the pipeline uses, without parameters. */
	readonly datasets: readonly string[];
	/** The protocol that a dataset is reached by, through fsspec, by its name. */
	readonly protocols: Readonly<Record<string, string>>;
	/** Files that tasks write into the container, relative to the project or absolute. */
	readonly writes: readonly string[];
};

/** What a container said. */
export type ImageAnswer = {
	/** `undefined` where Python did not start. */
	readonly container: ImageContainer | undefined;
	/** `undefined` where Python ended before the end. */
	readonly content: ImageContent | undefined;
	/** The error of the inspector itself, where it does not work in the image. */
	readonly bug: string | undefined;
};

const modules = new URL('./inspector/', import.meta.url);

/** Must work in every Python 3. */
const program = "import json, sys; sent = json.load(sys.stdin); exec(sent['modules']['from_stdin'])";

/** A Python in environments that are not on PATH, beside kedro where that is found. */
const shell = `for python in "$(dirname "$(command -v kedro)")"/python3 ./.venv/bin/python3 ./venv/bin/python3 /*venv*/bin/python3 /*/.venv/bin/python3 /*/venv/bin/python3 /*/*/.venv/bin/python3 /opt/*/bin/python3 /opt/*/envs/*/bin/python3 ~root/.venv/bin/python3 /home/*/.venv/bin/python3 /usr/local/bin/python3 /usr/bin/python3; do
	[ -x "$python" ] && exec "$python" -B -c "$0"
done
exit 127`;

export type Inspection = {
	/** The command of the container. */
	readonly inPath: readonly string[];
	/** The command where python3 is not on PATH. */
	readonly inShell: readonly string[];
	/** The text for its stdin. */
	readonly input: string;
};

export async function imageInspection({parameters, ...request}: ImageRequest): Promise<Inspection> {
	const names = (await readdir(modules)).filter(name => name.endsWith('.py') && !name.startsWith('__'));
	const sources = await Promise.all(
		names.map(async name => [name.slice(0, -3), await readFile(new URL(name, modules), 'utf8')] as const),
	);
	const sent = {
		modules: Object.fromEntries(sources),
		program: request.program,
		request: {...request, source: 'image', given: toJson(parameters)},
	};
	return {
		inPath: ['python3', '-B', '-c', program],
		inShell: ['sh', '-c', shell, program],
		input: ascii(JSON.stringify(sent)),
	};
}

/** Old Pythons read stdin in the encoding of the container. */
const ascii = (json: string): string =>
	json.replaceAll(/[\u0080-\uFFFF]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A reviver: escapes of JSON become control characters. */
const cleaned = (_: string, value: unknown): unknown => (typeof value === 'string' ? clean(value) : value);

const mark = 'kfp-wizard: ';

export function readImageAnswer(stdout: string): ImageAnswer {
	const lines = stdout
		.split('\n')
		.filter(line => line.startsWith(mark))
		.map((line): z.infer<typeof ImageLine> => ImageLine.parse(JSON.parse(line.slice(mark.length), cleaned)));
	const failed = lines.find(line => 'error' in line)?.error;
	return {
		container: lines.find(line => 'command' in line),
		content: lines.find(line => 'image' in line)?.image,
		bug: failed && (failed.detail?.trim().split('\n').at(-1) ?? failed.code),
	};
}
