// `npm run readme`: writes the tables of README.md anew.
import {readFileSync, writeFileSync} from 'node:fs';
import {importTypeScript} from './import-typescript.js';
import {root} from './prepare.js';

const {renderReadme} = await importTypeScript("export {renderReadme} from './scripts/readme.ts';");
const path = `${root}README.md`;
writeFileSync(path, renderReadme(readFileSync(path, 'utf8')));
