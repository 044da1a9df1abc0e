// Reads kfp.yml as plain YAML, without the project's Python: for commands that work on a project that no longer runs.
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {parseDocument} from 'yaml';
import type {Project} from '../../schema/project.ts';
import {readText} from '../../system/files.ts';
import {byCodeUnit} from '../../system/order.ts';
import {cleanLine} from '../../system/text.ts';

type KfpYml = NonNullable<Project['settings']>;

export type PlainSettings = {
	readonly settings: KfpYml;
	/** What cannot be used without Kedro's configuration loader, each as a sentence with the file. */
	readonly skipped: readonly {readonly key: string | undefined; readonly message: string}[];
};

export type ProjectFolder = {
	readonly root: string;
	/** Folder of the Python package, relative to the root. */
	readonly packageFolder: string;
	/** The chosen environment; `undefined` for Kedro's default one. */
	readonly environment: string | undefined;
};

/**
 * The keys of the base environment, overridden by those of the chosen one, as Kedro's default loader merges them. A value
 * with an interpolation such as `${globals:host}` is skipped.
 */
export async function readPlainSettings({root, packageFolder, environment}: ProjectFolder): Promise<PlainSettings> {
	const {code, folder, base} = await readPlainConfig(root, packageFolder);
	const chosen = environment ?? setting(code, /["']default_run_env["']\s*:\s*["']([^"'\n]+)["']/) ?? 'local';
	const values = new Map<string, {readonly value: unknown; readonly file: string}>();
	const skipped: PlainSettings['skipped'][number][] = [];
	for (const layer of new Set([base, chosen])) {
		for (const name of ['kfp.yml', 'kfp.yaml']) {
			const file = `${folder}/${layer}/${name}`;
			try {
				const content = parsed(await readText(join(root, folder, layer, name)));
				for (const [key, value] of entriesOf(content)) values.set(key, {value, file});
			} catch (error) {
				const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
				skipped.push({key: undefined, message: `${file} is not read: ${cleanLine(reason)}`});
			}
		}
	}
	const usable = [...values].filter(([key, {value}]) => !key.startsWith('_') && !hasInterpolation(value));
	for (const [key, {value, file}] of values) {
		if (hasInterpolation(value))
			skipped.push({key, message: `${key} in ${file} is not used: only Kedro can resolve its interpolation`});
	}
	return {
		settings: {
			files: [...new Set([...values.values()].map(({file}) => file))],
			values: Object.fromEntries(usable.map(([key, {value}]) => [key, value])),
			params: {},
			places: usable.map(([key, {file}]) => ({key: [key], place: {file, line: null}})),
			problem: null,
		},
		skipped,
	};
}

/** The plain texts of a key in the kfp.yml of every environment. What cannot be read has none. */
export async function textsInKfpYml(root: string, packageFolder: string, key: string): Promise<readonly string[]> {
	const {folder} = await readPlainConfig(root, packageFolder);
	const paths = await readdir(join(root, folder), {recursive: true}).catch(() => []);
	const texts = paths
		.filter(path => /(?:^|[\\/])kfp\.ya?ml$/.test(path))
		.toSorted(byCodeUnit)
		.map(async path => {
			const content = await readText(join(root, folder, path))
				.then(parsed)
				.catch(() => undefined);
			const value = entriesOf(content).find(([name]) => name === key)?.[1];
			return typeof value === 'string' && !hasInterpolation(value) ? [value] : [];
		});
	return (await Promise.all(texts)).flat();
}

/** @throws Error for a text that is not YAML, or whose aliases stand for too many values. */
function parsed(text: string | undefined): unknown {
	if (text === undefined) return undefined;
	if (text.includes('\uFFFD')) throw new Error('it is not UTF-8');
	const document = parseDocument(text, {logLevel: 'silent'});
	const [problem] = document.errors;
	if (problem !== undefined) throw problem;
	return document.toJS({maxAliasCount: 1000});
}

/** Where the configuration is, as far as the text of `settings.py` says it. */
export async function readPlainConfig(
	root: string,
	packageFolder: string,
): Promise<{readonly code: string; readonly folder: string; readonly base: string}> {
	const code = (await readText(join(root, packageFolder, 'settings.py')).catch(() => undefined)) ?? '';
	return {
		code,
		folder: setting(code, /^CONF_SOURCE\s*=\s*["']([^"'\n]+)["']/m) ?? 'conf',
		base: setting(code, /["']base_env["']\s*:\s*["']([^"'\n]+)["']/) ?? 'base',
	};
}

const setting = (code: string, pattern: RegExp): string | undefined => pattern.exec(code)?.[1];

const entriesOf = (content: unknown): readonly (readonly [string, unknown])[] =>
	typeof content === 'object' && content !== null && !Array.isArray(content) ? Object.entries(content) : [];

const hasInterpolation = (value: unknown): boolean => JSON.stringify(value ?? null).includes('${');
