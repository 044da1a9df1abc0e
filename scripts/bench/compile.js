// How long `compile` takes, cold and with nothing changed, against reading the project and against a script of the KFP SDK.
import {cpSync, mkdtempSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../prepare.js';
import {compared, inTurn, noise} from './ratios.js';
import {timed} from './start-up.js';

const program = join(root, 'bin', 'kfp-wizard.js');
const image = 'registry.example/bike-share:bench';
const rounds = 7;

/** `python`: with Kedro, the packages of the example and the KFP SDK. */
export async function compareCompile(folder, python) {
	const project = join(folder, 'compiled');
	cpSync(join(root, 'examples', 'bike-share'), project, {recursive: true});
	const script = name => join(root, 'scripts', 'bench', name);
	const wizard = cache => {
		const env = {...process.env, XDG_CACHE_HOME: cache, KFP_WIZARD_NO_CACHE: undefined};
		const args = ['--project', project, '--python', python, '--env', 's3', '--image', image, '--quiet'];
		return timed(process.execPath, [program, 'compile', ...args, '--spec', join(folder, 'ours.yaml')], {env});
	};
	const kept = join(folder, 'cache');
	const measures = {
		node: () => timed(process.execPath, ['--eval', '0']),
		guide: () => timed(python, [script('guide.py'), project, 's3', image, join(folder, 'guide.yaml')]),
		introspection: () => timed(python, [script('introspect.py'), project, 's3']),
		cold: () => wizard(mkdtempSync(join(folder, 'cache-'))),
		unchanged: () => wizard(kept),
	};
	// Python compiles what it imports, and what did not change was seen once.
	for (const measure of Object.values(measures)) await measure();
	const {node, guide, introspection, cold, unchanged} = await inTurn(rounds, measures);
	return {
		rows: [],
		words: [noise('bare Node', node)],
		ratios: [
			compared('compile, cold', 'the bare introspection in Python', [cold, introspection], {most: 1.25}),
			compared('compile, cold', 'a script of the KFP SDK', [cold, guide], {faster: 5}),
			compared('compile, nothing changed', 'a script of the KFP SDK', [unchanged, guide], {faster: 15}),
			compared('compile, nothing changed', 'bare Node', [unchanged, node], {most: 2.5}),
		],
	};
}
