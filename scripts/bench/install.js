// How long a first `npx` of the package takes with an empty cache, against a virtual environment with the KFP SDK.
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {findPython} from '../demo/python.js';
import {root} from '../prepare.js';
import {compared, counted, inTurn} from './ratios.js';
import {timed} from './start-up.js';

const rounds = 3;
const sdk = 'kfp==2.17.0';
const largest = 1_500_000;

export async function compareInstall(folder) {
	const packed = join(folder, 'packed');
	mkdirSync(packed);
	execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', packed], {cwd: root});
	const archive = join(packed, readdirSync(packed)[0]);
	const {name} = findPython();
	const fresh = kind => mkdtempSync(join(folder, `${kind}-`));
	let installed = '';
	const {npx, venv} = await inTurn(rounds, {
		npx: () => {
			installed = fresh('npm');
			const env = {...process.env, npm_config_cache: installed, npm_config_yes: 'true', npm_config_loglevel: 'error'};
			return timed('npx', ['--package', archive, 'kfp-wizard', '--version'], {cwd: fresh('cwd'), env});
		},
		venv: async () => {
			const place = fresh('venv');
			const pip = ['-m', 'pip', 'install', '--quiet', '--no-cache-dir', '--disable-pip-version-check', sdk];
			return (await timed(name, ['-m', 'venv', place])) + (await timed(join(place, 'bin', 'python'), pip));
		},
	});
	const packages = packagesIn(join(installed, '_npx'));
	const {size} = statSync(archive);
	return {
		rows: [],
		words: [],
		ratios: [
			compared(
				'first `npx` of the packed file, empty npm cache',
				'a virtual environment with the KFP SDK',
				[npx, venv],
				{
					most: 0.2,
				},
			),
			counted('packages that it installs', packages.join(', '), '1', packages.length === 1),
			counted('size of the packed file', `${(size / 1e6).toFixed(2)} MB`, '< 1.5 MB', size < largest),
		],
	};
}

/** Names of the packages below the folders of `npx`. */
const packagesIn = place =>
	readdirSync(place).flatMap(one =>
		readdirSync(join(place, one, 'node_modules')).filter(name => !name.startsWith('.')),
	);
