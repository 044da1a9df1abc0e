// Turns chunks of esbuild into what src/cli/load.ts runs: one function each. Node 20 keeps the compiled code of scripts, and
// not that of modules.
import {transform} from 'esbuild';
import {awaited} from './patches.js';

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
