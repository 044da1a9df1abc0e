// Task names as Kubeflow's pages show them: the first 21 characters tell them apart.
import {describe, expect, it} from 'vitest';
import {distinctTitles} from '../../../src/pipeline-spec/task-titles.ts';
import {random} from '../../support/random.ts';

const namesOf = (...titles: string[]): readonly string[] => {
	const names = distinctTitles(titles);
	return titles.map(title => names.get(title) ?? '');
};

describe('task names in Kubeflow', () => {
	it('names that can be told apart stay as they are', () => {
		const titles = ['north.load_port +1', 'south.load_port +1', 'anpassa_modell_å', 'north.rank_port'];
		expect(namesOf(...titles)).toEqual(titles);
	});

	it('of names that begin alike the common words are left out', () => {
		expect(namesOf('feature_engineering.create_train_set', 'feature_engineering.create_test_set', 'load')).toEqual([
			'…train_set',
			'…test_set',
			'load',
		]);
	});

	it('names that still look alike get a number', () => {
		const [one, two, three] = namesOf(
			`${'a'.repeat(30)}.create_x`,
			`${'a'.repeat(30)}.${'b'.repeat(40)}`,
			`${'a'.repeat(30)}.${'b'.repeat(41)}`,
		);
		expect(one).toBe('…create_x');
		expect(two).toBe(`1: …${'b'.repeat(40)}`);
		expect(three).toBe(`2: …${'b'.repeat(41)}`);
	});

	it('no two names look alike, and the order of the titles does not matter', () => {
		const next = random(5);
		const word = (): string => ['model', 'feature', 'x', 'create', 'train'][Math.floor(next() * 5)] ?? '';
		for (let round = 0; round < 50; round++) {
			const titles = Array.from({length: 40}, () => Array.from({length: 2 + Math.floor(next() * 8)}, word).join('_'));
			const names = distinctTitles(titles);
			const cut = [...new Set(names.values())].map(name => name.slice(0, 21));
			expect(new Set(cut).size).toBe(new Set(titles).size);
			expect(distinctTitles([...titles].reverse())).toEqual(names);
		}
	});
});
