// The open finding as rows: why it matters, where it is, and what its fix would write.
import {diffRows} from '../../../views/diff.ts';
import {widthOf} from '../../../text/fit.ts';
import {row, type Row, segment} from '../../../text/rows.ts';
import {wrapRow} from '../../../text/wrap.ts';
import type {Look} from '../../../text/look.ts';
import type {OfferedFinding} from '../../../ui.ts';
import type {OpenFindings} from './state.ts';
import {fixSegments, sourceLocation, unnamed} from '../../../views/findings.ts';

/** The line of the open finding, -1 where none is open. */
export const openAt = ({lines, open}: OpenFindings): number =>
	lines.findIndex(line => line.kind === 'finding' && line.index === open);

/** Rows that the open finding takes below its line. */
export const openHeight = (asking: OpenFindings, look: Look, width: number): number =>
	openRows(asking, look, width).length;

/** Cached: a frame measures the rows more than once, and a difference can be long. */
const known = new WeakMap<OfferedFinding, {readonly key: string; readonly rows: readonly Row[]}>();

/** What stands below the line of the open finding. */
export function openRows(asking: OpenFindings, look: Look, width: number): readonly Row[] {
	const of = asking.open === undefined ? undefined : asking.question.findings[asking.open];
	const line = asking.lines[openAt(asking)];
	if (of === undefined || line?.kind !== 'finding') return [];
	const indent = line.group === undefined ? 4 : 6;
	const key = `${indent} ${width} ${look.glyphs.more}`;
	const before = known.get(of);
	if (before?.key === key) return before.rows;
	const rows = detailRows(of, indent, look, width);
	known.set(of, {key, rows});
	return rows;
}

/** The full message if its line cut it, the reason, the source location, and the difference or the fix. */
function detailRows(
	{finding, diff = [], rule}: OfferedFinding,
	indent: number,
	look: Look,
	width: number,
): readonly Row[] {
	const {glyphs} = look;
	const free = Math.max(1, width - indent);
	const where = [sourceLocation(finding), finding.rule, ...unnamed(finding)];
	const place = where.filter(part => part !== undefined).join(` ${glyphs.dot} `);
	// The difference says more than the title of the fix.
	const todo =
		finding.fix === undefined || diff.length > 0 ? [] : wrapRow(row(...fixSegments(finding.fix, look)), free, 2);
	return [
		...(widthOf(finding.message) > free ? wrapRow(row(finding.message), free) : []),
		...(rule === undefined ? [] : wrapRow(row(rule.why), free)),
		...wrapRow(row(segment(place, 'faint')), free),
		...todo,
		...diffRows(diff, look).map(cells => (cells.length === 0 ? cells : row('  ', ...cells))),
	].map(cells => (cells.length === 0 ? cells : row(' '.repeat(indent), ...cells)));
}
