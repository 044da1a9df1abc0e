// A plugin for esbuild: what is changed in the packages that go into the bundle. A text that a package no longer has ends the build.
import {readFile} from 'node:fs/promises';

/** Stands for a top-level `await` until the chunk is an async function (functions.js). */
export const awaited = '__awaited';

/** The end of a path, what stands there, and what takes its place. */
const patches = [
	// The first segmenter takes Node as long as loading a tenth of the program, and ASCII needs none.
	[
		'/node_modules/string-width/index.js',
		'const segmenter = new Intl.Segmenter();',
		'let made; const segmenter = {segment: text => (made ??= new Intl.Segmenter()).segment(text)};',
	],
	// The first `fetch` makes Node load its HTTP client, which takes as long as a sixth of the first frame.
	['/yoga-wasm-base64-esm.js', '"function"!=typeof fetch', 'true'],
	// esbuild makes no script of a chunk with a top-level `await`.
	['/yoga-layout/dist/src/index.js', 'await loadYoga()', `${awaited}(loadYoga())`],
	// The devtools of Ink, which it awaits too, are not in the bundle.
	['/ink/build/reconciler.js', "process.env['DEV'] === 'true'", 'false'],
];

export const patched = {
	name: 'patched',
	setup(build) {
		for (const [end, before, after] of patches) {
			const filter = new RegExp(`${end.replaceAll('/', '[/\\\\]').replaceAll('.', '\\.')}$`);
			build.onLoad({filter}, async ({path}) => {
				const text = await readFile(path, 'utf8');
				if (!text.includes(before)) throw new Error(`${path} has no "${before}" any more: is this patch still needed?`);
				return {contents: text.replaceAll(before, () => after), loader: 'js'};
			});
		}
	},
};
