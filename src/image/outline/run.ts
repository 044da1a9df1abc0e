// What a RUN instruction changes in its stage: files that it moves, environments that it makes, packages that it installs.
import {posix} from 'node:path';
import type {Instruction} from '../dockerfile/parse.ts';
import {expand} from '../dockerfile/words.ts';
import {copy, type FileTree, hasFolder, isBelow, matching, type PythonPackages, remove, tidy} from './file-tree.ts';
import {environmentOf, homeOf, type ProgramPlace, type Shell, targets} from './environments.ts';
import {type Install, installOf, packageName, projectFolder} from './install-command.ts';
import {commandsOf} from './shell.ts';
import {absolute, lookup, presence, putPackages, type Stage} from './stage.ts';

/** What is known of the project's requirement files: the names in each, by its path in the build context. */
export type RequirementNames = (file: string) => readonly string[] | undefined;

export function run(stage: Stage, instruction: Instruction, context: FileTree, names: RequirementNames): void {
	stage.scripts += [instruction.text, ...instruction.heredocs.map(({content}) => content), ''].join('\n');
	const shell: Shell = {
		cwd: stage.workdir,
		prefix: stage.shellPrefix,
		variables: new Map(),
		files: mounted(stage, instruction, context),
	};
	for (const written of commandsOf(instruction)) {
		const inner = (name: string): string | undefined => shell.variables.get(name) ?? lookup(stage)(name);
		const words = written.map(word => expand(word, inner) ?? word);
		while (/^[A-Za-z_]\w*=/.test(words[0] ?? '')) assign(shell, words.shift() ?? '');
		const [program = '', ...args] = words;
		if (program !== '') effect(stage, shell, {program, args, line: instruction.line}, names);
	}
}

function mounted(stage: Stage, {flags}: Instruction, context: FileTree): Shell['files'] {
	const mounts = flags.filter(([name, value]) => name === 'mount' && value.includes('type=bind'));
	if (mounts.length === 0) return stage.files;
	const files: FileTree = new Map(stage.files);
	for (const [, value] of mounts) {
		const part = (...names: readonly string[]): string | undefined =>
			value
				.split(',')
				.map(pair => pair.split('='))
				.find(([name = '']) => names.includes(name))?.[1];
		const target = absolute(part('target', 'dst', 'destination') ?? '', stage.workdir);
		if (target === undefined || part('from') !== undefined) continue;
		copy(context, tidy(posix.join('/', part('source', 'src') ?? '/')), files, target, {intoFolder: false});
	}
	return files;
}

function assign(shell: Shell, word: string): void {
	const at = word.indexOf('=');
	shell.variables.set(word.slice(0, at), word.slice(at + 1));
}

type Command = {readonly program: string; readonly args: readonly string[]; readonly line: number};

function effect(stage: Stage, shell: Shell, command: Command, names: RequirementNames): void {
	const {program, args, line} = command;
	const at = (path: string): string | undefined => absolute(path.replace(/^~(?=\/|$)/, homeOf(stage)), shell.cwd);
	const plain = args.filter(word => !word.startsWith('-'));
	const name = posix.basename(program);
	switch (name) {
		case 'cd':
		case 'pushd':
			shell.cwd = at(plain[0] ?? '~');
			return;
		case 'export':
			for (const word of plain) assign(shell, word);
			return;
		case '.':
		case 'source':
			if (plain[0]?.endsWith('/bin/activate') === true) shell.prefix = at(posix.dirname(posix.dirname(plain[0])));
			return;
		case 'mkdir':
			for (const path of plain.flatMap(braces)) put(stage, at(path));
			return;
		case 'touch':
			for (const path of plain) put(stage, at(posix.dirname(path)));
			return;
		case 'rm':
			for (const path of plain) for (const found of matching(stage.files, at(path) ?? '')) remove(stage.files, found);
			return;
		case 'cp':
		case 'mv':
		case 'ln':
		case 'rsync':
			move(stage, name, plain.map(at), plain);
			return;
		case 'git':
			if (plain[0] === 'clone') stage.opaque.add(at(plain[2] ?? repositoryFolder(plain[1] ?? '')) ?? '/');
			return;
		case 'tar':
		case 'unzip':
			stage.opaque.add(at(args[args.findIndex(word => /^(?:-C|--directory|-d)$/.test(word)) + 1] ?? '.') ?? '/');
			return;
		case 'poetry':
			// Poetry reads both from its settings and from variables.
			if (plain[0] === 'config' && plain[2] !== undefined)
				stage.env.set(`POETRY_${plain[1]?.toUpperCase().replaceAll(/[.-]/g, '_') ?? ''}`, plain[2]);
			installEffect(stage, shell, {...command, program: name}, {at, names, folder: posix.dirname(program), line});
			return;
		default:
			installEffect(stage, shell, {...command, program: name}, {at, names, folder: posix.dirname(program), line});
	}
}

const repositoryFolder = (url: string): string => posix.basename(url).replace(/\.git$/, '');

/** `conf/{base,local}` is two paths. */
function braces(path: string): readonly string[] {
	const [, before = '', list, after = ''] = /^(.*?)\{([^{}]*)\}(.*)$/.exec(path) ?? [];
	return list === undefined ? [path] : list.split(',').flatMap(one => braces(`${before}${one}${after}`));
}

function put(stage: Stage, path: string | undefined): void {
	if (path !== undefined && !stage.files.has(path)) stage.files.set(path, {is: 'folder'});
}

