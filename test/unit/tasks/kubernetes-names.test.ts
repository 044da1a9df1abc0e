// Kubernetes-safe names for tasks and pipelines.
import {describe, expect, it} from 'vitest';
import {collisions, slug, taskNames} from '../../../src/tasks/kubernetes-names.ts';
import {random, shuffled} from '../../support/random.ts';

const names = (...list: string[]): Record<string, string> => Object.fromEntries(taskNames(list));

describe('taskNames', () => {
	it.each([
		['preprocess_companies_node', 'preprocess-companies-node'],
		['ns.inner.Train Model', 'ns-inner-train-model'],
		['__init__', 'init'],
		['größe_für_Åse', 'groe-fur-ase'],
		['İstanbul', 'istanbul'],
		['add([a;params:b]) -> [c]', 'add-a-params-b-c'],
		['<lambda>([x]) -> [y]', 'lambda-x-y'],
		['012', 'task-012'],
		['2_clean', 'task-2-clean'],
		['ends-', 'ends'],
	])('%s is %s', (name, key) => {
		expect(names(name)).toEqual({[name]: key});
	});

	it('B14: a name without ASCII letters gets a hash of its own', () => {
		const keys = Object.values(names('日本', '中国', '_'));
		expect(keys).toHaveLength(3);
		expect(new Set(keys).size).toBe(3);
		for (const key of keys) expect(key).toMatch(/^task-[0-9a-f]{6}$/);
	});

	it('B13: names with the same key get a hash, except the one that equals the key', () => {
		const keys = names('a_b', 'a__b', 'a-b', 'A.B');
		expect(keys['a-b']).toBe('a-b');
		for (const name of ['a_b', 'a__b', 'A.B']) expect(keys[name]).toMatch(/^a-b-[0-9a-f]{6}$/);
		expect(new Set(Object.values(keys)).size).toBe(4);
	});

	it('all names of a group get a hash where none equals the key', () => {
		for (const key of Object.values(names('a_b', 'a.b'))) expect(key).toMatch(/^a-b-[0-9a-f]{6}$/);
	});

	it('keys are unique even when a name looks like a key with a hash', () => {
		const taken = names('a_b', 'a.b')['a_b'] ?? '';
		const keys = names('a_b', 'a.b', taken);
		expect(keys[taken]).toBe(taken);
		expect(new Set(Object.values(keys)).size).toBe(3);
	});

	it('B14: a long name is cut and gets a hash of the whole name', () => {
		const long = 'very_long_node_name_'.repeat(20);
		const keys = Object.values(names(`${long}a`, `${long}b`, 'x'.repeat(100), 'x'.repeat(101)));
		expect(new Set(keys).size).toBe(4);
		expect(keys.map(key => key.length).every(length => length <= 100)).toBe(true);
		expect(keys).toContain('x'.repeat(100));
	});

	it('a cut name has no double dash', () => {
		expect(names(`${'x'.repeat(92)}_${'y'.repeat(50)}`)[`${'x'.repeat(92)}_${'y'.repeat(50)}`]).toMatch(
			/^x{92}-[0-9a-f]{6}$/,
		);
	});

	it.each(['root', 'executor', 'train_driver', 'group-3'])(
		'the key is not %s, which has another meaning in a run',
		name => {
			expect(names(name, 'train')[name]).toMatch(/-[0-9a-f]{6}$/);
		},
	);

	it('keys of random names keep the rules and do not depend on the order', () => {
		const next = random(7);
		const letters = Array.from('abAB01_-. üß日;');
		for (let round = 0; round < 50; round++) {
			const list = Array.from({length: 60}, () =>
				Array.from({length: 1 + Math.floor(next() * 4)}, () => letters[Math.floor(next() * letters.length)] ?? '').join(
					'',
				),
			);
			const keys = taskNames(list);
			expect(Object.fromEntries(taskNames(shuffled(list, next)))).toEqual(Object.fromEntries(keys));
			expect(new Set(keys.values()).size).toBe(new Set(list).size);
			for (const key of keys.values()) expect(key).toMatch(/^[a-z](?:[a-z0-9-]{0,98}[a-z0-9])?$/);
		}
	});

	it('names such as __proto__ have keys too', () => {
		expect(taskNames(['constructor', '__proto__']).get('__proto__')).toBe('proto');
	});
});

describe('collisions', () => {
	it('collisions are the names with the same key, sorted', () => {
		expect(collisions(['b', 'a_b', 'c', 'a.b', 'C', 'a_b'])).toEqual([
			['C', 'c'],
			['a.b', 'a_b'],
		]);
		expect(collisions(['a', 'b'])).toEqual([]);
	});
});

describe('slug', () => {
	it.each([
		['Space Flights', 'space-flights'],
		['Größe__default__', 'groe-default'],
		['2024 forecast', 'pipeline-2024-forecast'],
	])('%s is %s', (text, expected) => {
		expect(slug(text)).toBe(expected);
	});

	it('a long name is cut with a hash, and no name is empty', () => {
		expect(slug('a'.repeat(200))).toMatch(/^a{120}-[0-9a-f]{6}$/);
		expect(slug('a'.repeat(200), 40)).toHaveLength(40);
		expect(slug('日本')).toMatch(/^pipeline-[0-9a-f]{6}$/);
	});
});
