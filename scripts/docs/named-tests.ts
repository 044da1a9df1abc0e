// The tests whose names begin with the ids of rows: `it('B17, F26: a name reaches no terminal raw', …)`.
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

export type NamedTest = {
	readonly ids: readonly string[];
	/** Without the ids. */
	readonly name: string;
	/** From the root of the repository. */
	readonly file: string;
	/** `unit`, `integration` or `e2e`. */
	readonly level: string;
};

const namePattern = /(['"`])((?:[BF]\d{1,2}(?:, )?)+): ((?:\\.|(?!\1)[^\\\n])+)\1/g;

/** Sorted by file. */
export function namedTests(root: string): readonly NamedTest[] {
	const files = readdirSync(join(root, 'test'), {recursive: true, encoding: 'utf8'});
	return files
		.filter(file => /\.test\.tsx?$/.test(file))
		.map(file => file.replaceAll('\\', '/'))
		.sort()
		.flatMap(file =>
			[...readFileSync(join(root, 'test', file), 'utf8').matchAll(namePattern)].map(
				([, , ids = '', name = '']): NamedTest => ({
					ids: ids.split(', '),
					name: name.replaceAll(/\\(['"`])/g, '$1'),
					file: `test/${file}`,
					level: file.split('/')[0] ?? '',
				}),
			),
		);
}
