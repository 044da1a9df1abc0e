// Checks, fixes and settings: what is printed shows the file that is to be edited, or goes past the finding.
import {rm, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect} from 'vitest';
import {applyFixes} from '../../../src/fixes/apply-fixes.ts';
import {openJournal} from '../../../src/fixes/journal.ts';
import {splitWords} from '../../../src/system/split-words.ts';
import {errorOf} from '../../support/error-of.ts';
import {implied, node} from '../../support/facts.ts';
import {printed} from '../../support/printed.ts';
import {shellInProject} from '../../support/shell-in-project.ts';

const hostile = `-p 'n' "$(touch x)" #é`;

/** A project in which a fix was made to a file, and a person in its folder. */
async function fixed(file: string) {
	const shell = await shellInProject();
	const changes = await applyFixes(shell.root, [{title: 'x', edits: [{file, change: () => 'fixed\n'}]}]);
	await openJournal(shell.root, {XDG_CACHE_HOME: join(shell.root, '.cache')}, new Date(0)).add(changes);
	return shell;
}

describe('the command that is printed', () => {
	printed('NOT_READY', 'lists the errors, or ignores the rule of the first one', async () => {
		const nodes = [node('load: raw -> trips'), node('fit: trips -> model', {dependencies: ['load']})];
		const {type} = await shellInProject({nodes, project: {datasets: [implied('trips')]}});
		const failed = await type('compile --env s3 --image a/b');
		expect(failed).toMatchObject({exitCode: 3, code: 'NOT_READY'});
		const [, check, ignore] = failed.next;
		expect((await type(check)).reported).toContainEqual(expect.objectContaining({event: 'findings'}));
		expect(await type(`compile --env s3 --image a/b ${ignore}`)).toMatchObject({exitCode: 0});
	});

	printed('SETTINGS_CONFLICT', 'runs each node in a task of its own, or checks again', async () => {
		const values = {nodes: {load: {image: 'tide/a:1'}, fit: {image: 'tide/b:1'}}};
		const settings = {files: ['conf/s3/kfp.yml'], values, params: {}, places: [], problem: null};
		const nodes = [node('load: raw -> trips'), node('fit: trips -> model')];
		const {type} = await shellInProject({nodes, project: {settings}});
		const failed = await type('check --env s3 --group-by all');
		expect(failed).toMatchObject({exitCode: 3, code: 'SETTINGS_CONFLICT'});
		expect(failed.next[0]).toBe('kfp-wizard check --group-by node --env s3');
		expect(await type(failed.next[0])).toMatchObject({exitCode: 0});
		expect(failed.next[1]).toBe('kfp-wizard check --env s3 --group-by all');
	});

	printed('BAD_IGNORE_FILE', 'checks the project after the line was corrected', async () => {
		const {type, root} = await shellInProject({}, {'.dockerignore': '.*\ndata[\n'});
		const failed = await type('check --env s3');
		expect(failed).toMatchObject({exitCode: 3, code: 'BAD_IGNORE_FILE', next: ['kfp-wizard check --env s3']});
		await writeFile(join(root, '.dockerignore'), '.*\ndata\n');
		expect(await type(failed.next[0])).toMatchObject({exitCode: 0});
	});

	printed('NOTHING_TO_MIGRATE', 'migrates the environment that was meant, or deploys', async () => {
		const {type} = await shellInProject({}, {'conf/prod/kubeflow.yaml': 'host: https://x\n', 'conf/base/x.yml': ''});
		const failed = await type('migrate --env pord --yes');
		expect(failed).toMatchObject({exitCode: 3, code: 'NOTHING_TO_MIGRATE'});
		expect(failed.next).toEqual(['kfp-wizard migrate --env prod --yes', 'kfp-wizard deploy --env pord']);
		expect(await type(failed.next[0])).toMatchObject({exitCode: 0});
	});

	printed('KUBEFLOW_YAML_UNREADABLE', 'migrates after the file was corrected', async () => {
		const {type, root} = await shellInProject({}, {'conf/base/kubeflow.yaml': 'a: 1\na: 2\n'});
		const failed = await type('migrate --yes');
		expect(failed).toMatchObject({exitCode: 3, code: 'KUBEFLOW_YAML_UNREADABLE', next: ['kfp-wizard migrate --yes']});
		await writeFile(join(root, 'conf/base/kubeflow.yaml'), 'host: https://x\n');
		expect(await type(failed.next[0])).toMatchObject({exitCode: 0});
	});

	printed('SETTINGS_UNREADABLE', 'migrates after the file was corrected', async () => {
		const files = {'conf/base/kubeflow.yaml': 'host: https://x\n', 'conf/base/kfp.yml': 'a: ['};
		const {type, root} = await shellInProject({}, files);
		const failed = await type('migrate --yes');
		expect(failed).toMatchObject({exitCode: 3, code: 'SETTINGS_UNREADABLE', next: ['kfp-wizard migrate --yes']});
		await writeFile(join(root, 'conf/base/kfp.yml'), '');
		expect(await type(failed.next[0])).toMatchObject({exitCode: 0});
	});

	printed('OUTSIDE_PROJECT', 'shows where the link leads', async () => {
		const {type, root} = await shellInProject({}, {'conf/base/kubeflow.yaml': 'host: https://x\n'});
		await symlink('/etc/hostname', join(root, 'conf/base/kfp.yml'));
		const failed = await type('migrate --yes');
		expect(failed).toMatchObject({exitCode: 3, code: 'OUTSIDE_PROJECT'});
		expect(splitWords(failed.next[0] ?? '')).toEqual(['ls', '-ld', join(root, 'conf/base/kfp.yml')]);
		await rm(join(root, 'conf/base/kfp.yml'));
		expect(await type('migrate --yes')).toMatchObject({exitCode: 0});
	});

	printed('NOT_TEXT', 'shows which encoding the file has', async () => {
		const {type, root} = await shellInProject({}, {'conf/base/kubeflow.yaml': 'host: https://x\n'});
		await writeFile(join(root, 'conf/base/kfp.yml'), Buffer.from('# caf\xe9\n', 'latin1'));
		const failed = await type('migrate --yes');
		expect(failed).toMatchObject({exitCode: 3, code: 'NOT_TEXT'});
		expect(splitWords(failed.next[0] ?? '')).toEqual(['file', join(root, 'conf/base/kfp.yml')]);
		await writeFile(join(root, 'conf/base/kfp.yml'), '# café\n');
		expect(await type('migrate --yes')).toMatchObject({exitCode: 0});
	});

	printed('CHANGED_SINCE', 'shows the change of the file; without it the fix is taken back', async () => {
		const file = `${hostile}.yml`;
		const {type, root} = await fixed(file);
		await writeFile(join(root, file), 'fixed\nand mine\n');
		const failed = await type('check --undo');
		expect(failed).toMatchObject({exitCode: 3, code: 'CHANGED_SINCE'});
		expect(splitWords(failed.next[0] ?? '')).toEqual(['git', '-C', root, 'diff', '--', join(root, file)]);
		await writeFile(join(root, file), 'fixed\n');
		expect(await type('check --undo')).toMatchObject({exitCode: 0});
	});

	printed('NOTHING_TO_UNDO', 'shows what has changed in the project', async () => {
		const {type, root} = await shellInProject();
		const failed = await type('check --undo');
		expect(failed).toMatchObject({exitCode: 2, code: 'NOTHING_TO_UNDO'});
		expect(splitWords(failed.next[0] ?? '')).toEqual(['git', '-C', root, 'diff']);
	});

	printed('FIX_NOT_WRITTEN', 'shows what is in the way', async () => {
		const {root} = await shellInProject();
		const fix = {title: 'x', edits: [{file: `${hostile}/a.yml`, change: () => 'x\n'}]};
		await writeFile(join(root, hostile), 'a file where a folder is needed');
		const error = await errorOf(applyFixes(root, [fix]));
		expect(error).toMatchObject({code: 'FIX_NOT_WRITTEN'});
		expect(splitWords(error.next[0]?.command ?? '')).toEqual(['ls', '-lhd', join(root, hostile)]);
		await rm(join(root, hostile));
		expect(await applyFixes(root, [fix])).toHaveLength(1);
	});
});
