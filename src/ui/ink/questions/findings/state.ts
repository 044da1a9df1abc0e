// The findings screen while it is being answered: the cursor, the open finding, the open rules and the filter.
import type {FindingsQuestion, OfferedFinding} from '../../../ui.ts';
import {answered, type Answered} from '../bindings.ts';
import {type Line, linesOf, matches} from './lines.ts';
import {isLong} from '../filter.ts';

export type OpenFindings = {
	readonly kind: 'findings';
	readonly question: FindingsQuestion;
	readonly lines: readonly Line[];
	/** Index among the lines. */
	readonly cursor: number;
	/** Only findings that hold every word of it are listed, their groups open. */
	readonly filter: string;
	/** True while keys go into the filter. */
	readonly filtering: boolean;
	/** Keys of the groups whose findings are listed. */
	readonly groups: readonly string[];
	/** The open finding, by its index in the question. */
	readonly open: number | undefined;
	/** Rows of the open finding that are scrolled out at the top. */
	readonly scroll: number;
	/** The rule that is about to be ignored. */
	readonly ignoring: string | undefined;
};

/**
 * At first the cursor is on "Continue" if that is possible, else on the first finding, open. When it is asked again
 * the cursor stays where it was, or moves to the line that took its place.
 */
export function openFindings(question: FindingsQuestion, before?: OpenFindings): OpenFindings {
	const groups = before?.groups ?? [];
	const kept = before?.filter ?? '';
	const filter = question.findings.some(offered => matches(offered, kept)) ? kept : '';
	const lines = linesOf(question, groups, filter);
	const fresh: OpenFindings = {
		kind: 'findings',
		question,
		lines,
		cursor: question.canGoOn ? lines.length - 1 : 0,
		filter,
		filtering: false,
		groups,
		open: undefined,
		scroll: 0,
		ignoring: undefined,
	};
	if (before === undefined) return withOpen(fresh);
	// What stood in the way is gone.
	if (question.canGoOn && !before.question.canGoOn) return fresh;
	const key = before.lines[before.cursor]?.key;
	const same = lines.findIndex(line => line.key === key);
	const cursor = same === -1 ? Math.min(before.cursor, Math.max(0, lines.length - 1)) : same;
	const here = {...fresh, cursor};
	return before.open === undefined ? here : withOpen(here);
}

/** The finding under the cursor is open. */
function withOpen(asking: OpenFindings): OpenFindings {
	const line = lineAt(asking);
	return {...asking, open: line?.kind === 'finding' ? line.index : undefined, scroll: 0};
}

export const lineAt = ({lines, cursor}: OpenFindings): Line | undefined => lines[cursor];

/** Single steps wrap around at the ends. */
export function move(asking: OpenFindings, by: number): OpenFindings {
	const {length} = asking.lines;
	if (length === 0) return asking;
	const to = asking.cursor + by;
	const cursor = Math.abs(by) === 1 ? (to + length) % length : Math.min(Math.max(0, to), length - 1);
	return {...asking, cursor, scroll: 0};
}

/** Opens or closes what is under the cursor, or continues. */
export function enter(asking: OpenFindings): OpenFindings | Answered {
	const line = lineAt(asking);
	switch (line?.kind) {
		case undefined:
			return asking;
		case 'go':
			return answered(asking.question, {do: 'go'});
		case 'finding':
			return {...asking, open: asking.open === line.index ? undefined : line.index, scroll: 0};
		case 'group': {
			const others = asking.groups.filter(group => group !== line.key);
			return withGroups(asking, others.length < asking.groups.length ? others : [...others, line.key]);
		}
	}
}

/** Closes what is under the cursor, or else the group that it belongs to. */
export function leave(asking: OpenFindings): OpenFindings {
	const line = lineAt(asking);
	if (line?.kind === 'finding' && asking.open === line.index) return {...asking, open: undefined, scroll: 0};
	const group = line?.kind === 'finding' ? line.group : line?.kind === 'group' ? line.key : undefined;
	if (group === undefined) return asking;
	const closed = withGroups(
		asking,
		asking.groups.filter(one => one !== group),
	);
	return {...closed, cursor: closed.lines.findIndex(({key}) => key === group)};
}

