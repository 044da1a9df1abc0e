// What was read of the project is kept, by what it was read for.
import {expect, it} from 'vitest';
import {newReadings} from '../../../../src/deploy/interview/readings.ts';
import type {Interpreter} from '../../../../src/kedro/find-python.ts';

const python: Interpreter = {command: '/usr/bin/python3', args: [], source: 'PATH'};

it('the same is read once, also when it is wanted twice at the same time; something else is read by itself', async () => {
	const {interpreter} = newReadings();
	let reads = 0;
	const read = async (): Promise<Interpreter> => {
		reads += 1;
		return python;
	};
	await Promise.all([interpreter(['a'], read), interpreter(['a'], read)]);
	expect(await interpreter(['a'], read)).toBe(python);
	expect(reads).toBe(1);
	await interpreter(['b'], read);
	expect(reads).toBe(2);
});

it('a failure is not kept', async () => {
	const {interpreter} = newReadings();
	await expect(interpreter('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
	expect(await interpreter('a', async () => python)).toBe(python);
});

it('everything is read again after files have changed', async () => {
	const readings = newReadings();
	await readings.interpreter('a', async () => python);
	readings.drop();
	const other = {...python, source: 'again'};
	expect(await readings.interpreter('a', async () => other)).toBe(other);
});

it('only what is of the cluster is read again after a login', async () => {
	const readings = newReadings();
	const read = async (): Promise<string> => {
		await readings.interpreter('a', async () => ({...python, source: 'again'}));
		await readings.cluster('a', async () => 'again');
		return `${(await readings.interpreter('a', async () => python)).source} ${await readings.cluster('a', async () => '')}`;
	};
	await readings.interpreter('a', async () => python);
	await readings.cluster('a', async () => 'before');
	readings.dropCluster();
	expect(await read()).toBe('PATH again');
});
