// What the image of a Dockerfile will hold, as far as it can be known without building it: its stages, one instruction after the other.
import {type BaseImage, baseImage} from '../dockerfile/base-image.ts';
import {type Instruction, knownKeywords, parseDockerfile, triggerOf} from '../dockerfile/parse.ts';
import {expand, type Lookup, splitWords} from '../dockerfile/words.ts';
import {copyInto, type MissingSource, type SharedState, stageNamed} from './copy-instruction.ts';
import type {Entry, FileTree} from './file-tree.ts';
import {type RequirementNames, run} from './run.ts';
import {absolute, lookup, type Stage} from './stage.ts';

export type OutlineInput = {
	/** Text of the Dockerfile. */
	readonly text: string;
	/** Such as `linux/amd64`. */
	readonly platform: string;
	/** Paths of the build context: files, and folders that are sent empty. */
	readonly files: readonly string[];
	readonly folders: readonly string[];
	readonly requirementNames: RequirementNames;
};

export type Outline = {
	/** The last stage is the image. */
	readonly stages: readonly [Stage, ...Stage[]];
	readonly image: Stage;
	/** Paths of the files that the build sends. */
	readonly sent: readonly string[];
	/** The base images that are pulled, in their order. */
	readonly bases: readonly BaseImage[];
	readonly missing: readonly MissingSource[];
	readonly unknown: readonly {readonly keyword: string; readonly line: number}[];
	/** The line of an ARG before the first FROM that a text is the default of. */
	readonly argumentLine: (value: string) => number | undefined;
};

/** `undefined` without a FROM. */
export function outlineOf(input: OutlineInput): Outline | undefined {
	const {instructions, escape} = parseDockerfile(input.text);
	const context = contextTree(input);
	const globals = new Map<string, string | undefined>(platformArguments(input.platform));
	const stages: Stage[] = [];
	const bases: BaseImage[] = [];
	const missing: MissingSource[] = [];
	const build: Build = {input, context, globals, stages, missing, escape};
	for (const each of instructions) {
		const current = stages.at(-1);
		if (each.keyword === 'FROM') {
			const {stage, base} = begin(each, build);
			stages.push(stage);
			if (base !== undefined) bases.push(base);
			const inherited = stages.find(({number}) => number === parentNumber(each, build));
			for (const trigger of inherited?.triggers ?? []) apply(stage, trigger, build);
		} else if (current === undefined) {
			if (each.keyword === 'ARG')
				for (const [name, value] of argumentsOf(each, name => globals.get(name) ?? '', escape))
					globals.set(name, value);
		} else {
			current.end = each.end;
			apply(current, each, build);
		}
	}
	const [first, ...rest] = stages;
	if (first === undefined) return undefined;
	const before = instructions.filter(({line}) => line < first.line && line > 0);
	return {
		stages: [first, ...rest],
		image: rest.at(-1) ?? first,
		sent: input.files,
		bases,
		missing,
		unknown: instructions.filter(({keyword}) => !knownKeywords.includes(keyword)),
		argumentLine: value => before.find(({keyword, text}) => keyword === 'ARG' && text.includes(value))?.line,
	};
}

type Build = SharedState & {readonly input: OutlineInput; readonly globals: Map<string, string | undefined>};

const contextTree = ({files, folders}: OutlineInput): FileTree =>
	new Map<string, Entry>([
		...files.map((path): [string, Entry] => [`/${path}`, {is: 'file', source: path}]),
		...folders.map((path): [string, Entry] => [`/${path}`, {is: 'folder'}]),
	]);

function platformArguments(platform: string): readonly (readonly [string, string])[] {
	const [os = '', arch = '', variant = ''] = platform.split('/');
	return ['TARGET', 'BUILD'].flatMap(
		side =>
			[
				[`${side}PLATFORM`, platform],
				[`${side}OS`, os],
				[`${side}ARCH`, arch],
				[`${side}VARIANT`, variant],
			] as const,
	);
}

const fromWords = ({text}: Instruction): readonly string[] => text.split(/\s+/);

