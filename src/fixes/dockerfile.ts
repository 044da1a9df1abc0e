// Changes of the project's Dockerfile: a line that is added or replaced, as the advice of a finding names it.
import {isAbsolute, join} from 'node:path';
import {type DockerfileChange, readDockerfileAdvice} from '../checks/dockerfile-advice.ts';
import {inclusion} from '../checks/ignore-pattern.ts';
import {readText} from '../system/files.ts';
import type {Fixer} from './fixer.ts';
import {includeInImage} from './ignore-file.ts';

export const changeDockerfile: Fixer = async ({fix}, {project}) => {
	const change = readDockerfileAdvice(fix?.title ?? '');
	if (change === undefined || isAbsolute(change.file)) return undefined;
	const before = (await readText(join(project.root, change.file)))?.split('\n');
	const anchor = before?.[change.line - 1];
	if (before === undefined || anchor === undefined) return undefined;
	const number = before.slice(0, change.line).filter(line => line === anchor).length;
	return {
		title: titleOf(change),
		edits: [{file: change.file, change: text => changed(text ?? '', anchor, number, change)}],
	};
};

/** A file that a COPY names and the ignore file leaves out, or that a RUN reads before it is copied. */
export const bringSource: Fixer = async (finding, context, findings) => {
	const path = /^Add to .+?ignore: !(.+)$/.exec(finding.fix?.title ?? '')?.[1];
	if (path === undefined) return changeDockerfile(finding, context, findings);
	if (inclusion(path) !== `!${path}`) return undefined;
	return includeInImage({...finding, file: path}, context, findings);
};

const titleOf = ({verb, file, text}: DockerfileChange): string =>
	verb === 'Change' ? `Change a line of ${file} to: ${text}` : `Add to ${file}: ${text}`;

/** Edits before this one may have moved the line, so its text is looked for: the `number`th with this text. */
function changed(text: string, anchor: string, number: number, {verb, text: line}: DockerfileChange): string {
	const end = anchor.endsWith('\r') ? '\r' : '';
	const lines = text.split('\n');
	let seen = 0;
	const at = lines.findIndex(each => each === anchor && ++seen === number);
	if (at < 0 || lines.slice(at + 1).some(each => each.trim() === line)) return text;
	lines.splice(verb === 'Change' ? at : at + 1, verb === 'Change' ? 1 : 0, line + end);
	return lines.join('\n');
}
