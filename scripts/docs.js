// `npm run docs`: writes the generated tables of README.md and docs/*.md. With `--check` it writes nothing, and fails when
// a table is not up to date or a test has the id of no row of docs/faults.md.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {importTypeScript} from './import-typescript.js';
import {root} from './prepare.js';

const {fillTables, unknownIds} = await importTypeScript(
	"export {fillTables, unknownIds} from './scripts/docs/tables.ts';",
);
const check = process.argv.includes('--check');
const names = readdirSync(join(root, 'docs')).filter(name => name.endsWith('.md'));
const pages = ['README.md', ...names.map(name => join('docs', name))]
	.map(path => ({path, text: readFileSync(join(root, path), 'utf8')}))
	.filter(({text}) => fillTables(text, root) !== text);
if (check) {
	const problems = [
		...pages.map(({path}) => `${path} is not up to date: npm run docs`),
		...unknownIds(root).map(id => `${id} is not a row of scripts/docs/fault-rows.ts`),
	];
	for (const problem of problems) console.error(problem);
	process.exit(problems.length === 0 ? 0 : 1);
}
for (const {path, text} of pages) {
	writeFileSync(join(root, path), fillTables(text, root));
	console.error(`Wrote ${path}`);
}
