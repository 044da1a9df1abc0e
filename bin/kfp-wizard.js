#!/usr/bin/env node
// Plain JavaScript that every Node can parse: looks at the Node version and the colour switches, then loads the program.

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
	console.error(`kfp-wizard needs Node 20.19 or newer; this is ${process.versions.node}.`);
	process.exit(2);
}
// Ink's colours know FORCE_COLOR but not NO_COLOR.
const plainColor = /^(1|true|yes|on)$/i.test(process.env.KFP_WIZARD_NO_COLOR ?? '');
if ((process.env.NO_COLOR ?? '') !== '' || plainColor || process.argv.includes('--no-color')) {
	process.env.FORCE_COLOR = '0';
	process.env.NO_COLOR = '1';
}
process.env.NODE_ENV ??= 'production';
const {main} = await import('../dist/kfp-wizard.js');
await main(process.argv.slice(2));
