// The upload from the plan: by which program, with which keys, and what is left.
import {chmod, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {uploadData} from '../../../../src/deploy/interview/upload-data.ts';
import type {Chosen} from '../../../../src/deploy/plan.ts';
import {Sensitive} from '../../../../src/system/secrets.ts';
import {testContext} from '../../../support/context.ts';
import {facts} from '../../../support/facts.ts';
import {scratch} from '../../../support/scratch.ts';
import {scriptedUi} from '../../../support/scripted-ui.ts';

/** A folder with programs that note how they were called, and with which key. */
async function programs(names: readonly string[], exitCode = 0) {
	const bin = await scratch();
	for (const name of names) {
		const script = `#!/bin/sh\necho "${name} $*|$AWS_ACCESS_KEY_ID" >> '${bin}/ran'\nexit ${exitCode}\n`;
		await writeFile(join(bin, name), script);
		await chmod(join(bin, name), 0o755);
	}
	const ran = async () => (await readFile(join(bin, 'ran'), 'utf8').catch(() => '')).trimEnd();
	return {bin, ran};
}

function chosenIn(root: string, executable: string): Chosen {
	const {project} = facts();
	return {
		options: {},
		selection: {project: {...project, root, python: {...project.python, executable}}},
		plans: {secret: {do: 'apply', credentials: {values: {AWS_ACCESS_KEY_ID: new Sensitive('AKIAUPLOADTEST')}}}},
	} as unknown as Chosen;
}

const command = 'aws s3 sync data/01_raw s3://tide/01_raw';

it('runs in the project with the keys of the tasks, which are not arguments', async () => {
	const {bin, ran} = await programs(['aws']);
	const {ui, reported} = scriptedUi([]);
	const context = testContext(ui, {env: {PATH: bin}});
	expect(await uploadData([command], chosenIn('/p', 'python'), context)).toEqual([]);
	expect(await ran()).toBe('aws s3 sync /p/data/01_raw s3://tide/01_raw|AKIAUPLOADTEST');
	expect(reported).toMatchObject([{event: 'note', message: `Uploaded: ${command}`}]);
});

it('without aws takes boto3 of the Python of the project', async () => {
	const {bin, ran} = await programs(['python']);
	const {ui} = scriptedUi([]);
	const context = testContext(ui, {env: {PATH: `${bin}/none`}});
	expect(await uploadData([command], chosenIn('/p', join(bin, 'python')), context)).toEqual([]);
	expect(await ran()).toMatch(
		/^python -c import boto3\|[^]*upload_file[^]* \/p\/data\/01_raw s3:\/\/tide\/01_raw\|AKIAUPLOADTEST$/,
	);
});

it('keeps what failed, and what nothing here can upload', async () => {
	const {bin} = await programs(['aws', 'python'], 1);
	const {ui, reported} = scriptedUi([]);
	const context = testContext(ui, {env: {PATH: bin}});
	expect(await uploadData([command], chosenIn('/p', join(bin, 'python')), context)).toEqual([command]);
	const without = testContext(ui, {env: {PATH: `${bin}/none`}});
	expect(await uploadData([command], chosenIn('/p', join(bin, 'python')), without)).toEqual([command]);
	expect(reported).toMatchObject([{message: `Neither aws nor boto3 is installed here: run ${command} elsewhere`}]);
});
