// The upload step, against a KFP server: which pipeline and version it plans, and what it creates once and only once.
import {describe, expect, it} from 'vitest';
import {type SpecPlan, specStep} from '../../../../../src/deploy/steps/spec/spec.ts';
import {type UploadPlan, uploadStep} from '../../../../../src/deploy/steps/upload/upload.ts';
import type {KfpClient} from '../../../../../src/kfp/client.ts';
import {imageStep} from '../../../../../src/deploy/steps/image/image.ts';
import {formerMark, identityOf, markerOf} from '../../../../support/identity.ts';
import {interviewOf, selectionOf, workOf} from '../../../../support/deploy-parts.ts';
import {scriptedUi, unattendedUi} from '../../../../support/scripted-ui.ts';
import type {Spec} from '../../../../../src/deploy/steps/spec/make.ts';
import {demoSpec as spec} from '../../../../support/spec-text.ts';
import {errorOf} from '../../../../support/error-of.ts';
import {withApi} from '../../../../support/with-api.ts';

const selection = selectionOf();
const identity = identityOf('git-0123456789ab');
const mark = markerOf('git-0123456789ab');
const steps: Parameters<typeof workOf>[1] = [
	[imageStep, {image: `ghcr.io/acme/demo@sha256:${'a'.repeat(64)}`, built: true, pushed: true}],
	[specStep, spec],
];

const specPlan = (known: Spec | undefined): SpecPlan => ({
	do: 'write',
	to: {is: 'stdout'},
	name: 'demo-s3',
	make: () => spec,
	keep: async () => {},
	known,
	runInputs: {},
	changes: [],
	values: [],
});

/** `isKnown`: the image, and with it the hash of the spec, is known before the build. */
async function planned(
	client: KfpClient | undefined,
	isKnown = true,
	of = identity,
	adopt?: string,
): Promise<UploadPlan> {
	const asked = await uploadStep.ask({
		client,
		skipped: '--no-upload',
		missing: ['the pipeline demo-s3 with this version'],
		spec: specPlan(isKnown ? spec : undefined),
		selection,
		identity: of,
		isOwnImage: true,
		notCompared: [],
		adopt,
	});
	return uploadStep.plan(asked, await uploadStep.inspect(asked, interviewOf(unattendedUi().ui)));
}

async function applied(plan: UploadPlan) {
	if (plan.do === 'skip') throw new Error('nothing is applied');
	const work = workOf(unattendedUi().ui, steps);
	return {done: await uploadStep.apply(plan, work), changes: work.changes};
}

