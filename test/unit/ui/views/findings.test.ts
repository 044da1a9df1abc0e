// Findings as text: of many of one rule the first few stand for all, unless all are asked for.
import {expect, it} from 'vitest';
import type {Finding} from '../../../../src/schema/finding.ts';
import {findingsRows} from '../../../../src/ui/views/findings.ts';
import {textOf} from '../../../../src/ui/text/rows.ts';
import {look} from '../../../support/ui/look.ts';

const many = (rule: string, severity: Finding['severity'], number: number): readonly Finding[] =>
	Array.from({length: number}, (_, index) => ({
		rule,
		severity,
		message: `${rule} ${index} is wrong`,
		dataset: `d${index}`,
	}));
const texts = (findings: readonly Finding[], all = false): readonly string[] =>
	findingsRows(findings, look, all).map(rows => textOf(rows[0] ?? []).trim());

it('of seven hundred findings three are shown, and some of the others named', () => {
	const rows = texts([...many('catalog/local-dataset', 'error', 700), ...many('node/unnamed', 'warning', 2)]);
	expect(rows).toHaveLength(6);
	expect(rows[2]).toMatch(/catalog\/local-dataset 2 is wrong$/);
	expect(rows[3]).toContain('697 more findings of catalog/local-dataset: d3, d4, d5, d6, ');
	expect(rows[3]).toContain('(--verbose lists all)');
	expect(rows[5]).toMatch(/node\/unnamed 1 is wrong$/);
});

it('the findings of one rule stand together, the worst first', () => {
	const [warning] = many('a', 'warning', 1);
	const [first, second] = many('b', 'error', 2);
	const [other] = many('c', 'error', 1);
	const found = [warning, first, other, second].filter(each => each !== undefined);
	expect(texts(found).map(text => /\b([abc]) (\d)/.exec(text)?.slice(1).join(''))).toEqual(['b0', 'b1', 'c0', 'a0']);
});

it('a single finding is never hidden', () => expect(texts(many('a', 'error', 4))).toHaveLength(4));

it('all findings are shown if asked for', () => expect(texts(many('a', 'error', 50), true)).toHaveLength(50));
