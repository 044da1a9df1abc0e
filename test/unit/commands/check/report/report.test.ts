// The reports as their readers take them: SARIF, the code quality report of GitLab, JUnit.
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {codeQuality} from '../../../../../src/commands/check/report/code-quality.ts';
import {junit} from '../../../../../src/commands/check/report/junit.ts';
import {type Found, reportOf} from '../../../../../src/commands/check/report/report.ts';
import {sarif} from '../../../../../src/commands/check/report/sarif.ts';
import type {Finding} from '../../../../../src/schema/finding.ts';
import {scratch} from '../../../../support/scratch.ts';

const trips: Finding = {
	rule: 'catalog/memory-dataset',
	severity: 'error',
	message: 'trips is only in memory',
	file: 'conf/base/catalog (1).yml',
	line: 7,
	dataset: 'trips',
	fix: {title: 'Add an entry'},
};
const hostile: Finding = {
	rule: 'node/unnamed',
	severity: 'warning',
	message: 'a ]]> <b> "&" \u0001\uFFFE\uD800 \u001B[31mred',
	file: 'src/demo/nodes.py',
};
const note: Finding = {rule: 'pipeline/size', severity: 'info', message: '12 tasks'};

async function reported(findings: readonly Finding[], more: Partial<Found> = {}, env = {}) {
	const root = more.root ?? (await scratch());
	const found = {root, about: 'demo, __default__, s3', findings, passed: 9, ignored: [], isChecked: true};
	return reportOf({...found, ...more}, env);
}

const sarifOf = async (...given: Parameters<typeof reported>) =>
	(JSON.parse(sarif(await reported(...given))) as {runs: readonly [Run]}).runs[0];

type Run = {
	readonly tool: {readonly driver: {readonly rules: readonly {readonly id: string; readonly helpUri: string}[]}};
	readonly results: readonly {
		readonly ruleId: string;
		readonly ruleIndex: number;
		readonly level: string;
		readonly locations: readonly [{readonly physicalLocation: object}];
		readonly partialFingerprints: Readonly<Record<string, string>>;
	}[];
};

const fingerprints = async (findings: readonly Finding[]): Promise<readonly string[]> =>
	(await reported(findings)).findings.map(({fingerprint}) => fingerprint);

describe('the paths in a report', () => {
	it('start at the workspace of the job, else at the repository, else at the project', async () => {
		const root = await scratch();
		const project = join(root, 'work', 'services', 'churn');
		await mkdir(project, {recursive: true});
		const fileIn = async (env = {}) => (await reported([trips], {root: project}, env)).findings[0]?.file;
		expect(await fileIn()).toBe('conf/base/catalog (1).yml');
		await mkdir(join(root, 'work', '.git'));
		expect(await fileIn()).toBe('services/churn/conf/base/catalog (1).yml');
		expect(await fileIn({GITHUB_WORKSPACE: root})).toBe('work/services/churn/conf/base/catalog (1).yml');
		expect(await fileIn({GITHUB_WORKSPACE: join(root, 'elsewhere')})).toBe('services/churn/conf/base/catalog (1).yml');
		const outside = await reported([{...trips, file: '../../../x.yml'}], {root: project});
		expect(outside.findings[0]?.file).toBe(join(root, 'x.yml'));
	});
});

describe('the fingerprint of a finding', () => {
	it('stays when its line, the rest of its message or the order changes', async () => {
		const [first, second] = await fingerprints([trips, note]);
		const moved = {...trips, line: 99, message: 'trips is only in memory, used by 3 tasks'};
		expect(await fingerprints([{...note, message: '13 tasks'}, moved])).toEqual([second, first]);
	});

	it('differs for every finding of a report', async () => {
		const all = [trips, trips, {...trips, file: 'x.yml'}, {...trips, dataset: 'rides'}, {...trips, rule: 'a/b'}];
		expect(new Set(await fingerprints(all)).size).toBe(all.length);
	});
});

describe('SARIF', () => {
	it('lists every rule with an address, and results that point to them', async () => {
		const {tool, results} = await sarifOf([trips, hostile, note]);
		for (const {helpUri} of tool.driver.rules) expect(new URL(helpUri).protocol).toBe('https:');
		expect(results.map(({level}) => level)).toEqual(['error', 'warning', 'note']);
		for (const {ruleId, ruleIndex} of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
		expect(results[0]?.locations).toEqual([
			{
				physicalLocation: {
					artifactLocation: {uri: 'conf/base/catalog%20(1).yml', uriBaseId: '%SRCROOT%'},
					region: {startLine: 7},
				},
			},
		]);
		expect(results[2]?.locations[0].physicalLocation).toMatchObject({artifactLocation: {uri: 'pyproject.toml'}});
	});

	it('has no results without findings', async () => {
		expect((await sarifOf([])).results).toEqual([]);
	});

	it('has a rule for what kept the project from being read', async () => {
		const {tool, results} = await sarifOf([{...note, rule: 'error/IMPORT_FAILED'}], {isChecked: false});
		expect(tool.driver.rules.map(({id}) => id)).toEqual(['error/IMPORT_FAILED']);
		expect(results[0]?.ruleIndex).toBe(0);
	});
});

it('GitLab gets a path and a line for every issue, and an empty list without findings', async () => {
	expect(JSON.parse(codeQuality(await reported([trips, note])))).toEqual([
		{
			description: 'trips is only in memory Fix: Add an entry',
			check_name: 'catalog/memory-dataset',
			fingerprint: expect.stringMatching(/^[\da-f]{32}$/),
			severity: 'critical',
			location: {path: 'conf/base/catalog (1).yml', lines: {begin: 7}},
		},
		expect.objectContaining({severity: 'info', location: {path: 'pyproject.toml', lines: {begin: 1}}}),
	]);
	expect(codeQuality(await reported([]))).toBe('[]\n');
});

describe('JUnit', () => {
	it('has a suite for each group of rules, in which only errors fail', async () => {
		const xml = junit(await reported([trips, hostile, note], {ignored: ['pipeline/empty']}));
		expect(xml).toMatch(
			/<testsuite name="kfp-wizard.catalog" tests="\d+" failures="1" errors="0" skipped="0" time="0">/,
		);
		expect(xml).toMatch(/<testsuite name="kfp-wizard.node" tests="1" failures="0"/);
		expect(xml).toContain(
			'<testcase classname="kfp-wizard.catalog.memory-dataset" name="trips" file="conf/base/catalog (1).yml" line="7" time="0">\n' +
				'      <failure type="catalog/memory-dataset" message="trips is only in memory">trips is only in memory&#10;Fix: Add an entry&#10;conf/base/catalog (1).yml:7</failure>',
		);
		expect(xml).toContain('<system-out>info: 12 tasks</system-out>');
		expect(xml).toMatch(/classname="kfp-wizard.pipeline.empty"[^>]*>\n +<skipped message="ignored"\/>/);
		expect(xml.match(/<testcase /g)?.length).toBe(Number(/<testsuites [^>]*tests="(\d+)"/.exec(xml)?.[1]));
	});

	it('has only characters that XML may have', async () => {
		const xml = junit(await reported([hostile]));
		expect(xml).toContain('warning: a ]]&gt; &lt;b&gt; &quot;&amp;&quot; ?? red');
	});
});
