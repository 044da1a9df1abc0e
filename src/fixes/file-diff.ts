// The difference between two texts as a person reads it: changed lines with up to three around them.
import type {FileDiff} from '../schema/diff.ts';
import {clean} from '../system/text.ts';

type Line = FileDiff['lines'][number];

const around = 3;
/** Beyond so many comparisons the changed middle is shown as replaced. */
const mostCells = 4_000_000;

/** `before` is `undefined` where there was no file. */
export function fileDiff(file: string, before: string | undefined, after: string): FileDiff {
	const lines = compare(linesOf(before ?? ''), linesOf(after));
	const show = namesSecrets.test(file) ? withoutPassword : withoutSecrets;
	return {
		file,
		action: before === undefined ? 'create' : 'update',
		lines: withoutFarLines(lines).map(({sign, text}) => ({sign, text: show(clean(text))})),
	};
}

function linesOf(text: string): readonly string[] {
	const lines = text.split(/\r?\n/);
	return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** A line near a change may hold what nobody meant to show: a password in a URL or beside its name. */
const withoutSecrets = (line: string): string =>
	withoutPassword(line).replace(
		/((?:^|[\s{,"'])(?:[\w-]*(?:password|passwd|secret|token|access_?key|account_?key)|key)["']?\s*[:=]\s*)(?!\s*[$*&{[]|\s*$)[^\s,}#]+/gi,
		'$1***',
	);

const withoutPassword = (line: string): string => line.replace(/(:\/\/[^/@\s:]*):[^/\s@]+@/g, '$1:***@');

/** Settings of a deployment: what is a secret there is the name of one. */
const namesSecrets = /(?:^|\/)kfp[^/]*\.ya?ml$/;

function compare(before: readonly string[], after: readonly string[]): readonly Line[] {
	let start = 0;
	while (start < before.length && start < after.length && before[start] === after[start]) start++;
	let end = 0;
	while (
		end < before.length - start &&
		end < after.length - start &&
		before[before.length - 1 - end] === after[after.length - 1 - end]
	)
		end++;
	return [
		...before.slice(0, start).map(same),
		...compareMiddles(before.slice(start, before.length - end), after.slice(start, after.length - end)),
		...before.slice(before.length - end).map(same),
	];
}

const same = (text: string): Line => ({sign: ' ', text});
const removed = (text: string): Line => ({sign: '-', text});
const added = (text: string): Line => ({sign: '+', text});

/** By their longest common subsequence; what is removed stands before what is added in its place. */
function compareMiddles(before: readonly string[], after: readonly string[]): readonly Line[] {
	const width = after.length + 1;
	if ((before.length + 1) * width > mostCells) return [...before.map(removed), ...after.map(added)];
	const common = new Uint32Array((before.length + 1) * width);
	const at = (row: number, column: number): number => common[row * width + column] ?? 0;
	for (let row = before.length - 1; row >= 0; row--) {
		for (let column = after.length - 1; column >= 0; column--) {
			common[row * width + column] =
				before[row] === after[column]
					? at(row + 1, column + 1) + 1
					: Math.max(at(row + 1, column), at(row, column + 1));
		}
	}
	const lines: Line[] = [];
	let row = 0;
	let column = 0;
	while (row < before.length || column < after.length) {
		const [old, fresh] = [before[row], after[column]];
		if (old !== undefined && old === fresh) {
			lines.push(same(old));
			row++;
			column++;
		} else if (old !== undefined && (fresh === undefined || at(row + 1, column) >= at(row, column + 1))) {
			lines.push(removed(old));
			row++;
		} else {
			lines.push(added(fresh ?? ''));
			column++;
		}
	}
	return lines;
}

/** Every stretch of unchanged lines that is not near a change becomes one `@`. */
function withoutFarLines(lines: readonly Line[]): readonly Line[] {
	const near = new Set<number>();
	for (const [index, {sign}] of lines.entries()) {
		if (sign === ' ') continue;
		for (let other = index - around; other <= index + around; other++) near.add(other);
	}
	return lines.flatMap((line, index): readonly Line[] => {
		if (near.has(index)) return [line];
		return index === 0 || near.has(index - 1) ? [{sign: '@', text: ''}] : [];
	});
}
