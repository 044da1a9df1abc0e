// `node scripts/audit.js`, before a release: fails where a package of the bundle has a known vulnerability. The packages that
// only build and test kfp-wizard reach no user, so they do not stop a release. Needs dist/, and a registry with advisories.
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {importTypeScript} from './import-typescript.js';

const {vulnerablePackages} = await importTypeScript("export {vulnerablePackages} from './scripts/bundled.ts';");
const read = file => JSON.parse(readFileSync(file, 'utf8'));

const report = JSON.parse(spawnSync('npm', ['audit', '--json'], {encoding: 'utf8', maxBuffer: 2 ** 28}).stdout);
const problems =
	report.vulnerabilities === undefined
		? [`npm audit failed: ${report.message}`]
		: vulnerablePackages(report, read('package-lock.json'), read('dist/sbom.cdx.json'));
if (problems.length > 0) console.error(problems.join('\n'));
process.exitCode = problems.length > 0 ? 1 : 0;