function move(stage: Stage, how: string, paths: readonly (string | undefined)[], written: readonly string[]): void {
	const target = paths.at(-1);
	if (paths.length < 2 || target === undefined) return;
	const sources = paths.slice(0, -1).flatMap(path => (path === undefined ? [] : matching(stage.files, path)));
	const isFolder = sources.length > 1 || hasFolder(stage.files, target) || /\/$|^\.$/.test(written.at(-1) ?? '');
	const before = new Map(stage.files);
	sources.forEach((source, index) => {
		if (source === target || isBelow(target, source)) return;
		const isContent = /\/\.?$/.test(written[index] ?? '') && how !== 'mv';
		copy(before, source, stage.files, target, {intoFolder: isFolder, keepFolders: isFolder && !isContent});
		if (how === 'mv') remove(stage.files, source);
	});
}

type Where = ProgramPlace & {readonly names: RequirementNames; readonly line: number};

/** A script may do anything, also install what is needed. */
const script = /^(?:make|just|invoke|nox|tox|ansible.*|.*\.(?:sh|bash|py))$/;

const isConda = (program: string): boolean => /^(?:conda|mamba|micromamba)$/.test(program);

function installEffect(stage: Stage, shell: Shell, {program, args}: Command, where: Where): void {
	const {at, line} = where;
	const made = environmentOf(program, args);
	if (made !== undefined) {
		const prefix = made.conda === undefined ? at(made.path) : condaPrefix(stage, made.conda);
		if (prefix !== undefined) stage.files.set(`${prefix}/bin/python`, {is: 'folder'});
		if (made.python !== undefined) stage.python = {version: made.python, line};
	}
	if (isConda(program) && args[0] === 'run') {
		const {name, command} = condaRun(args.slice(1));
		const [inner = '', ...more] = command;
		const within = {...shell, prefix: condaPrefix(stage, name)};
		const place = {...where, folder: posix.dirname(inner)};
		installEffect(stage, within, {program: posix.basename(inner), args: more, line}, place);
		return;
	}
	if (isConda(program) && args[0] === 'activate') shell.prefix = condaPrefix(stage, args[1] ?? 'base');
	if (/^(?:apt-get|apt|apk|dnf|microdnf|yum)$/.test(program)) systemPython(stage, args, line);
	const install = installOf([program, ...args]);
	if (install !== undefined)
		for (const prefix of targets(stage, shell, install, where)) add(stage, shell, prefix, install, where);
	else if (script.test(program) || (/^(?:(?:ba|da|z)?sh|python[\d.]*)$/.test(program) && /^[^-]/.test(args[0] ?? '')))
		stage.mayHaveInstalled = true;
}

const condaPrefix = ({base}: Stage, name: string): string =>
	name === 'base' ? base.prefix : `${base.prefix}/envs/${name}`;

/** The environment and the command of `conda run -n NAME … COMMAND …`. */
function condaRun(args: readonly string[]): {readonly name: string; readonly command: readonly string[]} {
	const isName = (word: string | undefined): boolean => word === '-n' || word === '--name';
	const begin = args.findIndex((word, index) => !word.startsWith('-') && !isName(args[index - 1]));
	return {name: args[args.findIndex(isName) + 1] ?? 'base', command: begin < 0 ? [] : args.slice(begin)};
}

/** The Python of the distribution; images of Python use their own. */
function systemPython(stage: Stage, args: readonly string[], line: number): void {
	if (stage.base.python !== undefined) return;
	const named = args.flatMap(word => /^python(3\.\d+)(?:-.*)?$/.exec(word)?.[1] ?? [])[0];
	const version = named ?? (args.some(word => /^python3(?:-.*)?$/.test(word)) ? stage.base.packagedPython : undefined);
	if (version !== undefined) stage.python = {version, line};
}

/** Not there, and named only once: nothing before has made it. */
const isUnread = (stage: Stage, shell: Shell, path: string): boolean =>
	!shell.files.has(path) && presence(stage, path) === 'no' && stage.scripts.split(posix.basename(path)).length === 2;

function add(stage: Stage, shell: Shell, prefix: string, install: Install, {at, names, line}: Where): void {
	const before = [...stage.files.values()].find(entry => 'of' in entry && entry.of.prefix === prefix);
	const old: PythonPackages | undefined = before !== undefined && 'of' in before ? before.of : undefined;
	const written = install.packages.map(packageName);
	const folders = [...install.packages.flatMap(one => projectFolder(one) ?? []), ...(install.project ? ['.'] : [])].map(
		folder => at(folder),
	);
	const sourceOf = (path: string | undefined): string | undefined => {
		const entry = path === undefined ? undefined : shell.files.get(path);
		return entry?.is === 'file' ? entry.source : undefined;
	};
	for (const path of install.files.flatMap(file => (/^[\w./-]+$/.test(file) ? (at(file) ?? []) : [])))
		if (isUnread(stage, shell, path)) stage.unread.push({path, line});
	const files = [
		...install.files.map(file => sourceOf(at(file))),
		...folders.flatMap(folder =>
			folder === undefined
				? [undefined]
				: ['pyproject.toml', 'uv.lock', 'poetry.lock', 'setup.py', 'requirements.txt'].flatMap(
						file => sourceOf(posix.join(folder, file)) ?? [],
					),
		),
	];
	const listed = files.map(file => (file === undefined ? undefined : names(file)));
	const found = new Set([
		...(old?.names ?? []),
		...written.flatMap(one => one ?? []),
		...listed.flat().flatMap(one => one ?? []),
	]);
	const isOpen =
		old?.isOpen === true ||
		install.isOpen ||
		listed.includes(undefined) ||
		install.packages.some(one => packageName(one) === undefined && projectFolder(one) === undefined);
	const packages: PythonPackages = {
		prefix,
		line,
		names: found,
		files: new Set([...(old?.files ?? []), ...files.flatMap(file => file ?? [])]),
		isOpen,
	};
	putPackages(stage, packages, isOpen || [...found].some(name => name === 'kedro' || name.startsWith('kedro-')));
}
