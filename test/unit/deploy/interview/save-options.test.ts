// Saving the options of a guided deploy: what is offered, what is written, and that a failure does not undo the deploy.
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {offerToSave, saveOptions, unsavedOptions} from '../../../../src/deploy/interview/save-options.ts';
import type {Chosen} from '../../../../src/deploy/plan.ts';
import type {PlanValue} from '../../../../src/schema/plan.ts';
import {type KnownNames, savedFile} from '../../../../src/system/known-names.ts';
import {WizardError} from '../../../../src/system/errors.ts';
import {testContext} from '../../../support/context.ts';
import {chosenOf, selectionOf} from '../../../support/deploy-parts.ts';
import {errorOf} from '../../../support/error-of.ts';
import {scratch} from '../../../support/scratch.ts';
import {back, initial, type Line, scriptedUi, unattendedUi} from '../../../support/scripted-ui.ts';
import {WentBack} from '../../../../src/ui/ui.ts';

async function chosen(...values: readonly PlanValue[]): Promise<Chosen & {readonly root: string}> {
	const root = await scratch();
	const plan = {changes: [], values: [...values]};
	return {...chosenOf({selection: selectionOf({project: {root}})}), plan, root};
}

const host: PlanValue = {name: 'host', value: 'http://localhost:8080', source: 'asked'};
const fileOf = ({root}: {readonly root: string}): Promise<string> =>
	readFile(join(root, 'conf/s3/kfp.yml'), 'utf8').catch(() => 'no file');

async function offered(of: Chosen, script: readonly Line[]) {
	const scripted = scriptedUi(script);
	await offerToSave(of, {image: 'x'}, testContext(scripted.ui));
	expect(scripted.left()).toEqual([]);
	return scripted;
}

describe('saving the options', () => {
	it('shows the difference first, writes it with consent, and reports the file', async () => {
		const of = await chosen(host);
		const {asked, reported} = await offered(of, [['save', initial]]);
		expect(asked[0]).toMatchObject({
			message: 'Save these options to conf/s3/kfp.yml?',
			initial: true,
			diff: [{file: 'conf/s3/kfp.yml'}],
		});
		expect(await fileOf(of)).toContain('host: http://localhost:8080');
		expect(reported).toMatchObject([{event: 'written', step: 'spec', files: [{file: 'conf/s3/kfp.yml'}]}]);
	});

	it('remembers the file as it was left, by which later screens know that it is part of the deploy', async () => {
		const of = await chosen(host);
		const remembered: KnownNames[] = [];
		const context = testContext(scriptedUi([['save', initial]]).ui, {
			env: {XDG_CACHE_HOME: of.root},
			remember: async (_, names) => void remembered.push(names),
		});
		await offerToSave(of, {image: 'x'}, context);
		expect(remembered).toEqual([{saved: [savedFile('conf/s3/kfp.yml', await fileOf(of))]}]);
	});

	it('leaves to the rerun command what the file has no key for, or was not saved', async () => {
		const env: PlanValue = {name: 'env', value: 's3', source: 'asked'};
		const left = async (answer: boolean): Promise<readonly PlanValue[]> =>
			offerToSave(await chosen(host, env), {image: 'x'}, testContext(scriptedUi([['save', answer]]).ui));
		expect(await left(true)).toEqual([env]);
		expect(await left(false)).toEqual([host, env]);
	});

	it('writes nothing without consent', async () => {
		const of = await chosen(host);
		await offered(of, [['save', false]]);
		expect(await fileOf(of)).toBe('no file');
	});

	it('is offered only where something was asked, to a person', async () => {
		const of = await chosen({...host, source: '--host'});
		await offered(of, []);
		const {ui, asked} = unattendedUi();
		await offerToSave(await chosen(host), {}, testContext(ui));
		expect(asked).toEqual([]);
	});

	it('is not offered where the file has it all', async () => {
		const of = await chosen(host);
		await offered(of, [['save', true]]);
		const values = {host: host.value};
		const settings = {files: ['conf/s3/kfp.yml'], values, params: {}, places: [], problem: null};
		const again = {...of, selection: {...of.selection, project: {...of.selection.project, settings}}};
		expect(await unsavedOptions(again, testContext(unattendedUi().ui))).toBeUndefined();
		await saveOptions(again, testContext(scriptedUi([]).ui));
	});

	it('that fails after a deploy is a warning: the deploy has succeeded', async () => {
		const of = await chosen(host);
		await mkdir(join(of.root, 'conf/s3'), {recursive: true});
		await writeFile(join(of.root, 'conf/s3/kfp.yml'), 'a: [');
		const {reported} = await offered(of, []);
		expect(reported).toEqual([
			{
				event: 'note',
				level: 'warning',
				message: 'The options were not saved: conf/s3/kfp.yml is not valid YAML, so kfp-wizard saves nothing to it',
			},
		]);
	});

	it('that is cancelled after a deploy keeps its outcome', async () => {
		const stop = new WizardError('cancelled', 'Cancelled', {code: 'CANCELLED'});
		const error = await errorOf(offered(await chosen(host), [['save', stop]]));
		expect(error).toMatchObject({
			kind: 'cancelled',
			message: 'Stopped; the deploy itself is done',
			outcome: {image: 'x'},
		});
	});

	it('can be left for the plan before a deploy', async () => {
		const scripted = scriptedUi([['save', back]]);
		await expect(saveOptions(await chosen(host), testContext(scripted.ui))).rejects.toBeInstanceOf(WentBack);
	});
});
