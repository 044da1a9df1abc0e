// Packs the program and runs the package with npx in an empty folder, as a user would, without installing anything else.
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {root} from './prepare.js';

const folder = mkdtempSync(join(tmpdir(), 'kfp-wizard-package-'));
try {
	execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
		cwd: root,
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	const [archive] = readdirSync(folder).filter(name => name.endsWith('.tgz'));
	const options = {
		cwd: folder,
		encoding: 'utf8',
		env: {...process.env, npm_config_yes: 'true', npm_config_offline: 'true'},
	};
	const version = execFileSync('npx', [`./${archive}`, '--version'], options);
	const check = execFileSync(
		'npx',
		[`./${archive}`, 'describe', '--project', join(root, 'examples', 'bike-share'), '--help'],
		options,
	);
	if (!version.startsWith('kfp-wizard ') || !check.includes('Usage')) throw new Error('the package does not run');
	console.error(`The package runs alone: ${version.trim()}`);
} finally {
	rmSync(folder, {recursive: true, force: true});
}
