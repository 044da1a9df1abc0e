// Reading the project: what Kedro itself shows with the command that is printed, in a folder that no shell may split.
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {expect} from 'vitest';
import {readCredentials} from '../../../src/kedro/read-credentials.ts';
import {bed} from '../../bed/bed.ts';
import {writeProject} from '../../bed/kedro-project.ts';
import {describeWith} from '../../bed/part.ts';
import {testContext} from '../../support/context.ts';
import {errorOf} from '../../support/error-of.ts';
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

	printed('CREDENTIALS_UNREADABLE', 'shows what Kedro says when it reads them', async () => {
		const root = join(await scratch(), `-p 'n' "$(touch x)"`);
		const files = {
			'conf/base/catalog.yml': 'raw: {type: pickle.PickleDataset, filepath: x.pkl, credentials: store}\n',
			'conf/local/credentials.yml': 'store: {key: "${no-such-resolver:1}"}\n',
		};
		await writeProject(root, {files});
		const read = {
			root,
			python: {command: python, args: [], source: '--python'},
			env: process.env,
			environment: 'local',
		};
		const failed = await errorOf(readCredentials(read, ['store'], []));
		expect(failed).toMatchObject({exitCode: 3, code: 'CREDENTIALS_UNREADABLE'});
		const {status, text} = shell(failed.next[0]?.command);
		expect({status, text}).toMatchObject({status: 1, text: expect.stringMatching(/no-such-resolver/)});
	});

	printed('IMPORT_FAILED', 'shows the same error from Kedro itself', async () => {
		const {command} = await refused('def register_pipelines():\n    return {]\n', 'IMPORT_FAILED');
		expect(shell(command)).toMatchObject({status: 1, text: expect.stringContaining('SyntaxError')});
	});
});