describe('the upload step plans', () => {
	it('nothing without a cluster, and says what a cluster would add', async () => {
		expect(await planned(undefined)).toEqual({
			do: 'skip',
			reason: '--no-upload',
			outcome: {missing: ['the pipeline demo-s3 with this version']},
			changes: [],
			values: [],
		});
	});

	it('a new pipeline and its first version, named by the hash of the spec where it is known', async () => {
		const {client, api} = await withApi();
		expect((await planned(client)).changes).toEqual([
			{action: 'create', what: 'pipeline', name: 'demo-s3', detail: 'new on this server'},
			{action: 'create', what: 'version', name: 'demo-s3-0123456789ab', detail: 'its first version'},
		]);
		expect((await planned(client, false)).changes[1]).toMatchObject({name: 'demo-s3-<hash>'});
		expect(api.state().pipelines).toEqual([]);
	});

	it('the next version of a pipeline of the project, or to keep the same version, also under its name of 0.1.0', async () => {
		const {client} = await withApi();
		const {pipeline_id: pipelineId} = await client.createPipeline({name: 'demo-s3', description: mark});
		expect((await planned(client)).changes).toEqual([
			{action: 'create', what: 'version', name: 'demo-s3-0123456789ab', detail: 'next version of demo-s3'},
		]);
		await client.uploadVersion({pipelineId, name: spec.hash, description: mark, spec: spec.text});
		expect((await planned(client)).changes).toEqual([
			{action: 'keep', what: 'version', name: '0123456789ab', detail: 'same spec, uploaded already to demo-s3'},
		]);
		expect((await planned(client, false)).changes).toMatchObject([{action: 'create'}]);
	});

	it('the next version of a pipeline of 0.1.0, which is then of the project that deployed it', async () => {
		const {client} = await withApi();
		const description = `Kedro project Demo, pipeline __default__. ${markerOf(formerMark('demo'))}`;
		const {pipeline_id} = await client.createPipeline({name: 'demo-s3', description});
		const plan = await planned(client);
		const same = {pipelineId: pipeline_id, name: spec.hash, description, spec: spec.text};
		expect(plan.changes[0]?.detail).toBe(
			'next version of demo-s3, created by kfp-wizard 0.1.0 for a project of this name; it gets the id of this project',
		);
		const {pipeline_version_id} = await client.uploadVersion(same);
		expect((await planned(client)).changes[0]?.detail).toBe(
			'same spec, uploaded already to demo-s3, created by kfp-wizard 0.1.0 for a project of this name',
		);
		await client.deleteVersion(pipeline_id, pipeline_version_id);
		await applied(plan);
		expect((await planned(client)).changes).toMatchObject([{action: 'keep'}]);
		expect(await errorOf(planned(client, true, identityOf('git-ba9876543210')))).toMatchObject({
			code: 'PIPELINE_NOT_OURS',
			next: [{}, {command: 'kfp-wizard deploy --project-id git-0123456789ab'}, {command: '--adopt-pipeline NAME'}],
		});
		expect(await errorOf(planned(client, true, identityOf(formerMark('demo'))))).toMatchObject({
			code: 'PIPELINE_NOT_OURS',
		});
	});

	it('nothing for a pipeline of another project, and says why a project that is known by its folder may not be recognised', async () => {
		const {client} = await withApi();
		await client.createPipeline({name: 'demo-s3', description: markerOf('git-another')});
		const copy = identityOf('dir-0123456789ab', {
			by: 'folder',
			source: 'detected: this folder alone, since git is not installed',
		});
		const {detail} = await errorOf(planned(client, true, copy));
		expect(detail).toMatch(
			/^kfp-wizard knows this project by this folder alone, since git is not installed\. project_id in /,
		);
	});

	it.each([
		[
			'another project',
			markerOf('git-another'),
			'was created by kfp-wizard for another project; left unchanged',
			[
				{command: '--kfp-name demo-s3-2'},
				{command: 'kfp-wizard deploy --project-id git-another'},
				{command: '--adopt-pipeline NAME'},
			],
		],
		[
			'another tool',
			'made by hand',
			'was not created by kfp-wizard; left unchanged',
			[{command: '--kfp-name demo-s3-2'}],
		],
	])('nothing for a pipeline of %s', async (_, description, message, next) => {
		const {client} = await withApi();
		await client.createPipeline({name: 'demo-s3', description});
		expect(await errorOf(planned(client))).toMatchObject({
			kind: 'usage',
			code: 'PIPELINE_NOT_OURS',
			message: `Pipeline demo-s3 on this server ${message}`,
			next,
		});
	});
});

