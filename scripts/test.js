// `npm test`: installs and builds what is missing, runs every test, and lists last what was not covered and why.
// `--project unit` runs only test/unit, which needs neither the built program nor the test bed.
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {install, prepare, root} from './prepare.js';

const args = process.argv.slice(2);
const unitOnly = args.some(
	(arg, index) => arg === '--project=unit' || (arg === '--project' && args[index + 1] === 'unit'),
);
if (unitOnly) install();
else prepare();
const folder = mkdtempSync(join(tmpdir(), 'kfp-wizard-test-'));
const report = join(folder, 'report.json');
const hint = unitOnly ? '' : ' (virtual environments and images are made on first use and kept in the cache folder)';
console.error(`\n▸ Testing${hint}`);
const {status} = spawnSync(
	process.execPath,
	[
		'node_modules/vitest/vitest.mjs',
		'run',
		'--reporter=default',
		'--reporter=json',
		`--outputFile.json=${report}`,
		...args,
	],
	{cwd: root, stdio: 'inherit'},
);
const skipped = skippedTests(report);
rmSync(folder, {recursive: true, force: true});

for (const [reason, count] of skipped) console.error(`not covered: ${count} tests, ${reason}`);
const total = [...skipped.values()].reduce((sum, count) => sum + count, 0);
console.error(`skipped tests: ${total}`);
if (total > 0 && process.env.KFP_WIZARD_TEST_STRICT === '1') process.exit(1);
process.exit(status ?? 1);

/** Reason → number of tests; the reason stands in the title of their group. */
function skippedTests(path) {
	const reasons = new Map();
	const {testResults = []} = JSON.parse(readFileSync(path, 'utf8'));
	for (const test of testResults.flatMap(file => file.assertionResults)) {
		if (test.status === 'passed' || test.status === 'failed') continue;
		const reason = /\[skipped: (.*?)\]/.exec(test.fullName)?.[1] ?? test.fullName;
		reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
	}
	return reasons;
}
