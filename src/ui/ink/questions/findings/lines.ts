// The lines of the findings screen: one for each rule with several findings, one for each finding, and one to go on.
import type {FindingsQuestion, OfferedFinding} from '../../../ui.ts';
import {severities} from '../../../../schema/severity.ts';
import {passes} from '../filter.ts';

/** `key` identifies the line when the question is asked again. */
export type Line =
	| {readonly kind: 'group'; readonly key: string; readonly findings: readonly OfferedFinding[]}
	| {readonly kind: 'finding'; readonly key: string; readonly index: number; readonly group: string | undefined}
	/** Continues with the next step. */
	| {readonly kind: 'go'; readonly key: 'go'};

/** A rule with several findings is a line of its own, with them below it while it is open; the worst come first. */
export function linesOf(question: FindingsQuestion, groups: readonly string[], filter: string): readonly Line[] {
	const byRule = new Map<string, number[]>();
	for (const [index, offered] of question.findings.entries()) {
		if (!matches(offered, filter)) continue;
		const {finding} = offered;
		const key = `${severities.indexOf(finding.severity)} ${finding.rule}`;
		const sameRule = byRule.get(key);
		if (sameRule === undefined) byRule.set(key, [index]);
		else sameRule.push(index);
	}
	const sorted = [...byRule].sort(([a], [b]) => a.charCodeAt(0) - b.charCodeAt(0));
	const lines = sorted.flatMap(([group, indices]): readonly Line[] => {
		const findings = indices.flatMap(index => question.findings[index] ?? []);
		const inGroup = findings.length > 1;
		const each = findings.map(({finding}, place) => ({
			kind: 'finding' as const,
			key: [group, finding.message, finding.file, finding.line].join('\n'),
			index: indices[place] ?? 0,
			group: inGroup ? group : undefined,
		}));
		if (!inGroup) return each;
		return [{kind: 'group', key: group, findings}, ...(groups.includes(group) || filter !== '' ? each : [])];
	});
	return question.canGoOn ? [...lines, {kind: 'go', key: 'go'}] : lines;
}

export function matches({finding, rule}: OfferedFinding, filter: string): boolean {
	if (filter === '') return true;
	return passes(Object.values({...finding, fix: '', ...rule}).join(' '), filter);
}
