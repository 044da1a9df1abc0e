#!/usr/bin/env node
// Plain JavaScript that every Node can parse: looks at the Node version and the colour switches, then loads the program.

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
	console.error(`kfp-wizard needs Node 20.19 or newer; this is ${process.versions.node}.`);
	process.exit(2);
}
// Ink's colours know FORCE_COLOR but not NO_COLOR, and Node warns where it finds both. The flag counts most, then
// FORCE_COLOR, as in Node.
const isIn = (text, words) => words.includes((text ?? '').toLowerCase());
const {env} = process;
const said = process.argv.findLast(word => word === '--no-color' || word === '--color');
const isOff =
	isIn(env.KFP_WIZARD_NO_COLOR, ['1', 'true', 'yes', 'on']) || isIn(env.KFP_WIZARD_COLOR, ['0', 'false', 'no', 'off']);
const isForced = !isIn(env.FORCE_COLOR, ['', '0', 'false']);
const isPlain = said === undefined ? isOff || (!isForced && (env.NO_COLOR ?? '') !== '') : said === '--no-color';
if (isPlain) {
	env.FORCE_COLOR = '0';
	env.NO_COLOR = '1';
} else delete env.NO_COLOR;
process.env.NODE_ENV ??= 'production';
const {startProgram} = await import('../dist/load.js');
const {main} = startProgram();
await main(process.argv.slice(2));
