// The flags that give an answer without its question.
import {expect, it} from 'vitest';
import {answeredRows} from '../../../../src/deploy/interview/answered-rows.ts';
import type {Question} from '../../../../src/ui/ui.ts';

const question = (more: Partial<Question> & Pick<Question, 'kind' | 'flag'>): Question =>
	({name: 'x', message: 'x?', ...more}) as Question;
const choices = [
	{value: 'load', flags: '--load'},
	{value: 'team', flags: '--existing-secret --secret team'},
	{value: 'none', flags: ''},
	{value: 'plain'},
];

it.each([
	[question({kind: 'text', flag: '--image REF'}), 'ghcr.io/a b', ['image=ghcr.io/a b']],
	[question({kind: 'select', flag: '--env ENV', choices}), 'plain', ['env=plain']],
	[question({kind: 'select', flag: '--load', choices}), 'load', ['load=true']],
	[question({kind: 'select', flag: '--image REF', choices}), 'team', ['existing-secret=true', 'secret=team']],
	[question({kind: 'select', flag: '--image REF', choices}), 'none', []],
	[question({kind: 'select', flag: '--a X, --b or --no-c', choices}), 'plain', []],
	[question({kind: 'text', flag: '--image REF', masked: true}), 's3cret', []],
	[question({kind: 'text', flag: 'AWS_ACCESS_KEY_ID'}), 'AKIA', []],
	[question({kind: 'confirm', flag: '--yes'}), true, []],
])('%j answered with %j', (asked, value, rows) => {
	const made = answeredRows(asked, value);
	expect(made.map(row => `${row.name}=${row.value}`)).toEqual(rows);
	expect(made.every(({source}) => source === 'asked')).toBe(true);
});
