// The teardown command: what it needs, what it asks, what it removes, and what is left where a removal fails.
import {readdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {teardown} from '../../../../src/commands/teardown/teardown.ts';
import type {Options} from '../../../../src/options/options.ts';
import {Event} from '../../../../src/schema/event.ts';
import {WizardError} from '../../../../src/system/errors.ts';
import {testContext} from '../../../support/context.ts';
import {flag, on} from '../../../support/deploy-parts.ts';
import {errorOf} from '../../../support/error-of.ts';
import {formerMark, markerOf} from '../../../support/identity.ts';
import {back, type Line, scriptedUi, unattendedUi} from '../../../support/scripted-ui.ts';
import {specText} from '../../../support/spec-text.ts';
import {standInProject} from '../../../support/stand-in-project.ts';
import {withApi} from '../../../support/with-api.ts';

/** A project with a written spec, and on the server a pipeline with a version; no Secret, so that kubectl is not needed. */
async function deployed(id = 'demo-1') {
	const {api, client} = await withApi();
	const {root} = await standInProject(
		{},
		{'demo.yaml': '# Written by kfp-wizard\n#\n# Kedro project Demo, pipeline __default__, environment s3\n'},
	);
	const description = markerOf(id);
	const {pipeline_id: pipelineId} = await client.createPipeline({name: 'demo-s3', description});
	await client.uploadVersion({pipelineId, name: 'abc', description, spec: specText.plain});
	const options: Options = {
		project: flag(root, '--project'),
		projectId: flag('demo-1', '--project-id'),
		host: flag(api.url, '--host'),
		secret: flag(false as const, 'a test'),
	};
	return {api, root, options};
}

async function run(options: Options, args: readonly string[] = [], script?: readonly Line[]) {
	const scripted = script === undefined ? unattendedUi() : scriptedUi(script);
	const outcome = await teardown({options, args}, testContext(scripted.ui));
	expect(scripted.left()).toEqual([]);
	return {...scripted, outcome};
}

const notes = (reported: readonly Event[]): readonly string[] =>
	reported.flatMap(event => (event.event === 'note' ? [event.message] : []));

describe('a teardown where no question can be asked', () => {
	it('needs --yes, and --all or names, and a host for names of the cluster', async () => {
		const missing = async (options: Options, ...args: readonly string[]) =>
			(await errorOf(run(options, args))).next.map(({command}) => command);
		expect(await missing({})).toEqual(['--all', '--yes']);
		const {options} = await deployed();
		const {host: _, ...local} = options;
		expect(await missing({...local, ...on('yes')}, 'run/1')).toEqual(['--host URL']);
		expect(await missing(on('dryRun'))).toEqual(['--all']);
		expect(await errorOf(run(on('yes'), ['spec/a b', 'runs/1']))).toMatchObject({
			code: 'BAD_VALUE',
			message: '"runs/1" is not a valid name of a resource; did you mean run/1?',
			next: [{command: "kfp-wizard teardown 'spec/a b' run/1"}],
		});
	});

	it('removes everything with --all, in the order of removal, and shows the plan first', async () => {
		const {api, root, options} = await deployed();
		const {outcome, reported} = await run({...options, ...on('yes', 'all')});
		expect(outcome).toEqual({removed: ['version/abc', 'pipeline/demo-s3', 'spec/demo.yaml'], left: []});
		expect(api.state()).toMatchObject({pipelines: [], versions: []});
		expect(await readdir(root)).not.toContain('demo.yaml');
		expect(reported.find(({event}) => event === 'plan')).toMatchObject({
			dryRun: false,
			changes: [{action: 'delete', what: 'version'}, {what: 'pipeline'}, {what: 'spec'}],
			values: [
				{name: 'host', source: '--host'},
				{name: 'namespace', value: 'kubeflow'},
			],
		});
		expect(reported.at(-1)).toEqual({event: 'step', step: 'teardown', state: 'done', detail: '3 removed'});
	});

	it('a second time has nothing to remove', async () => {
		const {options} = await deployed();
		await run({...options, ...on('yes', 'all')});
		const {outcome, reported} = await run({...options, ...on('yes', 'all')});
		expect(outcome).toEqual({removed: [], left: []});
		expect(reported.at(-1)).toMatchObject({state: 'done', detail: 'nothing to remove'});
	});

	it('changes nothing with --dry-run', async () => {
		const {api, root, options} = await deployed();
		const {outcome, reported} = await run({...options, ...on('dryRun', 'all')});
		expect(outcome).toEqual({removed: [], left: []});
		expect(reported.at(-1)).toMatchObject({event: 'plan', dryRun: true, changes: {length: 3}});
		expect(api.state().pipelines).toHaveLength(1);
		expect(await readdir(root)).toContain('demo.yaml');
	});

	it('F35: removes what is named, and counts what does not exist as done', async () => {
		const {api, options} = await deployed();
		const {outcome, reported} = await run({...options, ...on('yes')}, ['spec/demo.yaml', 'version/none']);
		expect(outcome).toEqual({removed: ['spec/demo.yaml'], left: []});
		expect(notes(reported)).toEqual(['version/none does not exist']);
		expect(api.state().pipelines).toHaveLength(1);
	});

	it('removes a resource that is named twice once', async () => {
		const {options} = await deployed();
		const {outcome} = await run({...options, ...on('yes')}, ['spec/demo.yaml', 'spec/demo.yaml']);
		expect(outcome.removed).toEqual(['spec/demo.yaml']);
	});

	it('lists what is named and was not created by kfp-wizard as left', async () => {
		const {root, options} = await deployed();
		await writeFile(join(root, 'mine.yaml'), 'a: 1\n');
		const {outcome, reported} = await run({...options, ...on('yes')}, ['spec/mine.yaml']);
		expect(outcome).toEqual({removed: [], left: ['spec/mine.yaml']});
		expect(notes(reported)).toEqual(['spec/mine.yaml is left unchanged: not written by kfp-wizard']);
		expect(await readdir(root)).toContain('mine.yaml');
	});

	it('without a host removes what is on this machine, and says that the cluster was not looked at', async () => {
		const {options} = await deployed();
		const {host: _, ...local} = options;
		const {outcome, reported} = await run({...local, ...on('yes', 'all')});
		expect(outcome.removed).toEqual(['spec/demo.yaml']);
		expect(notes(reported)).toEqual([
			'No Kubeflow Pipelines API was found, so only this machine is searched; resources on the cluster are left unchanged. Set --host URL to remove them',
		]);
	});

	it('leaves what 0.1.0 created for any project of this name, until the user says that it is this one', async () => {
		const id = formerMark('demo');
		const {api, options} = await deployed(id);
		const reason = `kfp-wizard 0.1.0 marked it with the project's name alone; if it belongs to this project, use --project-id ${id}`;
		const all = await run({...options, ...on('yes', 'all')});
		expect(all.outcome).toEqual({
			removed: ['spec/demo.yaml'],
			kept: [
				{name: 'version/abc', reason},
				{name: 'pipeline/demo-s3', reason},
			],
			left: [],
		});
		expect(notes(all.reported)).toContain(`pipeline/demo-s3 is left unchanged: ${reason}`);
		const old = await run({...options, ...on('yes'), keep: flag(0, '--keep')});
		expect(old.outcome).toEqual({removed: [], kept: [{name: 'version/abc', reason}], left: []});
		expect(api.state()).toMatchObject({pipelines: {length: 1}, versions: {length: 1}});
		const named = await run({...options, ...on('yes')}, ['version/abc']);
		expect(named.outcome).toEqual({removed: ['version/abc'], left: []});
		const consented = await run({...options, ...on('yes', 'all'), projectId: flag(id, '--project-id')});
		expect(consented.outcome).toEqual({removed: ['pipeline/demo-s3'], left: []});
	});

	it('goes on after a removal that failed, and lists it as left', async () => {
		const {api, options} = await deployed();
		const body = '{"error": "no", "code": 7, "message": "no", "details": []}';
		api.fault(
			{method: 'DELETE', path: /\/(versions|pipelines)\//},
			{kind: 'answer', status: 403, body, headers: {'content-type': 'application/json'}},
			2,
		);
		const {outcome, reported} = await run({...options, ...on('yes', 'all')});
		expect(outcome.removed).toEqual(['spec/demo.yaml']);
		expect(outcome.left).toEqual(['version/abc', 'pipeline/demo-s3']);
		expect(reported).toContainEqual(expect.objectContaining({task: 'version/abc', state: 'failed'}));
		expect(reported.at(-1)).toMatchObject({state: 'failed', detail: '1 removed, 2 resources could not be removed'});
	});

	it('a version that could not be removed goes with its pipeline', async () => {
		const {api, options} = await deployed();
		api.fault({method: 'DELETE', path: /\/versions\//}, {kind: 'answer', status: 403, body: '{"message": "no"}'});
		const {outcome} = await run({...options, ...on('yes', 'all')});
		expect(outcome).toEqual({removed: ['version/abc', 'pipeline/demo-s3', 'spec/demo.yaml'], left: []});
	});
});

describe('a teardown with a person', () => {
	it('asks which resources, none of them by default, then for consent', async () => {
		const {api, options} = await deployed();
		const {asked, outcome} = await run(
			options,
			[],
			[
				['resources', ['version/abc']],
				['plan', {do: 'go'}],
			],
		);
		expect(asked[0]).toMatchObject({
			kind: 'multiselect',
			initial: [],
			choices: [{value: 'version/abc', hint: 'of demo-s3'}, {value: 'pipeline/demo-s3'}, {value: 'spec/demo.yaml'}],
		});
		expect(asked[1]).toMatchObject({message: 'Remove 1 resource?', plan: {changes: {length: 1}}});
		expect(outcome.removed).toEqual(['version/abc']);
		expect(api.state()).toMatchObject({versions: [], pipelines: {length: 1}});
	});

	it('says in the menu what 0.1.0 created for any project of this name', async () => {
		const {options} = await deployed(formerMark('demo'));
		const {asked, outcome} = await run(
			options,
			[],
			[
				['resources', ['pipeline/demo-s3']],
				['plan', {do: 'go'}],
			],
		);
		expect(asked[0]).toMatchObject({
			choices: [
				{value: 'version/abc', hint: expect.stringContaining('kfp-wizard 0.1.0') as string},
				{value: 'pipeline/demo-s3', hint: expect.stringContaining('kfp-wizard 0.1.0') as string},
				{value: 'spec/demo.yaml'},
			],
		});
		expect(outcome.removed).toEqual(['pipeline/demo-s3']);
	});

	it('can go back from the consent to the menu, with the same choice', async () => {
		const {options} = await deployed();
		const {asked} = await run(
			options,
			[],
			[
				['resources', ['spec/demo.yaml']],
				['plan', back],
				['resources', ['spec/demo.yaml']],
				['plan', {do: 'go'}],
			],
		);
		expect(asked[2]).toMatchObject({initial: ['spec/demo.yaml']});
	});

	it('removes nothing when it is declined or nothing is chosen', async () => {
		const {api, options} = await deployed();
		const declined = run(
			options,
			[],
			[
				['resources', ['spec/demo.yaml']],
				['plan', {do: 'cancel'}],
			],
		);
		expect(await errorOf(declined)).toMatchObject({kind: 'declined', code: 'DECLINED', message: 'Nothing was removed'});
		const {outcome, reported} = await run(options, [], [['resources', []]]);
		expect(outcome).toEqual({removed: [], left: []});
		expect(reported.at(-1)).toMatchObject({state: 'done', detail: 'nothing was marked'});
		expect(api.state().pipelines).toHaveLength(1);
	});

	it('that is cancelled while it asks has removed nothing', async () => {
		const {options, root} = await deployed();
		const stop = new WizardError('cancelled', 'Cancelled', {code: 'CANCELLED'});
		expect(await errorOf(run(options, [], [['resources', stop]]))).toMatchObject({kind: 'cancelled', changed: []});
		expect(await readdir(root)).toContain('demo.yaml');
	});
});
