// The tests whose names begin with the ids of rows: `it('B17, F26: a name reaches no terminal raw', …)`.
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

export type NamedTest = {
	readonly ids: readonly string[];
	/** Without the ids, after the titles of the groups around it. */
	readonly name: string;
	/** From the root of the repository. */
	readonly file: string;
	/** `unit`, `integration` or `e2e`. */
	readonly level: string;
};

const groupPattern = /^\t*describe(?:With)?(?:\.\w+)?\(.*?(['"`])((?:\\.|(?!\1).)+)\1, (?:async )?[\w({]/;
const namePattern = /(['"`])((?:[BF]\d{1,2}(?:, )?)+): ((?:\\.|(?!\1)[^\\\n])+)\1/g;

/** Sorted by file. */
export function namedTests(root: string): readonly NamedTest[] {
	const files = readdirSync(join(root, 'test'), {recursive: true, encoding: 'utf8'});
	return files
		.filter(file => /\.test\.tsx?$/.test(file))
		.map(file => file.replaceAll('\\', '/'))
		.sort()
		.flatMap(file =>
			namesIn(readFileSync(join(root, 'test', file), 'utf8')).map(test => ({
				...test,
				file: `test/${file}`,
				level: file.split('/')[0] ?? '',
			})),
		);
}

/** Line by line: a group ends at a line that closes it, which has the indentation of its first line. */
function namesIn(text: string): readonly Pick<NamedTest, 'ids' | 'name'>[] {
	const found: Pick<NamedTest, 'ids' | 'name'>[] = [];
	let groups: readonly {readonly indentation: string; readonly title: string}[] = [];
	for (const line of text.split('\n')) {
		const indentation = /^\t*/.exec(line)?.[0] ?? '';
		if (line.startsWith('});', indentation.length))
			groups = groups.filter(group => group.indentation.length < indentation.length);
		const [, , title] = groupPattern.exec(line) ?? [];
		if (title !== undefined) groups = [...groups, {indentation, title}];
		for (const [, , ids = '', name = ''] of line.matchAll(namePattern))
			found.push({
				ids: ids.split(', '),
				name: [...groups.map(group => group.title), name].join(' › ').replaceAll(/\\(['"`])/g, '$1'),
			});
	}
	return found;
}
