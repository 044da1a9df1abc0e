// Where Python packages go: the interpreter's own, or a virtual environment that a command makes, activates or uses.
import {posix} from 'node:path';
import type {Entry} from './file-tree.ts';
import type {Install} from './install-command.ts';
import {pathOf, type Stage} from './stage.ts';

/** The shell of one RUN: what it sets does not outlive it. */
export type Shell = {
	cwd: string | undefined;
	/** Environment that was activated. */
	prefix: string | undefined;
	readonly variables: Map<string, string>;
	/** Files of the context that are mounted. */
	readonly files: ReadonlyMap<string, Entry>;
};

export type ProgramPlace = {
	/** A path of the image, seen from the folder that the shell is in. */
	readonly at: (path: string) => string | undefined;
	/** The folder in which the program was named, `.` without one. */
	readonly folder: string;
};

/** An environment that a command makes, and its Python where it is named. */
export function environmentOf(
	program: string,
	args: readonly string[],
): {readonly path: string; readonly conda?: string; readonly python?: string} | undefined {
	const version = /(?:^|[\s=@:/])(?:python|cpython)?=?=?(3\.\d+)/.exec(` ${args.join(' ')} `)?.[1];
	const python = version === undefined ? {} : {python: version};
	const plain = args.filter(
		(word, index) => !word.startsWith('-') && !/^(?:-p|--python|--prompt)$/.test(args[index - 1] ?? ''),
	);
	if (program === 'uv' && plain[0] === 'venv') return {path: plain[1] ?? '.venv', ...python};
	if (program === 'virtualenv') return {path: plain[0] ?? '.venv'};
	const module = args.indexOf('-m');
	if (/^python[\d.]*$/.test(program) && args[module + 1] === 'venv' && module >= 0) {
		const own = /^python(3\.\d+)$/.exec(program)?.[1];
		return {
			path: args.slice(module + 2).find(word => !word.startsWith('-')) ?? '.venv',
			...(own === undefined ? {} : {python: own}),
		};
	}
	if (
		/^(?:conda|mamba|micromamba)$/.test(program) &&
		/^(?:create|install)$/.test(plain[0] ?? '') &&
		version !== undefined
	)
		return {path: '', conda: args[args.findIndex(word => /^(?:-n|--name)$/.test(word)) + 1] ?? 'base', ...python};
	return undefined;
}

export const homeOf = ({env, user}: Stage): string =>
	env.get('HOME') ??
	(user === undefined || user.value === 'root' || user.value === '0' ? '/root' : `/home/${user.value ?? 'user'}`);

/** The folders of the environments that an install changes; empty where that cannot be known. */
export function targets(stage: Stage, shell: Shell, {into}: Install, {at, folder}: ProgramPlace): readonly string[] {
	const variable = (name: string): string | undefined => shell.variables.get(name) ?? stage.env.get(name);
	const known = (path: string | undefined): readonly string[] => (path === undefined ? [] : [path]);
	switch (into.kind) {
		case 'folder':
			return known(at(into.path));
		case 'user':
			return [`${homeOf(stage)}/.local`];
		case 'system':
			return [stage.base.prefix];
		case 'conda':
			return [`${stage.base.prefix}/envs/${into.name}`];
		case 'pixi':
			return known(at(`.pixi/envs/${into.name === 'install' ? 'default' : into.name}`));
		case 'uv project':
			return known(at(variable('UV_PROJECT_ENVIRONMENT') ?? '.venv'));
		case 'pipenv':
			if (activePrefix(stage, shell) !== stage.base.prefix) return [activePrefix(stage, shell)];
			return variable('PIPENV_VENV_IN_PROJECT') === undefined
				? [`${homeOf(stage)}/.local/share/virtualenvs/project`]
				: known(at('.venv'));
		case 'uv': {
			if (variable('UV_SYSTEM_PYTHON') !== undefined) return [stage.base.prefix];
			const own = at('.venv');
			const active = activePrefix(stage, shell);
			return active === stage.base.prefix && own !== undefined && stage.files.has(`${own}/bin/python`)
				? [own]
				: [active];
		}
		case 'poetry':
			if (
				/^(?:0|false)$/i.test(variable('POETRY_VIRTUALENVS_CREATE') ?? '') ||
				activePrefix(stage, shell) !== stage.base.prefix
			)
				return [activePrefix(stage, shell)];
			if (/^(?:1|true)$/i.test(variable('POETRY_VIRTUALENVS_IN_PROJECT') ?? '')) return known(at('.venv'));
			return [`${homeOf(stage)}/.cache/pypoetry/virtualenvs/project`];
		case 'default':
			return folder.endsWith('/bin') ? known(at(posix.dirname(folder))) : [activePrefix(stage, shell)];
	}
}

/** The environment whose programs come first in PATH. */
function activePrefix(stage: Stage, shell: Shell): string {
	const path = shell.variables.get('PATH')?.split(':') ?? pathOf(stage) ?? [];
	const first = path.find(folder => folder.endsWith('/bin') && stage.files.has(`${folder}/python`));
	return (
		shell.prefix ??
		shell.variables.get('VIRTUAL_ENV') ??
		stage.env.get('VIRTUAL_ENV') ??
		(first === undefined ? stage.base.prefix : posix.dirname(first))
	);
}
