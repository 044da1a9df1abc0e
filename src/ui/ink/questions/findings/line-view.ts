// One line of the findings screen as a row.
import {count} from '../../../../system/text.ts';
import {cutEnd, cutMiddle, widthOf} from '../../../text/fit.ts';
import type {Look} from '../../../text/look.ts';
import {type Row, row, rowWidth, type Segment, segment} from '../../../text/rows.ts';
import {pointer} from '../marks.ts';
import type {Canvas} from '../screen.ts';
import type {Line} from './lines.ts';
import {canFix, type OpenFindings} from './state.ts';
import {severityMark, sourceLocation} from '../../../views/findings.ts';

export function lineRow(asking: OpenFindings, line: Line | undefined, place: number, {look, width}: Canvas): Row {
	if (line === undefined || line.kind === 'go') return [];
	const here = place === asking.cursor;
	const {glyphs} = look;
	const offered = line.kind === 'group' ? line.findings[0] : asking.question.findings[line.index];
	if (offered === undefined) return [];
	const {finding} = offered;
	const mark = severityMark(finding.severity, look);
	const tone = here ? 'strong' : undefined;
	if (line.kind === 'group') {
		const fold = asking.groups.includes(line.key) ? glyphs.opened : glyphs.closed;
		const fixes = line.findings.filter(canFix).length;
		const many = count(line.findings.length, 'finding');
		const much = fixes === 0 || width < 70 ? many : `${many}, ${fixes} with a fix`;
		return sided(
			row(pointer(here, look), ' ', mark, ' '),
			segment(`${fold} ${offered.rule?.title ?? finding.rule}`, tone),
			much,
			width,
			look,
		);
	}
	const indent = line.group === undefined ? '' : '  ';
	const open = line.index === asking.open;
	return sided(
		row(pointer(here, look), ` ${indent}`, mark, ' '),
		segment(finding.message, tone),
		open ? '' : (sourceLocation(finding) ?? ''),
		width,
		look,
	);
}

/** The text with something faint at the right edge: that is cut first, and goes where there is little room. */
function sided(start: Row, text: Segment, beside: string, width: number, look: Look): Row {
	const {more} = look.glyphs;
	const free = width - rowWidth(start);
	const wanted =
		free >= 50 ? cutMiddle(beside, Math.max(16, free - widthOf(text.text) - 2, Math.floor(free / 3)), more) : '';
	const left = wanted === '' ? free : free - widthOf(wanted) - 2;
	const shown = cutEnd(text.text, left, more);
	return row(
		...start,
		{...text, text: shown},
		wanted === '' ? '' : ' '.repeat(Math.max(2, free - widthOf(shown) - widthOf(wanted))),
		segment(wanted, 'faint'),
	);
}
