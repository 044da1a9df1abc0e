// Reading the project: what Kedro itself shows with the command that is printed, in a folder that no shell may split.
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {expect} from 'vitest';
import {bed} from '../../bed/bed.ts';
import {writeProject} from '../../bed/kedro-project.ts';
import {describeWith} from '../../bed/part.ts';
import {testContext} from '../../support/context.ts';
import {printed} from '../../support/printed.ts';
import {scratch} from '../../support/scratch.ts';
import {scriptedUi} from '../../support/scripted-ui.ts';
import {typed} from '../../support/typed.ts';

/** What a shell makes of it in another folder, for which nothing is created in the one of the tests. */
function shell(command = 'false') {
	const env = {...process.env, KEDRO_DISABLE_TELEMETRY: '1'};
	const {status, stdout, stderr} = spawnSync('sh', ['-c', command], {encoding: 'utf8', env});
	return {status, text: stdout + stderr};
}

describeWith(await bed.python('kedro-1-bare'), 'the command that is printed', python => {
	/** What is printed about a project with this registry. */
	async function refused(registry: string, code: string) {
		const root = join(await scratch(), `-p 'n' "$(touch x)"`);
		await writeProject(root, {files: {'src/small/pipeline_registry.py': registry}});
		const context = testContext(scriptedUi([]).ui, {cwd: root, env: process.env});
		const failed = await typed('check', context, {KFP_WIZARD_PYTHON: python});
		expect(failed).toMatchObject({exitCode: 3, code});
		return {root, command: failed.next[0]};
	}

	printed('NO_PIPELINE', 'begins a pipeline in the project', async () => {
		const empty =
			'from kedro.pipeline import pipeline\n\ndef register_pipelines():\n    return {"__default__": pipeline([])}\n';
		const {command, root} = await refused(empty, 'NO_PIPELINE');
		expect(shell(command?.replace('NAME', 'training'))).toMatchObject({status: 0});
		expect(existsSync(join(root, 'src/small/pipelines/training/pipeline.py'))).toBe(true);
	});

	printed('IMPORT_FAILED', 'shows the same error from Kedro itself', async () => {
		const {command} = await refused('def register_pipelines():\n    return {]\n', 'IMPORT_FAILED');
		expect(shell(command)).toMatchObject({status: 1, text: expect.stringContaining('SyntaxError')});
	});
});
