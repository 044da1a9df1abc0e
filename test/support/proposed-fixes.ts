// The fixes that are proposed for a small project on disk, and what they write there.
import {mkdir, mkdtemp, readFile, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterAll, expect} from 'vitest';
import {runChecks} from '../../src/checks/run-checks.ts';
import {applyFixes, previewFixes} from '../../src/fixes/apply-fixes.ts';
import type {Fix} from '../../src/fixes/fix.ts';
import {proposeFixes} from '../../src/fixes/propose-fixes.ts';
import type {Finding} from '../../src/schema/finding.ts';
import {csv, facts, type FactOverrides, implied, node} from './facts.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map(folder => rm(folder, {recursive: true, force: true}))));

/** A folder that is removed when the tests of the file are done. */
export async function temporaryFolder(): Promise<string> {
	const folder = await realpath(await mkdtemp(join(tmpdir(), 'kfp-wizard-fixes-')));
	folders.push(folder);
	return folder;
}

export type Proposed = {
	readonly root: string;
	readonly fixes: readonly {readonly finding: Finding; readonly fix: Fix | undefined}[];
	/** Why some fixes could not be made, and of which findings. */
	readonly reported: readonly string[];
	readonly reasons: ReadonlyMap<Finding, string>;
	/** Writes all fixes and gives the text of a file. */
	readonly apply: (file?: string) => Promise<string>;
};

export async function proposed(
	given: FactOverrides,
	files: Readonly<Record<string, string>> = {},
	{
		data = 's3://tide/demo',
		environment = 's3',
		dockerfilePath,
	}: {data?: string | undefined; environment?: string; dockerfilePath?: string} = {},
): Promise<Proposed> {
	const root = await temporaryFolder();
	for (const [file, text] of Object.entries(files)) {
		await mkdir(dirname(join(root, file)), {recursive: true});
		await writeFile(join(root, file), text);
	}
	const all = facts({...given, environment, project: {...given.project, root}});
	const {findings} = runChecks(all, {ignore: []});
	const reasons = new Map<Finding, string>();
	const context = {
		project: all.project,
		pipeline: all.pipeline,
		environment,
		data: data === '' ? undefined : data,
		dockerfilePath,
	};
	const fixes = await proposeFixes(findings, context, (reason, finding) => void reasons.set(finding, reason));
	return {
		root,
		reported: [...new Set(reasons.values())],
		reasons,
		fixes: findings.map((finding, index) => ({finding, fix: fixes[index]})),
		apply: async (file = `conf/${environment}/catalog.yml`) => {
			const wanted = fixes.filter(fix => fix !== undefined);
			await applyFixes(root, wanted);
			expect(await previewFixes(root, wanted)).toEqual([]);
			return readFile(join(root, file), 'utf8');
		},
	};
}

/** Two nodes with a dataset `x` between them, which the function of the first one annotates. */
export const handedOver = (annotation?: string, more: FactOverrides['project'] = {}, name = 'x'): FactOverrides => ({
	nodes: [
		node(`one: raw -> ${name}`, annotation === undefined ? {} : {hints: {[name]: annotation}}),
		node(`two: ${name} -> out`),
	],
	project: {datasets: [implied(name)], ...more},
});

/** A dataset in memory between two on S3 that name credentials. */
export const withCredentials = (credentials: string | null): FactOverrides =>
	handedOver(undefined, {
		datasets: [
			implied('x'),
			csv('raw', 's3://tide/raw.csv', {credentials}),
			csv('out', 's3://tide/out.csv', {credentials}),
		],
	});
