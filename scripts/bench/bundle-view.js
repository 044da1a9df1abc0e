// Bundles a program that shows the live view, as the build does it: its drawing is that of a production build.
import {build} from 'esbuild';
import {root} from '../prepare.js';

/** @returns the path of the program. */
export async function bundleView(entry, outfile) {
	await build({
		absWorkingDir: root,
		entryPoints: [entry],
		outfile,
		bundle: true,
		platform: 'node',
		format: 'esm',
		target: 'node20.19',
		minify: true,
		jsx: 'automatic',
		define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
		alias: {'react-devtools-core': './scripts/empty.js'},
		banner: {
			js: "import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);",
		},
		logLevel: 'error',
	});
	return outfile;
}