describe('the upload step adopts', () => {
	it('the pipeline of another project whose name was typed: by its next version it is this project’s', async () => {
		const {client} = await withApi();
		await client.createPipeline({name: 'demo-s3', description: markerOf('git-another')});
		expect(await errorOf(planned(client, true, identity, 'demo'))).toMatchObject({
			code: 'PIPELINE_NOT_OURS',
			detail: 'The pipeline to adopt is demo-s3, not demo.',
		});
		const plan = await planned(client, true, identity, 'demo-s3');
		expect(plan.changes).toEqual([
			{
				action: 'update',
				what: 'pipeline',
				name: 'demo-s3',
				detail: 'of another project (git-another): adopted with its versions, runs and schedules',
			},
		]);
		expect((await applied(plan)).changes).toEqual([
			'adopted pipeline demo-s3',
			'uploaded version demo-s3-0123456789ab of demo-s3',
		]);
		expect((await planned(client)).changes).toMatchObject([{action: 'keep', what: 'version'}]);
	});

	it('none where there is nothing to adopt, and the plan says so', async () => {
		const {client} = await withApi();
		const detail = async (adopt: string) => (await planned(client, true, identity, adopt)).changes[0]?.detail;
		expect(await detail('demo-s3')).toBe(
			'new on this server; --adopt-pipeline demo-s3 has no effect: there is no pipeline to adopt',
		);
		expect(await detail('demo')).toBe(
			'new on this server; --adopt-pipeline demo has no effect: this deploy is to demo-s3',
		);
		const {pipeline_id: pipelineId} = await client.createPipeline({name: 'demo-s3', description: mark});
		const own = '; --adopt-pipeline demo-s3 has no effect: the pipeline belongs to this project already';
		expect(await detail('demo-s3')).toBe(`next version of demo-s3${own}`);
		await client.uploadVersion({pipelineId, name: spec.hash, description: mark, spec: spec.text});
		expect(await detail('demo-s3')).toBe(`same spec, uploaded already to demo-s3${own}`);
	});

	it('none that kfp-wizard did not create, and none that a third project has taken meanwhile', async () => {
		const {client} = await withApi();
		const {pipeline_id} = await client.createPipeline({name: 'demo-s3', description: 'made by hand'});
		expect(await errorOf(planned(client, true, identity, 'demo-s3'))).toMatchObject({
			code: 'PIPELINE_NOT_OURS',
			next: [{command: '--kfp-name demo-s3-2'}],
		});
		await client.deletePipeline(pipeline_id, {cascade: true});
		const {pipeline_id: other} = await client.createPipeline({name: 'demo-s3', description: markerOf('git-another')});
		const plan = await planned(client, true, identity, 'demo-s3');
		const third = {pipelineId: other, name: 'v1', description: markerOf('git-third'), spec: spec.text};
		await client.uploadVersion(third);
		expect(await errorOf(applied(plan))).toMatchObject({code: 'KFP_PIPELINE_FOREIGN'});
	});
});

describe('the upload step applies', () => {
	it('a pipeline and a version, and reports each; a second time it changes nothing', async () => {
		const {client, api} = await withApi();
		const plan = await planned(client);
		const first = await applied(plan);
		expect(first.changes).toEqual(['created pipeline demo-s3', 'uploaded version demo-s3-0123456789ab of demo-s3']);
		expect(first.done).toMatchObject({
			value: {pipeline: {name: 'demo-s3'}, version: {name: 'demo-s3-0123456789ab', uploaded: true}},
			detail: 'demo-s3, version demo-s3-0123456789ab',
		});
		expect(first.done.outcome).toEqual(first.done.value);
		expect(api.state().pipelines[0]?.description).toContain(mark);
		expect(api.state().versions[0]?.description).toMatch(/^Pipeline .*2 tasks\. \[kfp-wizard image=built\] /);

		const second = await applied(plan);
		expect(second.changes).toEqual([]);
		expect(second.done.detail).toBe('demo-s3, version demo-s3-0123456789ab (uploaded already)');
		expect(api.state().versions).toHaveLength(1);
	});

	it('names the version while it works', async () => {
		const {client} = await withApi();
		const plan = await planned(client);
		const {ui, reported} = scriptedUi([]);
		if (plan.do !== 'upload') throw new Error('it is skipped');
		await uploadStep.apply(plan, workOf(ui, steps));
		expect(reported).toEqual([
			{event: 'step', step: 'upload', state: 'active', detail: 'version demo-s3-0123456789ab'},
		]);
	});

	it('reports the pipeline as created where its version is refused, and finishes when it is repeated', async () => {
		const {client, api} = await withApi();
		const plan = await planned(client);
		if (plan.do !== 'upload') throw new Error('it is skipped');
		api.fault({method: 'POST', path: /upload_version$/}, {kind: 'answer', status: 403});
		const work = workOf(unattendedUi().ui, steps);
		await errorOf(uploadStep.apply(plan, work));
		expect(work.changes).toEqual(['created pipeline demo-s3']);
		expect((await applied(plan)).changes).toEqual(['uploaded version demo-s3-0123456789ab of demo-s3']);
		expect(api.state().pipelines).toHaveLength(1);
	});
});
