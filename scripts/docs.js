// `npm run docs`: writes the generated tables of README.md and docs/*.md. With `--check` it writes nothing, and fails when
// a table is not up to date, or a row of docs/faults.md has no test.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {importTypeScript} from './import-typescript.js';
import {root} from './prepare.js';

const {fillTables, idProblems} = await importTypeScript(
	"export {fillTables, idProblems} from './scripts/docs/tables.ts';",
);
const check = process.argv.includes('--check');
const names = readdirSync(join(root, 'docs')).filter(name => name.endsWith('.md'));
const pages = ['README.md', ...names.map(name => join('docs', name))]
	.map(path => ({path, text: readFileSync(join(root, path), 'utf8')}))
	.filter(({text}) => fillTables(text, root) !== text);
if (check) {
	const problems = [...pages.map(({path}) => `${path} is not up to date: npm run docs`), ...idProblems(root)];
	for (const problem of problems) console.error(problem);
	process.exit(problems.length === 0 ? 0 : 1);
}
for (const {path, text} of pages) {
	writeFileSync(join(root, path), fillTables(text, root));
	console.error(`Wrote ${path}`);
}
