// The check that no import of src goes up, on small trees.
import {spawnSync} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {writeTree} from '../../support/tree.ts';

const script = fileURLToPath(new URL('../../../scripts/rooms.js', import.meta.url));
let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-rooms-'));
});
afterEach(() => rm(folder, {recursive: true, force: true}));

async function check(files: Readonly<Record<string, string>>) {
	await writeTree(folder, files);
	const {status, stderr} = spawnSync(process.execPath, [script, folder], {encoding: 'utf8'});
	return {status, lines: stderr.trim().split('\n')};
}

it('accepts imports of the own room and of rooms below, and the exceptions', async () => {
	const files = {
		'system/files.ts': "import {Project} from '../schema/project.ts';\n",
		'tasks/group.ts': "import {find} from '../kedro/find.ts';\nimport {flow} from './flow.ts';\n",
		'pipeline-spec/kfp/write.ts': "import type {Task} from '../../tasks/group.ts';\n",
		'options/questions.ts': "import type {Ui} from '../ui/ui.ts';\nimport {readFile} from 'node:fs';\n",
		'fixes/propose.ts': "import type {Finding} from '../checks/finding.ts';\n",
		'cli/main.ts': "const {deploy} = await import('../commands/deploy.ts');\n",
		'ui/ink/app.tsx': "import {list} from '../text/list.ts';\n",
	};
	expect(await check(files)).toEqual({status: 0, lines: ['7 files, no import goes up.']});
});

it('refuses imports that go up or between two rooms of one floor, with their lines', async () => {
	const files = {
		'schema/a.ts': "import {files} from '../system/files.ts';\n",
		'kedro/a.ts': "// Two lines.\nimport {group} from '../tasks/group.ts';\n",
		'image/a.ts': "import type {\n\tSecret,\n} from '../kubernetes/secret.ts';\n",
		'ui/a.ts': "export type {Project} from '../kedro/inspect.ts';\n",
		'options/a.ts': "import {list} from '../ui/text/list.ts';\n",
		'checks/rules/a.ts': "import {apply} from '../../fixes/apply.ts';\n",
		'rehearse/a.ts': "import '../follow/follow.ts';\n",
		'deploy/steps/a.ts': "const {run} = await import('../../commands/run.ts');\n",
	};
	expect(await check(files)).toEqual({
		status: 1,
		lines: [
			'src/checks/rules/a.ts:1: checks may not import fixes/apply.ts.',
			'src/deploy/steps/a.ts:1: deploy may not import commands/run.ts.',
			'src/image/a.ts:3: image may not import kubernetes/secret.ts.',
			'src/kedro/a.ts:2: kedro may not import tasks/group.ts.',
			'src/options/a.ts:1: options may not import ui/text/list.ts.',
			'src/rehearse/a.ts:1: rehearse may not import follow/follow.ts.',
			'src/schema/a.ts:1: schema may not import system/files.ts.',
			'src/ui/a.ts:1: ui may not import kedro/inspect.ts.',
			'8 problems.',
		],
	});
});

it('refuses a folder that is not a room, and JSX outside src/ui/ink', async () => {
	expect(await check({'helpers/a.ts': '', 'ui/views/a.tsx': ''})).toEqual({
		status: 1,
		lines: [
			'src/helpers/a.ts: helpers is not a room; scripts/rooms.js lists them.',
			'src/ui/views/a.tsx: only src/ui/ink has JSX.',
			'2 problems.',
		],
	});
});
