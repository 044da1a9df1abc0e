// The difference between two texts as a person reads it: changed lines with up to three around them.
import {structuredPatch} from 'diff';
import type {FileDiff} from '../schema/diff.ts';
import {clean} from '../system/text.ts';

type Line = FileDiff['lines'][number];

/** Beyond so many changed lines in a text of the same length, all of it is shown as replaced: comparing takes too long. */
const mostChanges = 2000;

/** `before` is `undefined` where there was no file. */
export function fileDiff(file: string, before: string | undefined, after: string): FileDiff {
	const show = namesSecrets.test(file) ? withoutPassword : withoutSecrets;
	return {
		file,
		action: before === undefined ? 'create' : 'update',
		lines: compare(linesOf(before ?? ''), linesOf(after)).map(({sign, text}) => ({sign, text: show(clean(text))})),
	};
}

function linesOf(text: string): readonly string[] {
	const lines = text.split(/\r?\n/);
	return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** Removed lines come before the lines that are added at their position; every stretch of lines that is left out becomes one `@`. */
function compare(before: readonly string[], after: readonly string[]): readonly Line[] {
	// Lines that are only added or only removed take no time.
	const maxEditLength = mostChanges + Math.abs(after.length - before.length);
	const patch = structuredPatch('', '', joined(before), joined(after), '', '', {context: 3, maxEditLength});
	if (patch === undefined) return [...before.map(line('-')), ...after.map(line('+'))];
	const lines: Line[] = [];
	let next = 1;
	for (const hunk of patch.hunks) {
		if (hunk.oldStart > next) lines.push(leftOut);
		for (const text of hunk.lines) lines.push(line(signOf(text))(text.slice(1)));
		next = hunk.oldStart + hunk.oldLines;
	}
	return next <= before.length ? [...lines, leftOut] : lines;
}

const joined = (lines: readonly string[]): string => lines.map(text => `${text}\n`).join('');

const leftOut: Line = {sign: '@', text: ''};

const line =
	(sign: Line['sign']) =>
	(text: string): Line => ({sign, text});

const signOf = (text: string): Line['sign'] => (text.startsWith('+') ? '+' : text.startsWith('-') ? '-' : ' ');

/** A line near a change may have a secret: a password in a URL, or a value beside a name such as `token`. */
const withoutSecrets = (line: string): string =>
	withoutPassword(line).replace(
		/((?:^|[\s{,"'])(?:[\w-]*(?:password|passwd|secret|token|access_?key|account_?key)|key)["']?\s*[:=]\s*)(?!\s*[$*&{[]|\s*$)[^\s,}#]+/gi,
		'$1***',
	);

const withoutPassword = (line: string): string => line.replace(/(:\/\/[^/@\s:]*):[^/\s@]+@/g, '$1:***@');

/** Settings of a deployment: they have names of secrets, and no secrets. */
const namesSecrets = /(?:^|\/)kfp[^/]*\.ya?ml$/;
