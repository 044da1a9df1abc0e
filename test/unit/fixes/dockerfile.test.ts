// Fixes of the project's Dockerfile.
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {applyFixes} from '../../../src/fixes/apply-fixes.ts';
import {proposeFixes} from '../../../src/fixes/propose-fixes.ts';
import {facts} from '../../support/facts.ts';
import {type Built, foundIn} from '../../support/own-dockerfile.ts';

let root: string;
beforeAll(async () => {
	root = await mkdtemp(join(tmpdir(), 'kfp-wizard-dockerfile-'));
});
afterAll(() => rm(root, {recursive: true}));

/** The Dockerfile after all fixes were made, and what is found in it then. */
async function fixed(text: string, built: Built = {}) {
	await writeFile(join(root, 'Dockerfile'), text);
	const {project, pipeline} = facts();
	const context = {project: {...project, root}, pipeline, environment: 's3', data: undefined};
	for (let round = 0; round < 3; round++) {
		const before = await readFile(join(root, 'Dockerfile'), 'utf8');
		const fixes = (await proposeFixes(foundIn(before, built), context)).filter(fix => fix !== undefined);
		await applyFixes(root, fixes);
		// Making them twice changes nothing.
		await applyFixes(root, fixes);
	}
	const after = await readFile(join(root, 'Dockerfile'), 'utf8');
	return {after, left: foundIn(after, built).filter(({severity}) => severity === 'error')};
}

it('several lines at once, also at the same place', async () => {
	const {after, left} = await fixed(
		'FROM python:3.9-slim\nWORKDIR /app\nCOPY requirements.txt .\nCMD ["kedro", "run"]',
	);
	expect(left).toEqual([]);
	expect(after).toBe(
		'FROM python:3.11-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r /app/requirements.txt\nCOPY . .\nCMD ["kedro", "run"]',
	);
});

it('a project in an earlier stage, its environment, and Windows line ends', async () => {
	const text = [
		'FROM python:3.11 AS build',
		'WORKDIR /app',
		'COPY . .',
		'RUN python -m venv /v && /v/bin/pip install -r requirements.txt',
		'FROM python:3.11-slim',
		'COPY --from=build /v /v',
		'',
	].join('\r\n');
	const {after, left} = await fixed(text);
	expect(left).toEqual([]);
	expect(after.split('\r\n').slice(6).sort()).toEqual(
		['COPY --from=build /app /app', 'ENV PATH=/v/bin:$PATH', 'WORKDIR /app', ''].sort(),
	);
});
