// `npm run docs`: writes the generated tables of README.md and docs/*.md.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {importTypeScript} from './import-typescript.js';
import {root} from './prepare.js';

const {fillTables} = await importTypeScript("export {fillTables} from './scripts/docs/tables.ts';");
const names = readdirSync(join(root, 'docs')).filter(name => name.endsWith('.md'));
for (const path of ['README.md', ...names.map(name => join('docs', name))]) {
	const file = join(root, path);
	const text = readFileSync(file, 'utf8');
	const filled = fillTables(text);
	if (filled === text) continue;
	writeFileSync(file, filled);
	console.error(`Wrote ${path}`);
}
