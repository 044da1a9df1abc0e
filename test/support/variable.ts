// A variable of this machine that a project reads, for tests.
import type {Variable} from '../../src/schema/project.ts';

export const variable = (name: string, more: Partial<Variable> = {}): Variable => ({
	name,
	place: {file: 'src/demo/settings.py', line: 4},
	from: 'shell',
	value: 'shop',
	effect: 'fails',
	...more,
});