export const isAnythingOpen = ({open, groups, lines}: OpenFindings): boolean =>
	open !== undefined || lines.some(line => line.kind === 'group' && groups.includes(line.key));

/** Closes the open finding, wherever the cursor is, or else all groups. */
export function close(asking: OpenFindings): OpenFindings {
	if (asking.open !== undefined) return {...asking, open: undefined, scroll: 0};
	const line = lineAt(asking);
	const key = line?.kind === 'finding' ? (line.group ?? line.key) : line?.key;
	const closed = withGroups(asking, []);
	return {
		...closed,
		cursor: Math.max(
			0,
			closed.lines.findIndex(one => one.key === key),
		),
		scroll: 0,
	};
}

const withGroups = (asking: OpenFindings, groups: readonly string[]): OpenFindings => ({
	...asking,
	groups,
	lines: linesOf(asking.question, groups, asking.filter),
});

/** Whether the cursor is on a finding whose difference is in sight. */
export function isOpenHere(asking: OpenFindings): boolean {
	const line = lineAt(asking);
	return line?.kind === 'finding' && line.index === asking.open;
}

/** Whether it has a fix that changes something. */
export const canFix = ({diff}: OfferedFinding): boolean => diff !== undefined && diff.length > 0;

/** Whether it has a fix, or an option that solves it. */
export const canSolve = (offered: OfferedFinding): boolean => canFix(offered) || offered.hasWays === true;

/** Indices of the findings under the cursor that can be solved. */
export function solvableHere(asking: OpenFindings): readonly number[] {
	const line = lineAt(asking);
	if (line === undefined || line.kind === 'go') return [];
	const {findings} = asking.question;
	const wanted = new Set(line.kind === 'finding' ? [findings[line.index]] : line.findings);
	return shownIndices(asking, offered => wanted.has(offered) && canSolve(offered));
}

/** The index of the finding under the cursor where it names a file; of a group the first that does. */
export function fileHere(asking: OpenFindings): number | undefined {
	const line = lineAt(asking);
	if (line === undefined || line.kind === 'go') return undefined;
	const {findings} = asking.question;
	const here = line.kind === 'finding' ? findings[line.index] : line.findings.find(({finding}) => finding.file);
	return here?.finding.file === undefined ? undefined : findings.indexOf(here);
}

/** Indices of all findings that pass the filter and can be fixed. */
export const fixable = (asking: OpenFindings): readonly number[] => shownIndices(asking, canFix);

const shownIndices = (
	{question, filter}: OpenFindings,
	isWanted: (offered: OfferedFinding) => boolean,
): readonly number[] =>
	question.findings.flatMap((offered, index) => (isWanted(offered) && matches(offered, filter) ? [index] : []));

/** The lines with another filter; the cursor stays on its line where that is still there. */
export function refilter(asking: OpenFindings, filter: string, filtering: boolean): OpenFindings {
	const key = lineAt(asking)?.key;
	const lines = linesOf(asking.question, asking.groups, filter);
	const same = lines.findIndex(line => line.key === key && line.kind !== 'go');
	return {...asking, filter, filtering, lines, cursor: Math.max(0, same), scroll: 0};
}

export const canFilter = ({question}: OpenFindings): boolean => isLong(question.findings.length);

/** The rule under the cursor, if its finding is an error. */
export function errorHere(asking: OpenFindings): string | undefined {
	const line = lineAt(asking);
	if (line === undefined || line.kind === 'go') return undefined;
	const offered = line.kind === 'group' ? line.findings[0] : asking.question.findings[line.index];
	return offered?.finding.severity === 'error' ? offered.finding.rule : undefined;
}
