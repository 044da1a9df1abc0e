// The program before `kedro run`.
import {expect, it} from 'vitest';
import {withBootstrap} from '../../../src/kedro/bootstrap.ts';

it('the command stays plain `kedro` where nothing has to change', () => {
	const plain = {command: ['kedro'], args: ['run'], nodesFlag: '--nodes'};
	expect(withBootstrap(plain, {parameters: {}, inputs: {}})).toBe(plain);
});

it('the program has only the parts that it needs', () => {
	const plain = {command: ['kedro'], args: ['run'], nodesFlag: '--nodes'};
	const {command} = withBootstrap(plain, {parameters: {alpha: 1}, inputs: {}});
	expect(command.slice(0, 2)).toEqual(['python3', '-c']);
	expect(command[2]).not.toContain('generate_timestamp');
	expect(command[3]).toBe('{"parameters":{"alpha":1.0}}');
	expect(withBootstrap(plain, {parameters: {}, inputs: {}, versions: []}).command[2]).toContain('generate_timestamp');
});
