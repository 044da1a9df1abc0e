// What COPY and ADD put into a stage: files of the build context, of another stage, or of an image that cannot be seen from here.
import {posix} from 'node:path';
import {flagOf, type Instruction} from '../dockerfile/parse.ts';
import {expand, splitWords} from '../dockerfile/words.ts';
import {copy, type FileTree, hasFolder, matching, tidy} from './file-tree.ts';
import {absolute, lookup, type Stage} from './stage.ts';

/** A file that a COPY or ADD names and that the build does not send. */
export type MissingSource = {readonly path: string; readonly line: number; readonly isOutside: boolean};

/** What the instructions of all stages share. */
export type SharedState = {
	readonly context: FileTree;
	readonly stages: readonly Stage[];
	readonly missing: MissingSource[];
	readonly escape: string;
};

export const stageNamed = (stages: readonly Stage[], name: string): Stage | undefined =>
	stages.findLast(stage => stage.name !== undefined && stage.name === name.toLowerCase());

/** Folders of programs of the system: a tool that is copied there hides nothing of the project. */
const programFolder = /^(?:\/usr(?:\/local)?)?\/s?bin$/;

export function copyInto(stage: Stage, each: Instruction, build: SharedState): void {
	const words = each.json ?? splitWords(each.text, build.escape);
	const expanded = words.map(word => expand(word, lookup(stage), build.escape));
	const written = expanded.at(-1);
	const sources = expanded.slice(0, -1).filter(source => source === undefined || !/^<<-?["']?\w/.test(source));
	const target = written === undefined ? undefined : absolute(written === '' ? '.' : written, stage.workdir);
	if (target === undefined) {
		// The files are somewhere, and it cannot be known where.
		stage.opaque.add('/');
		return;
	}
	for (const {name} of each.heredocs)
		stage.files.set(written?.endsWith('/') === true || each.heredocs.length > 1 ? posix.join(target, name) : target, {
			is: 'folder',
		});
	const from = flagOf(each, 'from');
	if (from !== undefined) {
		fromStage(stage, {from, sources, target, written: written ?? ''}, build);
		return;
	}
	if (sources.length > 0) stage.lastCopy = each;
	const found = sources.flatMap(source => (source === undefined ? [] : contextSources(source, each, build)));
	if (sources.includes(undefined)) stage.opaque.add(target);
	const isFolder = isFolderTarget(stage, target, written ?? '', found.length);
	const parents = each.flags.some(([name]) => name === 'parents');
	for (const source of found) {
		if (each.keyword === 'ADD' && /^\/.*\.(?:tar(?:\.\w+)?|tgz|txz|tbz2?)$|^[a-z+]+:|^git@/.test(source)) {
			stage.opaque.add(target);
			continue;
		}
		const below = parents
			? posix.join(target, build.context.get(source)?.is === 'file' ? posix.dirname(source) : source)
			: target;
		copy(build.context, source, stage.files, below, {intoFolder: isFolder || parents});
	}
}

const isFolderTarget = (stage: Stage, target: string, written: string, sources: number): boolean =>
	sources > 1 ||
	/(?:\/|^\.{1,2}|\/\.{1,2})$/.test(written) ||
	target === stage.workdir ||
	target === '/' ||
	hasFolder(stage.files, target);

/** Paths of the context; what is not in it is reported. */
function contextSources(
	written: string,
	{keyword, line}: Instruction,
	{context, missing}: SharedState,
): readonly string[] {
	if (keyword === 'ADD' && /^(?:[a-z+]+:\/\/|git@)/.test(written)) return [written];
	const isOutside = posix.normalize(written).startsWith('../');
	const path = tidy(posix.join('/', written));
	const found = matching(context, path);
	const isWildcard = found.length !== 1 || found[0] !== path;
	if (!isWildcard && (isOutside || !(path === '/' || context.has(path) || hasFolder(context, path))))
		missing.push({path: isOutside ? posix.normalize(written) : path.slice(1), line, isOutside});
	return isOutside ? [] : found;
}

type FromStage = {
	readonly from: string;
	readonly sources: readonly (string | undefined)[];
	readonly target: string;
	readonly written: string;
};

function fromStage(stage: Stage, {from, sources, target, written}: FromStage, build: SharedState): void {
	const name = expand(from, lookup(stage), build.escape) ?? from;
	const origin = stageNamed(build.stages, name) ?? (/^\d+$/.test(name) ? build.stages[Number(name)] : undefined);
	const found = sources.flatMap(source => {
		const path = source === undefined ? undefined : tidy(posix.join('/', source));
		return path === undefined ? [] : origin === undefined ? [path] : matching(origin.files, path);
	});
	if (origin === undefined) {
		for (const source of found)
			stage.opaque.add(programFolder.test(target) ? posix.join(target, posix.basename(source)) : target);
		return;
	}
	const isFolder = isFolderTarget(stage, target, written, found.length);
	for (const source of found) {
		copy(origin.files, source, stage.files, target, {intoFolder: isFolder});
		for (const path of origin.opaque) {
			if (path === source || path.startsWith(`${source === '/' ? '' : source}/`))
				stage.opaque.add(tidy(target + path.slice(source === '/' ? 0 : source.length)));
			else if (source.startsWith(path === '/' ? '/' : `${path}/`)) stage.opaque.add(target);
		}
		if (!origin.base.isPublic && !programFolder.test(target)) stage.opaque.add(target);
	}
	stage.mayHaveInstalled ||= origin.mayHaveInstalled && found.length > 0;
}
