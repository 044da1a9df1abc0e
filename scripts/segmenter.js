// A plugin for esbuild: what measures text makes its segmenter for the first text that needs one.
import {readFile} from 'node:fs/promises';

const made = 'const segmenter = new Intl.Segmenter();';
const later = 'let made; const segmenter = {segment: text => (made ??= new Intl.Segmenter()).segment(text)};';

/** The first segmenter takes Node as long as loading a tenth of the program, and ASCII needs none. */
export const segmenterOnDemand = {
	name: 'segmenter-on-demand',
	setup: build =>
		build.onLoad({filter: /node_modules[/\\]string-width[/\\]index\.js$/}, async ({path}) => {
			const text = await readFile(path, 'utf8');
			if (!text.includes(made)) throw new Error(`${path} makes no segmenter any more: is this plugin still needed?`);
			return {contents: text.replace(made, later), loader: 'js'};
		}),
};
