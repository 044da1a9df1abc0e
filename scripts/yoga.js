// A plugin for esbuild: the layout engine of Ink has its WebAssembly in a data URL, and reads it without `fetch`.
import {readFile} from 'node:fs/promises';

const asked = '"function"!=typeof fetch';

/** The first `fetch` makes Node load its HTTP client, which takes as long as a sixth of the first frame. */
export const yogaWithoutFetch = {
	name: 'yoga-without-fetch',
	setup: build =>
		build.onLoad({filter: /[/\\]yoga-wasm-base64-esm\.js$/}, async ({path}) => {
			const text = await readFile(path, 'utf8');
			if (!text.includes(asked))
				throw new Error(`${path} does not ask for fetch any more: is this plugin still needed?`);
			return {contents: text.replaceAll(asked, 'true'), loader: 'js'};
		}),
};
