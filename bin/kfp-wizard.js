#!/usr/bin/env node
// Plain JavaScript that every Node can parse: looks at the Node version and the colour switches, then loads the program.
import {spawn} from 'node:child_process';

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
// Node reads its extra certificate authorities once, when it starts.
const authority = named('--ca-file') ?? process.env.KFP_WIZARD_CA_FILE;
if (authority && process.env.NODE_EXTRA_CA_CERTS !== authority)
	startAgain({...process.env, NODE_EXTRA_CA_CERTS: authority});
else await start();

async function start() {
	const {main} = await import('../dist/kfp-wizard.js');
	await main(process.argv.slice(2));
}

function named(flag) {
	const index = process.argv.findIndex(word => word === flag || word.startsWith(`${flag}=`));
	const word = process.argv[index];
	return index < 0 ? undefined : word === flag ? process.argv[index + 1] : word.slice(flag.length + 1);
}

/** The same program with another environment; signals go to it, its exit code is ours. */
function startAgain(env) {
	const child = spawn(process.execPath, process.argv.slice(1), {stdio: 'inherit', env});
	// Ctrl-C reaches the child by itself: the terminal sends it to both.
	process.on('SIGINT', () => {});
	for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
	child.on('exit', (code, signal) => {
		if (signal === null) process.exit(code ?? 1);
		process.removeAllListeners(signal);
		process.kill(process.pid, signal);
	});
}
