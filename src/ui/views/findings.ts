// Findings as rows, grouped by rule: the first few in full, and a count of the others.
import type {Finding} from '../../schema/finding.ts';
import {type Severity, severities} from '../../schema/severity.ts';
import {count} from '../../system/text.ts';
import type {Look} from '../text/look.ts';
import {joined, type Row, row, type Segment, segment} from '../text/rows.ts';
import type {Tone} from '../text/tones.ts';

/** The worst first, otherwise as they came. */
export const bySeverity = (findings: readonly Finding[]): readonly Finding[] =>
	severities.flatMap(severity => findings.filter(one => one.severity === severity));

/** A rule with more findings than `most` shows only this many. */
const most = 4;
const shown = 3;
/** Of the others, this many are named. */
const named = 4;

/**
 * The worst first, grouped by rule. A pipeline of hundreds of nodes has hundreds of findings of one rule with the same
 * fix: unless `all` is set, only the first few are shown.
 */
export function findingsRows(findings: readonly Finding[], look: Look, all: boolean): readonly (readonly Row[])[] {
	const groups = new Map<string, Finding[]>();
	for (const finding of bySeverity(findings)) {
		const key = `${finding.severity} ${finding.rule}`;
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [finding]);
		else group.push(finding);
	}
	return [...groups.values()].flatMap(group => {
		const few = all || group.length <= most ? group : group.slice(0, shown);
		const blocks = few.map(finding => findingRows(finding, look));
		return few.length === group.length ? blocks : [...blocks, [restRow(group.slice(few.length), look)]];
	});
}

/** `… 689 more of catalog/local-dataset: model, scores, … (--verbose lists all)` */
function restRow(rest: readonly Finding[], {glyphs}: Look): Row {
	const names = [...new Set(rest.flatMap(({dataset, nodeLabel, node}) => dataset ?? nodeLabel ?? node ?? []))];
	const some = names.slice(0, named).join(', ');
	const others = names.length > named ? `, ${glyphs.more}` : '';
	const [first] = rest;
	return row(
		'  ',
		segment(`${glyphs.more} ${count(rest.length, 'more finding')} of ${first?.rule ?? ''}`, 'strong'),
		some === '' ? '' : `: ${some}${others}`,
		segment('  (--verbose lists all)', 'faint'),
	);
}

const tones: Readonly<Record<Severity, Tone>> = {error: 'bad', warning: 'warn', info: 'faint'};

export function severityMark(severity: Severity, {glyphs}: Look): Segment {
	const marks: Readonly<Record<Severity, string>> = {error: glyphs.error, warning: glyphs.warning, info: glyphs.info};
	return segment(marks[severity], tones[severity]);
}

/** The source location, such as `conf/base/catalog.yml:59`. */
export const sourceLocation = ({
	file,
	line,
}: {
	readonly file?: string | undefined;
	readonly line?: number | undefined;
}): string | undefined => (line === undefined ? file : `${file ?? ''}:${line}`);

/** The node and the dataset of the finding where its message does not name them. */
export const unnamed = ({message, node, nodeLabel = node, dataset}: Finding): readonly (string | undefined)[] =>
	Object.entries({node: nodeLabel, dataset}).map(([kind, name]) =>
		name === undefined || message.includes(name) ? undefined : `${kind} ${name}`,
	);

/** The message, the rule with the source location, and the fix: two or three rows. */
export function findingRows(finding: Finding, look: Look): readonly Row[] {
	const {glyphs} = look;
	const where = [finding.rule, sourceLocation(finding), ...unnamed(finding)];
	return [
		row(severityMark(finding.severity, look), ' ', finding.message),
		row('    ', segment(where.filter(part => part !== undefined).join(` ${glyphs.dot} `), 'faint')),
		...(finding.fix === undefined ? [] : [row('    ', ...fixSegments(finding.fix, look))]),
	];
}

/** What to do; with the reason where only the user can do it. */
export const fixSegments = ({title, byHand}: NonNullable<Finding['fix']>, {glyphs}: Look): readonly Segment[] => [
	segment(`${glyphs.arrow} `, 'accent'),
	segment(title),
	...(byHand === undefined ? [] : [segment(` (by hand: ${byHand})`, 'faint')]),
];

/** `2 errors · 1 warning · 14 checks passed`; `short`: `14 passed`, for beside a title that names the checks. */
export function tally(
	{findings, passed}: {readonly findings: readonly Finding[]; readonly passed: number},
	look: Look,
	short = false,
): Row {
	const of = (severity: Severity): number => findings.filter(finding => finding.severity === severity).length;
	const parts = [
		of('error') > 0 ? segment(count(of('error'), 'error'), 'bad') : undefined,
		of('warning') > 0 ? segment(count(of('warning'), 'warning'), 'warn') : undefined,
		of('info') > 0 ? segment(count(of('info'), 'note')) : undefined,
		segment(short ? `${passed} passed` : `${count(passed, 'check')} passed`, 'faint'),
	].filter(part => part !== undefined);
	return joined(
		parts.map(part => [part]),
		{text: ` ${look.glyphs.dot} `},
	);
}
