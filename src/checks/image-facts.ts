// What the rules about a built image may look at: the checkout, and what a container of the image said.
import {groupBy} from './collections.ts';
import {inclusion} from './ignore-pattern.ts';
import {list} from './wording.ts';
import type {ImageContainer, ImageContent, ImageFailure} from '../kedro/image-answer.ts';
import {noLibrary} from './system-libraries.ts';
import type {Pipeline, Project, SourceLocation} from '../schema/project.ts';
import {editableRequirementsFile} from './requirements-file.ts';

export type ImageFacts = {
	/** The checkout. */
	readonly project: Project;
	readonly pipeline: Pipeline;
	readonly environment: string;
	/** A task's command with its arguments. */
	readonly command: readonly string[];
	/** Such as `linux/amd64`. */
	readonly platform: string;
	/** Path of the project's Dockerfile; `undefined` where it is generated or not known. */
	readonly dockerfile: string | undefined;
	/** Path of its ignore file; `undefined` where that is generated or not known. */
	readonly ignoreFile?: string | undefined;
	/** `undefined` where Python did not start. */
	readonly container: ImageContainer | undefined;
	/** `undefined` where Python did not finish. */
	readonly content: ImageContent | undefined;
	/** Why the answer is not complete. */
	readonly end: ImageEnd | undefined;
};

/** `not found`: no Python; `platform`: its programs are for another one. */
export type ImageEnd = {readonly kind: 'not found' | 'platform' | 'other'; readonly reason: string};

/** Where a line of the Dockerfile must change. */
export const inDockerfile = ({dockerfile}: ImageFacts): SourceLocation | null =>
	dockerfile === undefined ? null : {file: dockerfile, line: null};

/** `Add to Dockerfile: LINE`; a generated one must be written first. */
export const addToDockerfile = ({dockerfile}: ImageFacts, line: string): string =>
	dockerfile === undefined
		? `Write the generated Dockerfile into the project with --fix, and add to it: ${line}`
		: `Add to ${dockerfile}: ${line}`;

/** What gets a path of the project into the image. */
export const copyAdvice = ({dockerfile}: ImageFacts, path: string): string =>
	dockerfile === undefined
		? `Add to .dockerignore: ${inclusion(path)}`
		: `Add to ${dockerfile}: COPY ${path} ${path} (and let .dockerignore include it)`;

export const inRequirements = ({project}: Pick<ImageFacts, 'project'>): SourceLocation => ({
	file: editableRequirementsFile(project),
	line: null,
});

/** What an import ran into. */
export type FailureKind = 'library' | 'permission' | 'network' | 'kedro' | 'project' | 'other';

export function kindOfFailure({code, message, detail = ''}: ImageFailure): FailureKind {
	if (code === 'NO_KEDRO') return 'kedro';
	if (code === 'BAD_PYPROJECT') return 'project';
	if (noLibrary(message) !== undefined || noLibrary(detail) !== undefined) return 'library';
	if (/^PermissionError\b|Read-only file system/.test(message)) return 'permission';
	return /^(?:\w*(?:Connection|Connect|URL|Proxy|Resolution)\w*Error|gaierror|ConnectTimeout)\b|name resolution|Network is unreachable|Name or service not known/i.test(
		message,
	)
		? 'network'
		: 'other';
}

/** The failures of some kinds. */
export const failuresOf = ({content}: ImageFacts, ...kinds: readonly FailureKind[]): readonly ImageFailure[] =>
	(content?.failures ?? []).filter(failure => kinds.includes(kindOfFailure(failure)));

/** The same failure of several datasets or nodes. */
export type FailureGroup = {
	/** The first one; that of the whole project where it fails too. */
	readonly failure: ImageFailure;
	/** What cannot be done, as the begin of a sentence. */
	readonly subject: string;
};

/** Failures with the same cause: the same module, else the same message. */
export function groupFailures(failures: readonly ImageFailure[]): readonly FailureGroup[] {
	const groups = groupBy(failures, ({module, message}) => module ?? missingModule(message) ?? message);
	return [...groups.values()].flatMap(group => {
		const failure = group.find(({dataset, node}) => dataset === undefined && node === undefined) ?? group[0];
		return failure === undefined ? [] : [{failure, subject: subjectOf(failure, group)}];
	});
}

/** The module in Python's message. */
export const missingModule = (message: string): string | undefined => /No module named '([^']+)'/.exec(message)?.[1];

function subjectOf({dataset, node}: ImageFailure, group: readonly ImageFailure[]): string {
	if (dataset !== undefined)
		return `${named(
			'dataset',
			group.flatMap(one => one.dataset ?? []),
		)} cannot be made`;
	if (node !== undefined)
		return `${named(
			'node',
			group.flatMap(one => one.node ?? []),
		)} cannot be called`;
	return 'The project cannot be imported';
}

const named = (what: string, names: readonly string[]): string =>
	`The ${what}${names.length === 1 ? '' : 's'} ${list(names)}`;
