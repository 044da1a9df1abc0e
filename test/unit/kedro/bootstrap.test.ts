// The program before `kedro run`.
import {expect, it} from 'vitest';
import {readBootstrap, withBootstrap} from '../../../src/kedro/bootstrap.ts';

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

it('no part of the program uses a name of another one', () => {
	const plain = {command: ['kedro'], args: ['run'], nodesFlag: '--nodes'};
	const empty = {parameters: {}, inputs: {}};
	const all = [
		{...empty, parameters: {alpha: 1}},
		{...empty, credentials: '/file'},
		{...empty, versions: []},
		{...empty, nodes: '--node'},
		{...empty, metrics: {metrics: 'metrics'}, reports: {plot: 'plot'}, v1: true as const},
	].map(bootstrap => new Set(withBootstrap(plain, bootstrap).command[2]?.match(/^(?:def|class) \w+|^\w+(?= = )/gm)));
	const twice = all.flatMap((names, index) =>
		[...names].filter(name => name !== 'sessions' && name !== 'options' && all[index + 1]?.has(name)),
	);
	expect(twice).toEqual([]);
});

it('what the program changes can be read back from a command', () => {
	const plain = {command: ['kedro'], args: ['run'], nodesFlag: '--nodes'};
	const {command, args} = withBootstrap(plain, {parameters: {}, inputs: {}, metrics: {metrics: 'ns.metrics'}});
	expect(readBootstrap([...command, '{}', ...args])).toEqual({metrics: {metrics: 'ns.metrics'}});
	expect(readBootstrap(['kedro', 'run'])).toEqual({});
});
