// The findings question as a sequence of small ones: what to do, what to fix, which rule to ignore.
import {count} from '../../system/text.ts';
import type {Look} from '../text/look.ts';
import {type Row, row, segment} from '../text/rows.ts';
import type {Choice, FindingsAnswer, FindingsQuestion, OfferedFinding} from '../ui.ts';
import {diffRows} from '../views/diff.ts';
import {commonTo, orBack, type SmallAsker} from './small-question.ts';
import {defined} from '../../system/defined.ts';

/** Differences of up to this many rows are shown without asking. */
const roomForDiffs = 60;

/** Shows the findings and asks what to do about them. @throws WentBack where the question has `back`. */
export async function askFindings(question: FindingsQuestion, asker: SmallAsker): Promise<FindingsAnswer> {
	const {findings, passed, canGoOn, canGroup, canStartEnvironment, canUndo} = question;
	const {transcript, ask, look} = asker;
	transcript.findings(
		findings.map(({finding}) => finding),
		passed,
	);
	const differences = differenceRows(findings, look);
	const shown = differences.length <= roomForDiffs;
	if (shown) transcript.show(...differences);
	const fixable = [...findings.keys()].filter(index => findings[index]?.diff !== undefined);
	const solvable = [...findings.keys()].filter(index => fixable.includes(index) || findings[index]?.hasWays === true);
	const rules = [
		...new Set(findings.filter(({finding}) => finding.severity === 'error').map(({finding}) => finding.rule)),
	];
	const choices: readonly Choice[] = [
		...(fixable.length === 0 ? [] : [{value: 'all', label: fixAll(fixable, findings)}]),
		...(solvable.length < 2 && fixable.length === solvable.length ? [] : [{value: 'some', label: 'Fix some of them'}]),
		...(shown
			? []
			: [{value: 'show', label: 'Show the changes of the fixes', hint: count(differences.length, 'line')}]),
		{value: 'check', label: 'Rerun the checks'},
		...(canStartEnvironment ? [{value: 'environment', label: 'Continue in a new environment'}] : []),
		...(canGroup ? [{value: 'group', label: 'Change the grouping'}] : []),
		...(canUndo ? [{value: 'undo', label: 'Take the last fixes back'}] : []),
		...(rules.length === 0 ? [] : [{value: 'ignore', label: 'Ignore a rule'}]),
		...(canGoOn ? [{value: 'go', label: 'Continue'}] : []),
	];
	const initial = canGoOn ? 'go' : canStartEnvironment ? 'environment' : choices[0]?.value;
	for (;;) {
		const taken = await ask({
			...commonTo(question),
			kind: 'select',
			choices,
			...defined({initial}),
		});
		if (taken === 'check' || taken === 'group' || taken === 'environment' || taken === 'undo' || taken === 'go')
			return {do: taken};
		if (taken === 'show') transcript.show(...differences);
		const answer = await orBack(async () => {
			if (taken === 'all') return {do: 'fix', findings: fixable, seen: shown, all: true} as const;
			if (taken === 'some') return {do: 'fix', findings: await askSome(solvable, question, ask), seen: shown} as const;
			return taken === 'ignore' ? askIgnore(rules, question, ask) : undefined;
		});
		if (answer !== undefined) return answer;
	}
}

/** A rule with several fixes is one choice, above the fixes themselves. */
async function askSome(
	solvable: readonly number[],
	{findings, flag}: FindingsQuestion,
	ask: SmallAsker['ask'],
): Promise<readonly number[]> {
	const ruleOf = (index: number): string => findings[index]?.finding.rule ?? '';
	const hasFix = (index: number): boolean => findings[index]?.diff !== undefined;
	const rules = [...new Set(solvable.map(ruleOf))]
		.map(rule => ({rule, members: solvable.filter(index => ruleOf(index) === rule)}))
		// All fixes there are have a choice before.
		.filter(({members}) => members.length > 1 && (members.length < solvable.length || !members.every(hasFix)));
	const taken = await ask({
		kind: 'select',
		name: 'fix',
		message: 'What should be fixed?',
		flag,
		choices: [
			...rules.map(({rule, members}) => ({value: rule, label: `All ${members.length} of ${rule}`})),
			...solvable.map(index => ({value: String(index), label: titleOf(findings[index]), hint: ruleOf(index)})),
		],
		back: true,
	});
	return rules.find(({rule}) => rule === taken)?.members ?? [Number(taken)];
}

async function askIgnore(
	rules: readonly string[],
	{findings, flag}: FindingsQuestion,
	ask: SmallAsker['ask'],
): Promise<FindingsAnswer | undefined> {
	const numberOf = (wanted: string): string =>
		count(findings.filter(({finding}) => finding.rule === wanted).length, 'finding');
	const rule = await ask({
		kind: 'select',
		name: 'ignore',
		message: 'Which rule should be ignored?',
		flag,
		choices: rules.map(value => ({value, columns: [numberOf(value)]})),
		back: true,
	});
	const message = `Ignore ${numberOf(rule)} of ${rule}?`;
	const agreed = await ask({kind: 'confirm', name: 'ignore', message, flag, initial: false, back: true});
	return agreed ? {do: 'ignore', rule} : undefined;
}

/** Each rule with its reason, and below it the changes of its fixes. */
function differenceRows(findings: readonly OfferedFinding[], look: Look): readonly Row[] {
	const rules = [...new Set(findings.map(({finding}) => finding.rule))];
	return rules.flatMap(id => {
		const members = findings.filter(({finding, diff}) => finding.rule === id && diff !== undefined);
		if (members.length === 0) return [];
		const why = members[0]?.rule?.why;
		return [
			row('  ', segment(id, 'strong'), why === undefined ? undefined : segment(`  ${why}`, 'faint')),
			...members.flatMap(member => [
				row('    ', titleOf(member)),
				...diffRows(member.diff ?? [], look).map(cells => row('      ', ...cells)),
			]),
		];
	});
}

const titleOf = (offered: OfferedFinding | undefined): string =>
	offered?.finding.fix?.title ?? offered?.finding.message ?? '';

const fixAll = (fixable: readonly number[], findings: readonly OfferedFinding[]): string =>
	fixable.length === 1 ? `Fix: ${titleOf(findings[fixable[0] ?? 0])}` : `Fix all ${fixable.length}`;
