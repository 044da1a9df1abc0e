// The program from its chunks: what a chunk gets, when it is loaded, and with which compiled code.
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {loadProgram} from '../../../src/cli/load.ts';
import {scratch} from '../../support/scratch.ts';

type Opened = {readonly name: string; readonly loaded: string[]};

/** Chunks by their names, as the bodies of their functions. */
async function loaded(bodies: Readonly<Record<string, string>>, isAsync: readonly string[] = []) {
	const folder = await scratch();
	for (const [name, body] of Object.entries(bodies)) {
		const head = `${isAsync.includes(name) ? 'async ' : ''}function(exports,require,module,__filename,__import)`;
		writeFileSync(join(folder, `${name}.js`), `(${head}{${body}\n})\n`);
	}
	const opened: Opened[] = [];
	const program = loadProgram(folder, './start.js', name => {
		const one: Opened = {name, loaded: []};
		opened.push(one);
		return {find: () => undefined, add: id => void one.loaded.push(id)};
	});
	return {program, opened, folder};
}

const call = (work: unknown): unknown => (work as () => unknown)();

it('a chunk is loaded once, also where two of them need each other, and knows its file', async () => {
	const {program, folder} = await loaded({
		start:
			"const a = require('./a.js'); const b = require('./b.js'); exports.same = a.token === b.tokenOfA(); exports.file = a.file",
		a: "module.exports = {token: {}, file: __filename}; require('./b.js')",
		b: "const a = require('./a.js'); module.exports = {tokenOfA: () => a.token}",
	});
	expect(program).toEqual({same: true, file: join(folder, 'a.js')});
});

it('what is imported on demand is loaded then, and its compiled code is opened with that of all chunks that come with it', async () => {
	const {program, opened} = await loaded({
		start:
			"require('./common.js'); exports.first = () => __import('./first.js'); exports.second = () => __import('./second.js')",
		common: 'exports.is = "common"',
		first: "require('./common.js'); require('./shared.js'); exports.is = 'first'",
		second: "require('./shared.js'); exports.is = 'second'",
		shared: 'exports.is = "shared"',
	});
	const atStart = {name: './start.js', loaded: ['./start.js', './common.js']};
	expect(opened).toEqual([atStart]);
	expect(await call(program['first'])).toEqual({is: 'first'});
	expect(await call(program['first'])).toEqual({is: 'first'});
	expect(await call(program['second'])).toEqual({is: 'second'});
	expect(opened).toEqual([
		atStart,
		{name: './first.js', loaded: ['./first.js', './shared.js']},
		{name: './second.js', loaded: ['./second.js']},
	]);
});

it('a chunk that waits is given when it is ready, to all that import it meanwhile', async () => {
	const {program} = await loaded(
		{
			start: "exports.both = () => Promise.all([__import('./slow.js'), __import('./slow.js')])",
			slow: 'exports.is = await Promise.resolve("ready")',
		},
		['slow'],
	);
	expect(await call(program['both'])).toEqual([{is: 'ready'}, {is: 'ready'}]);
});

it('modules of Node are there in both ways', async () => {
	const {program} = await loaded({
		start:
			"exports.same = async () => {const path = await __import('node:path'); return path.default === require('node:path') && path.join === require('node:path').join}",
	});
	expect(await call(program['same'])).toBe(true);
});
