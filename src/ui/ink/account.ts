// What stays in the scrollback when the live region is gone: the whole story in plain rows, nothing cut.
import {bySeverity, findingRows, planRows} from '../lines.ts';
import {resultRows} from '../result-rows.ts';
import {blank, type Row, row, segment, wrapRow} from '../rows.ts';
import type {Look} from '../theme.ts';
import type {State} from './state.ts';
import {historyRows} from './work.ts';

export function accountRows(state: State, look: Look): readonly Row[] {
	const {story, findings, dryRunPlan, result, log} = state;
	const found = bySeverity(findings?.findings ?? []).filter(({severity}) => severity !== 'info');
	// An error without words of its own is explained by what the tool said last.
	const unexplained = result?.error !== undefined && result.error.detail === undefined;
	const parts = [
		[...(story === undefined ? [] : [row(segment(story.title, 'title'))]), ...historyRows(state, look)],
		// The message is prose and wraps between words; what is there to be copied stays one line.
		found.flatMap(finding => {
			const [message = blank, ...others] = findingRows(finding, look);
			return [...wrapRow(message, state.size.columns, 2), ...others];
		}),
		unexplained ? log.slice(-20).map(line => row('  ', segment(`${look.glyphs.bar} ${line}`, 'faint'))) : [],
		dryRunPlan === undefined ? [] : [row(segment('What would happen', 'strong')), ...planRows(dryRunPlan, look)],
		result === undefined ? [] : resultRows(result, look),
	].filter(rows => rows.length > 0);
	return parts.flatMap((rows, index) => (index === 0 ? rows : [blank, ...rows]));
}
