// Turns chunks of esbuild into what src/cli/load.ts runs: one function each. Node 20 keeps the compiled code of scripts, and
// not that of modules.
import {readFile} from 'node:fs/promises';
import {transform} from 'esbuild';

/** Stands for a top-level `await` until the chunk is an async function. */
const awaited = '__awaited';

/** What esbuild cannot make a script of: the end of a path, what stands there, and what takes its place. */
const replaced = [
	['/yoga-layout/dist/src/index.js', 'await loadYoga()', `${awaited}(loadYoga())`],
	// The devtools of Ink are not in the bundle.
	['/ink/build/reconciler.js', "process.env['DEV'] === 'true'", 'false'],
];

/** A plugin for esbuild: no chunk has a top-level `await`. */
export const withoutAwait = {
	name: 'without-await',
	setup(build) {
		for (const [end, before, after] of replaced) {
			const filter = new RegExp(`${end.replaceAll('/', '[/\\\\]').replaceAll('.', '\\.')}$`);
			build.onLoad({filter}, async ({path}) => {
				const text = await readFile(path, 'utf8');
				if (!text.includes(before))
					throw new Error(`${path} has no "${before}" any more: is this plugin still needed?`);
				return {contents: text.replaceAll(before, after), loader: 'js'};
			});
		}
	},
};

/**
 * The text of a chunk as a function of `exports`, `require`, `module`, `__filename` and `__import`.
 * @param output what esbuild says of it
 */
export async function asFunction(text, {imports}) {
	const options = {platform: 'node', target: 'node20.19', legalComments: 'none'};
	const script = await transform(text, {...options, format: 'cjs', define: {'import.meta.url': '__url'}});
	const pieces = runWhenUsed(script.code).split(/\bimport\((?=")/);
	const onDemand = imports.filter(({kind}) => kind === 'dynamic-import').length;
	if (pieces.length !== onDemand + 1)
		throw new Error(`A chunk imports ${onDemand} modules on demand; ${pieces.length - 1} were found.`);
	const body = pieces.join('__import(').replaceAll(`${awaited}(`, 'await (');
	const isAsync = script.code.includes(`${awaited}(`);
	const url = body.includes('__url') ? 'const __url = require("node:url").pathToFileURL(__filename).href;' : '';
	const head = `${isAsync ? 'async ' : ''}function (exports, require, module, __filename, __import)`;
	// A function that nothing calls would be left out.
	const {code} = await transform(`call(${head} {${url}\n${body}\n})`, {...options, minify: true});
	return code.replace(/^call/, '');
}

/**
 * A chunk that this one needs is run when the first of its exports is used: most commands use a part of what they may need.
 * No module is there only for what it does when it is run, which the lint sees to (`no-unassigned-import`).
 */
function runWhenUsed(code) {
	const needed = /^var (import_chunk_\w+) = require\((".\/chunk-\w+\.js")\);$/gm;
	return [...code.matchAll(needed)].reduce(
		(text, [line, name, path]) =>
			text
				.replace(line, '')
				.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), `(${name}())`)
				.concat(`\nvar ${name}_ran;\nfunction ${name}() { return ${name}_ran ??= require(${path}); }\n`),
		code,
	);
}
