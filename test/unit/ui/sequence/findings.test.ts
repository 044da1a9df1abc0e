// The findings question as a sequence of small ones.
import {expect, it} from 'vitest';
import {askFindings} from '../../../../src/ui/sequence/findings.ts';
import type {SmallAsker} from '../../../../src/ui/sequence/small-question.ts';
import type {FindingsQuestion} from '../../../../src/ui/ui.ts';
import {found} from '../../../support/ui/large-questions.ts';
import {look} from '../../../support/ui/look.ts';

/** Answers one question after the other; gives the labels of each, and the answer. */
async function ask(question: FindingsQuestion, answers: readonly string[]) {
	const labels: (readonly string[])[] = [];
	const left = [...answers];
	const asker = {
		transcript: {findings: () => undefined, show: () => undefined},
		look,
		ask: async (small: {readonly choices: readonly {readonly value: string; readonly label?: string}[]}) => {
			labels.push(small.choices.map(({value, label = value}) => label));
			return left.shift();
		},
	} as unknown as SmallAsker;
	return {answer: await askFindings(question, asker), labels};
}

const three = found(['high_raw', 'low_raw']);

it('a finding without a fix is not offered to be fixed', async () => {
	const {answer, labels} = await ask(three, ['some', '1']);
	expect(answer).toMatchObject({do: 'fix', findings: [1]});
	expect(labels[0]?.slice(0, 2)).toEqual(['Fix all 3', 'Fix some of them']);
	expect(labels[1]).toHaveLength(4);
});

it('a finding without a fix that an option solves is one of those, also where there is no fix at all', async () => {
	const findings = three.findings.map(one => (one.diff === undefined ? {...one, hasWays: true as const} : one));
	expect((await ask({...three, findings}, ['some', '2'])).answer).toMatchObject({do: 'fix', findings: [2]});
	const alone = await ask({...three, findings: findings.slice(2, 3)}, ['some', '0']);
	expect(alone.labels[0]?.[0]).toBe('Fix some of them');
	expect(alone.answer).toMatchObject({do: 'fix', findings: [0]});
});