function parentNumber(from: Instruction, {stages, globals, escape}: Build): number | undefined {
	const name = expand(fromWords(from)[0] ?? '', each => globals.get(each) ?? '', escape);
	return stageNamed(stages, name ?? '')?.number;
}

function begin(from: Instruction, build: Build): {readonly stage: Stage; readonly base: BaseImage | undefined} {
	const [image = '', as = '', name] = fromWords(from);
	const reference = expand(image, each => build.globals.get(each) ?? '', build.escape);
	const parent = reference === undefined ? undefined : stageNamed(build.stages, reference);
	const own = {
		name: as.toLowerCase() === 'as' ? name?.toLowerCase() : undefined,
		number: build.stages.length,
		line: from.line,
		end: from.end,
		args: new Map<string, string | undefined>(),
		triggers: [],
		unread: [],
	};
	if (parent !== undefined) {
		const copied = {files: new Map(parent.files), opaque: new Set(parent.opaque), env: new Map(parent.env)};
		return {stage: {...parent, ...copied, ...own}, base: undefined};
	}
	const base = baseImage(reference === '' ? undefined : reference, from.line);
	const stage: Stage = {
		...own,
		base,
		files: new Map(),
		opaque: new Set(),
		env: new Map(),
		workdir: base.isPublic ? '/' : undefined,
		workdirLine: undefined,
		user: undefined,
		entrypoint: undefined,
		shellPrefix: undefined,
		python: base.python === undefined ? undefined : {version: base.python, line: from.line},
		mayHaveInstalled: false,
		scripts: '',
		lastCopy: undefined,
	};
	return {stage, base};
}

function apply(stage: Stage, each: Instruction, build: Build): void {
	const {escape} = build;
	const value = (word: string): string | undefined => expand(word, lookup(stage), escape);
	switch (each.keyword) {
		case 'ARG':
			for (const [name, given] of argumentsOf(each, lookup(stage), escape))
				stage.args.set(name, given === '' && build.globals.has(name) ? build.globals.get(name) : given);
			return;
		case 'ENV':
			for (const [name, given] of variablesOf(each, lookup(stage), escape)) stage.env.set(name, given);
			return;
		case 'WORKDIR': {
			const path = value(each.text);
			stage.workdir = path === undefined ? undefined : path === '' ? stage.workdir : absolute(path, stage.workdir);
			stage.workdirLine = each.line;
			return;
		}
		case 'USER':
			stage.user = {value: value(each.text)?.split(':')[0], line: each.line};
			return;
		case 'ENTRYPOINT':
			stage.entrypoint = each;
			return;
		case 'SHELL': {
			const words = each.json ?? [];
			const name = words[words.findIndex(word => /^(?:-n|--name)$/.test(word)) + 1];
			stage.shellPrefix = words[1] === 'run' && name !== undefined ? `${stage.base.prefix}/envs/${name}` : undefined;
			return;
		}
		case 'ONBUILD':
			stage.triggers.push(triggerOf(each));
			return;
		case 'RUN':
			run(stage, each, build.context, build.input.requirementNames);
			return;
		case 'COPY':
		case 'ADD':
			copyInto(stage, each, build);
	}
}

/** The names and values of an ARG; without a default the value is ''. */
function argumentsOf(
	{text}: Instruction,
	find: Lookup,
	escape: string,
): readonly (readonly [string, string | undefined])[] {
	return splitWords(text, escape).map(word => {
		const at = word.indexOf('=');
		return at < 0 ? [word, ''] : [word.slice(0, at), expand(word.slice(at + 1), find, escape)];
	});
}

/** `ENV A=1 B=2`, and the older `ENV A 1`. */
function variablesOf(
	each: Instruction,
	find: Lookup,
	escape: string,
): readonly (readonly [string, string | undefined])[] {
	if (/^[^\s="']+=/.test(each.text)) return argumentsOf(each, find, escape);
	const [, name = '', rest = ''] = /^(\S+)\s+(.*)$/s.exec(each.text) ?? [];
	return name === '' ? [] : [[name, expand(rest, find, escape)]];
}
