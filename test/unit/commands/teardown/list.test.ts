// The resources of a project: what is listed on the cluster and on this machine, in the order of removal, and what each removal does.
import {readdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {listResources} from '../../../../src/commands/teardown/list.ts';
import {isCreated, type Removing, type Resource} from '../../../../src/commands/teardown/resource.ts';
import {kfpNames} from '../../../../src/deploy/names.ts';
import type {KfpClient} from '../../../../src/kfp/client.ts';
import {runMarker} from '../../../../src/kfp/description-markers.ts';
import type {Options} from '../../../../src/options/options.ts';
import {testContext} from '../../../support/context.ts';
import {connectionTo, flag} from '../../../support/deploy-parts.ts';
import {errorOf} from '../../../support/error-of.ts';
import {formerMark, identityOf, markerOf} from '../../../support/identity.ts';
import {createdFor, memoryCluster, type MemoryClusterOptions} from '../../../support/memory-cluster.ts';
import {scratch} from '../../../support/scratch.ts';
import {unattendedUi} from '../../../support/scripted-ui.ts';
import {specText} from '../../../support/spec-text.ts';
import {withApi} from '../../../support/with-api.ts';

const id = 'git-0123456789ab';
const mark = markerOf(id);

async function project() {
	const root = await scratch();
	await writeFile(
		join(root, 'demo.yaml'),
		'# Written by kfp-wizard.\n#\n# Kedro project Demo, pipeline __default__, environment s3\n',
	);
	return {...identityOf(id), root};
}

/** A pipeline of the project with one version and one run. */
async function deployed(client: KfpClient, name = kfpNames('Demo', '__default__', 's3')[0], version = 'abc') {
	const pipeline = await client.createPipeline({name, description: mark});
	const {pipeline_version_id: versionId} = await client.uploadVersion({
		pipelineId: pipeline.pipeline_id,
		name: version,
		description: mark,
		spec: specText.plain,
	});
	const experiment = (await client.findExperiment('Default')) ?? (await client.createExperiment({name: 'Default'}));
	const run = await client.createRun({
		name: 'a run',
		description: runMarker('0123456789ab', 'one'),
		experimentId: experiment.experiment_id,
		pipelineId: pipeline.pipeline_id,
		versionId,
	});
	return {pipelineId: pipeline.pipeline_id, versionId, runId: run.run_id};
}

type Given = MemoryClusterOptions & {
	readonly names?: readonly string[];
	readonly options?: Options;
};

async function listed(client: KfpClient, {names = [], options = {}, ...cluster}: Given = {}) {
	const of = await project();
	const connection = connectionTo(client, {cluster: memoryCluster(cluster)});
	const {ui, reported} = unattendedUi();
	const {resources} = await listResources(of, connection, names, options, testContext(ui, {cwd: of.root}));
	return {resources, root: of.root, cluster: connection.cluster, reported};
}

const names = (resources: readonly Resource[]): readonly string[] =>
	resources.map(resource => `${resource.name}${isCreated(resource) ? '' : ' stays'}`);

const removing: Removing = {signal: new AbortController().signal, progress: () => {}};

async function removeAll(resources: readonly Resource[]): Promise<void> {
	for (const resource of resources.filter(isCreated)) await resource.remove(removing);
}

describe('the resources of a project', () => {
	it('are listed in the order of removal: runs, the Secret, which only versions name, the versions, pipelines, the spec', async () => {
		const {api, client} = await withApi();
		const {runId} = await deployed(client);
		const {resources} = await listed(client, {secrets: {'aws-secrets': createdFor(id, 'K')}});
		expect(names(resources)).toEqual([
			`run/${runId}`,
			'secret/aws-secrets',
			'version/abc',
			'pipeline/demo-s3',
			'spec/demo.yaml',
		]);
		expect(resources.map(({detail}) => detail)).toEqual([
			'PENDING, terminated first, a run',
			'in namespace kubeflow: K',
			'of demo-s3',
			'with its 1 version',
			'the written file',
		]);
		api.finishRun(runId, 'SUCCEEDED');
		expect((await listed(client)).resources[0]?.detail).toBe('SUCCEEDED, a run');
	});

	it('are removed one by one, and nothing is left', async () => {
		const {api, client} = await withApi();
		const {runId} = await deployed(client);
		api.finishRun(runId, 'SUCCEEDED');
		const {resources, root, cluster} = await listed(client, {secrets: {'aws-secrets': createdFor(id, 'K')}});
		await removeAll(resources);
		expect(api.state()).toMatchObject({runs: [], versions: [], pipelines: []});
		expect(await cluster?.run(['get', 'secret', 'aws-secrets'])).toMatchObject({exitCode: 1});
		expect(await readdir(root)).toEqual([]);
		await removeAll(resources.filter(({kind}) => kind !== 'pipeline'));
	});

	it('are those of all pipelines of the project, or of the one that options name', async () => {
		const {client} = await withApi();
		await deployed(client);
		await deployed(client, kfpNames('Demo', 'train', 'prod')[0], 'def');
		await client.createPipeline({name: 'other', description: markerOf('another')});
		const pipelines = async (options: Options) =>
			(await listed(client, {options})).resources.filter(({kind}) => kind === 'pipeline').map(({name}) => name);
		expect((await pipelines({})).toSorted()).toEqual(['pipeline/demo-s3', 'pipeline/demo-train-prod']);
		expect(await pipelines({env: flag('s3', '--env')})).toEqual(['pipeline/demo-s3']);
		const train: Options = {env: flag('prod', '--env'), pipeline: flag('train', '--pipeline')};
		expect(await pipelines(train)).toEqual(['pipeline/demo-train-prod']);
		expect(await pipelines({kfpName: flag('demo-s3', '--kfp-name')})).toEqual(['pipeline/demo-s3']);
	});

	it('a mistyped environment is named, with the pipeline that was probably meant', async () => {
		const {client} = await withApi();
		await deployed(client);
		const {reported} = await listed(client, {options: {env: flag('s4', '--env')}});
		const message = 'This project has no pipeline demo-s4 on this server; did you mean demo-s3?';
		expect(reported).toEqual([{event: 'note', level: 'warning', message}]);
	});

	it('that kfp-wizard did not create stay, with the reason', async () => {
		const {client} = await withApi();
		const {pipelineId} = await deployed(client);
		await client.uploadVersion({pipelineId, name: 'by hand', description: '', spec: specText.plain});
		const {resources} = await listed(client, {secrets: {'aws-secrets': createdFor('another', 'K')}});
		const stay = resources.filter(resource => !isCreated(resource));
		expect(stay.map(({name, detail}) => [name, detail])).toEqual([
			['secret/aws-secrets', 'not created by kfp-wizard for this project'],
			['version/by hand', 'not created by kfp-wizard for this project'],
		]);
	});

	it('of another project of the same name stay, with the id that would make it this one', async () => {
		const {client} = await withApi();
		await deployed(client);
		const description = `Kedro project Demo, pipeline train, environment s3. ${markerOf('git-another')}`;
		await client.createPipeline({name: 'demo-train-s3', description});
		const {resources} = await listed(client);
		expect(resources.find(({name}) => name === 'pipeline/demo-train-s3')).toMatchObject({
			origin: 'other',
			detail: 'not created by kfp-wizard for this project; if it is the same project, use --project-id git-another',
		});
	});

	it('of 0.1.0 for a project of this name are listed, and named as such', async () => {
		const {client} = await withApi();
		const former = formerMark('demo');
		await client.createPipeline({name: 'demo-s3', description: markerOf(former)});
		const {resources} = await listed(client, {secrets: {'aws-secrets': createdFor(former, 'K')}});
		const words = 'created by kfp-wizard 0.1.0 for a project of this name';
		expect(resources.filter(isCreated).map(({name, detail}) => [name, detail.includes(words)])).toEqual([
			['secret/aws-secrets', true],
			['pipeline/demo-s3', true],
			['spec/demo.yaml', false],
		]);
	});

	it('that cannot be read stay as well, and say why', async () => {
		const {client} = await withApi();
		const {resources} = await listed(client, {forbidden: ['get']});
		expect(resources[0]).toMatchObject({name: 'secret/aws-secrets', origin: 'unknown'});
		expect(resources[0]?.detail).toMatch(/^its creator is unknown: /);
	});

	it('of a Secret or a spec are found by their names; then the usual ones are not looked for', async () => {
		const {client} = await withApi();
		const secrets = {'aws-secrets': createdFor(id, 'K'), team: createdFor(id, 'K')};
		expect(names((await listed(client, {names: ['secret/team'], secrets})).resources)).toEqual(['secret/team']);
		expect(names((await listed(client, {names: ['spec/demo.yaml'], secrets})).resources)).toEqual(['spec/demo.yaml']);
		expect(names((await listed(client, {options: {secret: flag('team', '--secret')}, secrets})).resources)).toEqual([
			'secret/team',
			'spec/demo.yaml',
		]);
		expect(await errorOf(listed(client, {names: ['secret/Not_Valid']}))).toMatchObject({code: 'SECRET_NAME'});
	});

	it('on this machine are a spec that kfp-wizard wrote, and one that it did not write, which stays', async () => {
		const of = await project();
		await writeFile(join(of.root, 'mine.yaml'), 'a: 1\n');
		const header = '# Written by kfp-wizard.\n#\n# Kedro project Other, pipeline __default__, environment s3\n';
		await writeFile(join(of.root, 'other.yaml'), `${header}a: Kedro project Demo, pipeline __default__\n`);
		const nowhere = {client: undefined, cluster: undefined};
		const context = testContext(unattendedUi().ui, {cwd: of.root});
		const list = async (options: Options) => (await listResources(of, nowhere, [], options, context)).resources;
		expect(names(await list({}))).toEqual(['spec/demo.yaml']);
		expect(await list({spec: flag('mine.yaml', '--spec')})).toMatchObject([
			{detail: 'not written by kfp-wizard', origin: 'other'},
		]);
		expect(await list({spec: flag('other.yaml', '--spec')})).toMatchObject([
			{detail: 'its header does not name the Kedro project Demo', origin: 'other'},
		]);
		expect(await list({spec: flag('none.yaml', '--spec')})).toEqual([]);
	});
});
