// Rows of doctor: what depends on what, time limits, and errors as rows.
import {expect, it} from 'vitest';
import {machineOf} from '../../../../src/commands/doctor/machine.ts';
import {probeRows} from '../../../../src/commands/doctor/probe-rows.ts';
import {ok, type Row, type RowId, skipped} from '../../../../src/commands/doctor/row.ts';
import {rows as allRows} from '../../../../src/commands/doctor/rows.ts';
import type {Options} from '../../../../src/options/options.ts';
import {cancelled, WizardError} from '../../../../src/system/errors.ts';
import {testContext} from '../../../support/context.ts';
import {flag} from '../../../support/deploy-parts.ts';
import {printed} from '../../../support/printed.ts';
import {unattendedUi} from '../../../support/scripted-ui.ts';

const row = (id: RowId, needs: readonly RowId[], probe: Row['probe'], more: Partial<Row> = {}): Row => ({
	id,
	title: id.toUpperCase(),
	needs,
	probe,
	...more,
});

async function probed(rows: readonly Row[], options: Options = {}, longest?: number) {
	const machine = machineOf(options, undefined, testContext(unattendedUi().ui));
	return Promise.all(probeRows(rows, machine, longest));
}

const failing = (kind: 'usage' | 'denied' | 'project' | 'outside') => async () => {
	throw new WizardError(kind, 'It fails', {code: 'IT_FAILS', detail: 'why', next: [{command: 'fix it', when: 'soon'}]});
};

it('an error is a row that failed, with its code, its reason and what fixes it', async () => {
	const kinds = ['usage', 'denied', 'project', 'outside'] as const;
	const all = await probed(
		kinds.map((kind, index) => row(['node', 'disk', 'aws', 's3'][index] as RowId, [], failing(kind))),
	);
	expect(all[0]?.row).toEqual({
		id: 'node',
		title: 'NODE',
		state: 'failed',
		detail: 'It fails\nwhy',
		code: 'IT_FAILS',
		fix: [{command: 'fix it', when: 'soon'}],
	});
	expect(all.map(({exitCode}) => exitCode)).toEqual([5, 4, 3, 5]);
});

it('what depends on a row that failed is not looked at, and names the first cause', async () => {
	let looked = 0;
	const look = async () => ok(String(++looked));
	const all = await probed([
		row('kubectl', [], failing('outside')),
		row('context', ['kubectl'], look),
		row('cluster', ['context'], look),
		row('project', [], async () => skipped('no project')),
		row('pipelines', ['project'], look),
		row('engine', [], async () => ({state: 'warning', detail: 'old'})),
		row('platform', ['engine'], look),
	]);
	expect(all.map(one => [one.row.state, one.row.detail.split('\n')[0], one.exitCode])).toEqual([
		['failed', 'It fails', 5],
		['skipped', 'not checked: it depends on KUBECTL', 0],
		['skipped', 'not checked: it depends on KUBECTL', 0],
		['skipped', 'no project', 0],
		['skipped', 'not checked: it depends on PROJECT', 0],
		['warning', 'old', 0],
		['ok', '1', 0],
	]);
});

it('with its option a row needs no other', async () => {
	const rows = [
		row('cluster', [], failing('outside')),
		row('kubeflow', ['cluster'], async () => ok('found'), {unless: 'host'}),
	];
	expect((await probed(rows))[1]?.row.state).toBe('skipped');
	expect((await probed(rows, {host: flag('http://kfp', '--host')}))[1]?.row.state).toBe('ok');
});

printed('NO_ANSWER', 'looks at the same row again, which did not keep the others waiting', async () => {
	const never = () => new Promise<never>(() => {});
	const [slow, quick] = await probed([row('cluster', [], never), row('disk', [], async () => ok('fine'))], {}, 20);
	expect(slow?.row).toMatchObject({state: 'failed', code: 'NO_ANSWER', fix: [{command: 'kfp-wizard doctor'}]});
	expect(quick?.row.state).toBe('ok');
});

it('Ctrl-C is no row', async () => {
	await expect(
		probed([
			row('cluster', [], async () => {
				throw cancelled();
			}),
		]),
	).rejects.toMatchObject({kind: 'cancelled'});
});

it('a row stands below those that it needs', () => {
	const ids = allRows.map(({id}) => id);
	expect(new Set(ids).size).toBe(ids.length);
	for (const {id, needs} of allRows) for (const need of needs) expect(ids.slice(0, ids.indexOf(id))).toContain(need);
});

it('--no-access-check: the keys are found and never sent anywhere', async () => {
	const env = {AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE00', AWS_SECRET_ACCESS_KEY: 'made-up'};
	const context = testContext(unattendedUi().ui, {env});
	const keys = allRows.filter(({id}) => id === 'aws');
	const rows = probeRows(
		keys,
		machineOf({accessCheck: {value: false, source: '--no-access-check'}}, undefined, context),
	);
	const [found] = await Promise.all(rows);
	expect(found?.row).toMatchObject({state: 'skipped', detail: 'AWS_ACCESS_KEY_ID; not tried (--no-access-check)'});
});
