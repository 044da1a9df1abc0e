// Reads the commands that install Python packages: where to, and what, as far as the command says.
import {posix} from 'node:path';

export type Install = {
	/** What is written: names of packages, paths of projects, URLs. */
	readonly packages: readonly string[];
	/** Requirement files, as written. */
	readonly files: readonly string[];
	/** The project in the working folder is what is installed, with its lock file. */
	readonly project: boolean;
	/** True when it installs what the command does not name. */
	readonly isOpen: boolean;
	/** Where to: the interpreter's own packages, those of the user, a folder, or an environment. */
	readonly into: Target;
};

export type Target =
	| {readonly kind: 'default'}
	| {readonly kind: 'system'}
	| {readonly kind: 'user'}
	/** The active environment, else `.venv` in the working folder. */
	| {readonly kind: 'uv'}
	/** `.venv` in the working folder, or what a variable names. */
	| {readonly kind: 'uv project'}
	| {readonly kind: 'poetry'}
	| {readonly kind: 'pipenv'}
	| {readonly kind: 'pixi'; readonly name: string}
	| {readonly kind: 'folder'; readonly path: string}
	| {readonly kind: 'conda'; readonly name: string};

const valued =
	/^(?:-r|--requirements?|-c|--constraints?|-e|--editable|-t|--target|--prefix|--root|-i|--index-url|--extra-index-url|--index|--default-index|-f|--find-links|--python|-p|--trusted-host|--cert|--proxy|--timeout|--retries|--platform|--python-version|--implementation|--abi|--no-binary|--only-binary|--config-settings|--src|--cache-dir|--upgrade-package|-P|--extra|--group|--resolution|--index-strategy|--keyring-provider|--python-platform|-n|--name|--file|--channel|--override|--with|--without|--only|--directory)$/;

/** `words`: the program without its folder, then its arguments. `undefined` for any other command. */
export function installOf(words: readonly string[]): Install | undefined {
	const [program = '', ...args] = words;
	if (/^python(?:\d[\d.]*)?$/.test(program)) {
		const module = args.indexOf('-m');
		return module < 0 ? undefined : installOf(args.slice(module + 1));
	}
	if (/^pip(?:\d[\d.]*)?$/.test(program)) return pip(args);
	if (program === 'uv') return uv(args);
	if (program === 'poetry' && /^(?:install|sync)$/.test(command(args))) return ofProject({kind: 'poetry'});
	if (program === 'pdm' && /^(?:install|sync|update)$/.test(command(args))) return ofProject({kind: 'uv project'});
	if (program === 'pixi' && command(args) === 'install')
		return ofProject({
			kind: 'pixi',
			name: args[args.findIndex(word => /^(?:-e|--environment)$/.test(word)) + 1] ?? 'default',
		});
	if (program === 'pipenv' && /^(?:install|sync)$/.test(command(args)))
		return ofProject(args.includes('--system') ? {kind: 'system'} : {kind: 'pipenv'});
	if (/^(?:conda|mamba|micromamba)$/.test(program)) return conda(args);
	return undefined;
}

const command = (args: readonly string[]): string => args.find(word => !word.startsWith('-')) ?? '';

const ofProject = (into: Target): Install => ({packages: [], files: [], project: true, isOpen: true, into});

function pip(args: readonly string[]): Install | undefined {
	const at = args.indexOf('install');
	if (at < 0 || at > 2) return undefined;
	const {options, rest} = read(args.slice(at + 1));
	const [folder, prefix] = [options.get('--target') ?? options.get('-t'), options.get('--prefix')];
	const files = options.all('-r', '--requirement', '--requirements');
	return {
		packages: [...rest, ...options.all('-e', '--editable')],
		files,
		project: false,
		isOpen: files.some(file => file === '-'),
		into:
			folder !== undefined
				? {kind: 'folder', path: folder}
				: prefix !== undefined
					? {kind: 'folder', path: prefix}
					: args.includes('--user')
						? {kind: 'user'}
						: args.includes('--system')
							? {kind: 'system'}
							: {kind: 'default'},
	};
}

function uv(args: readonly string[]): Install | undefined {
	const words = args.filter(word => !word.startsWith('--'));
	if (words[0] === 'pip') {
		const install = pip(args.slice(args.indexOf('pip') + 1));
		const into = (target: Target): Target => (target.kind === 'default' ? {kind: 'uv'} : target);
		if (install !== undefined) return {...install, into: into(install.into)};
		return words[1] === 'sync'
			? {...ofProject({kind: args.includes('--system') ? 'system' : 'uv'}), project: false}
			: undefined;
	}
	return words[0] === 'sync' ? ofProject({kind: 'uv project'}) : undefined;
}

function conda(args: readonly string[]): Install | undefined {
	const [first, second] = args.filter(word => !word.startsWith('-'));
	const isEnvironment = first === 'env';
	if (!/^(?:install|create|update)$/.test((isEnvironment ? second : first) ?? '')) return undefined;
	const {options, rest} = read(args);
	const folder = options.get('-p') ?? options.get('--prefix');
	const name = options.get('-n') ?? options.get('--name');
	const files = options.all('-f', '--file');
	return {
		packages: isEnvironment ? [] : rest.slice(1),
		files: [],
		project: false,
		isOpen: isEnvironment || files.length > 0,
		into:
			folder !== undefined
				? {kind: 'folder', path: folder}
				: name === undefined || name === 'base' || name === 'root'
					? isEnvironment && first !== undefined && name === undefined && second === 'create'
						? {kind: 'conda', name: '*'}
						: {kind: 'default'}
					: {kind: 'conda', name},
	};
}

type Options = Map<string, string> & {readonly all: (...names: readonly string[]) => readonly string[]};

function read(args: readonly string[]): {readonly options: Options; readonly rest: readonly string[]} {
	const pairs: [string, string][] = [];
	const rest: string[] = [];
	for (let at = 0; at < args.length; at++) {
		const word = args[at] ?? '';
		const [, name, value] = /^(--[a-z][\w-]*)=(.*)$/s.exec(word) ?? /^(-[rect])(.+)$/s.exec(word) ?? [];
		if (name !== undefined) pairs.push([name, value ?? '']);
		else if (valued.test(word)) pairs.push([word, args[++at] ?? '']);
		else if (!word.startsWith('-')) rest.push(word);
	}
	const all = (...names: readonly string[]): readonly string[] =>
		pairs.flatMap(([name, value]) => (names.includes(name) ? [value] : []));
	return {options: Object.assign(new Map(pairs), {all}), rest};
}

/** The normalized name of what is installed, such as `kedro-datasets` of `Kedro_Datasets[pandas]>=4`; `undefined` for a path or a URL. */
export function packageName(written: string): string | undefined {
	if (/^(?:\.|\/|~|[a-z+]+:\/\/)|\.(?:whl|tar\.gz|zip)$|[*$]/i.test(written)) return undefined;
	const [name] = /^[A-Za-z\d][\w.-]*/.exec(written) ?? [];
	return name?.toLowerCase().replaceAll(/[-_.]+/g, '-');
}

/** A folder that `pip install` gets, without extras: `.[dev]` is `.`. */
export const projectFolder = (written: string): string | undefined =>
	/^(?:\.|\/)/.test(written) && !/\.(?:whl|tar\.gz|zip)$/.test(written)
		? posix.normalize(written.replace(/\[.*\]$/, ''))
		: undefined;
