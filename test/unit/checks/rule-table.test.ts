// The table of rules in the documentation.
import {expect, it} from 'vitest';
import {rules} from '../../../src/checks/rules.ts';
import {ruleTable} from '../../../src/checks/rule-table.ts';

it('each rule is in the table once', () => {
	const lines = ruleTable().split('\n');
	expect(lines).toHaveLength(rules.length + 2);
	for (const {id} of rules) expect(lines.filter(line => line.startsWith(`| \`${id}\` |`))).toHaveLength(1);
	for (const line of lines) expect(line.match(/(?<!\\)\|/g)).toHaveLength(6);
});
