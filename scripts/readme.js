// `npm run readme`: writes the tables of README.md anew.
import {readFileSync, writeFileSync} from 'node:fs';
import {build} from 'esbuild';
import {root} from './prepare.js';

const {outputFiles} = await build({
	absWorkingDir: root,
	entryPoints: ['scripts/readme.ts'],
	bundle: true,
	write: false,
	platform: 'node',
	format: 'esm',
	banner: {
		js: "import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);",
	},
});
const {renderReadme} = await import(
	`data:text/javascript;base64,${Buffer.from(outputFiles[0].text.replaceAll('import.meta.url', '"file:///"')).toString('base64')}`
);
const path = `${root}README.md`;
writeFileSync(path, renderReadme(readFileSync(path, 'utf8')));
