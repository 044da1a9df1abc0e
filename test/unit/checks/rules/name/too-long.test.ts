// The rule name/too-long: node names that are too long for the name of a task.
import {expect, it} from 'vitest';
import {found, node} from '../../../../support/facts.ts';

const rule = 'name/too-long';
const long = `${'x'.repeat(60)}.${'y'.repeat(60)}`;

it('B14: a name that is too long is an info with the name of its task', () => {
	const [finding] = found(rule, {nodes: [node(`${long}: raw -> trips`)]});
	expect(finding).toMatchObject({severity: 'info', node: long});
	expect(finding?.message).toMatch(/121 characters: its task is called x{60}-y{32}-[0-9a-f]{6}$/);
});

it('short names, and long names within a group, pass', () => {
	expect(found(rule)).toEqual([]);
	const nodes = [node(`${long}: raw -> trips`), node('b: trips -> z')];
	expect(found(rule, {nodes, together: ['b', long]})).toEqual([]);
});
