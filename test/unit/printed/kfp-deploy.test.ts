// Deploys that Kubeflow Pipelines refuses: the command that is printed deploys all the same, or clears the way.
import {readFile} from 'node:fs/promises';
import {describe, expect} from 'vitest';
import {printed} from '../../support/printed.ts';
import {identityOf, markerOf} from '../../support/identity.ts';
import {shell} from '../../support/shell.ts';
import {specText} from '../../support/spec-text.ts';
import {standInProject} from '../../support/stand-in-project.ts';
import {serveHost} from '../../support/with-api.ts';
import {startRun} from '../../../src/kfp/start-run.ts';
import {uploadSpec} from '../../../src/kfp/upload-spec.ts';

/** A project that is not deployed yet, its pipeline would be demo-s3. */
async function project(options: Parameters<typeof shell>[0] = {}) {
	const world = await shell(options);
	const {root, python} = await standInProject();
	const server = `--host ${world.api.url} --project ${root} --env s3`;
	const line = (host: string): string =>
		`deploy --yes --host ${host} --project ${root} --python ${python} --env s3 --image ghcr.io/acme/demo:1.4 --no-build --no-push --no-secret`;
	const deployed = (name: string) => ({exitCode: 0, outcome: {pipeline: {name}, run: {started: true}}});
	/** Kubeflow finds no pipeline by its name, until one is created. */
	const hide = (times = 100): void => {
		const body = '{"code": 5, "message": "not found", "details": []}';
		world.api.fault({path: /\/pipelines\/names\//}, {kind: 'answer', status: 404, body}, times);
	};
	return {...world, root, server, line: line(world.api.url), lineTo: line, deployed, hide};
}

const foreign = {name: 'demo-s3', description: ''};

describe('a name that is taken', () => {
	printed('PIPELINE_NOT_OURS', 'deploys under another name', async () => {
		const {type, line, client, deployed} = await project();
		await client.createPipeline(foreign);
		const failed = await type(line);
		expect(failed).toMatchObject({exitCode: 2, code: 'PIPELINE_NOT_OURS'});
		const again = await type(failed.next[0]);
		expect(again).toMatchObject(deployed(again.outcome?.pipeline?.name ?? ''));
		expect(again.outcome?.pipeline?.name).toMatch(/^demo-s3-./);
	});

	printed('PIPELINE_NOT_OURS', 'claims the pipeline of the same project, or adopts it', async () => {
		const of = (id: string) => ({name: 'demo-s3', description: `Kedro project demo, ${markerOf(id)}`});
		for (const way of ['--project-id', '--adopt-pipeline']) {
			const {type, line, client, deployed, env} = await project();
			delete env['KFP_WIZARD_PROJECT_ID'];
			await client.createPipeline(of('git-ffffffffffff'));
			const failed = await type(line);
			expect(failed).toMatchObject({exitCode: 2, code: 'PIPELINE_NOT_OURS'});
			const command = failed.next.find(one => one.includes(way));
			expect(await type(command?.replace('NAME', 'demo-s3'))).toMatchObject(deployed('demo-s3'));
		}
	});

	printed('KFP_PIPELINE_FOREIGN', 'deploys under another name where another one was faster', async () => {
		const {type, line, client, api, deployed, hide} = await project();
		await client.createPipeline(foreign);
		hide();
		api.interrupt(({method, path}) => {
			if (method === 'POST' && path.endsWith('/pipelines')) api.removeFaults();
			return undefined;
		});
		const failed = await type(line);
		expect(failed).toMatchObject({exitCode: 5, code: 'KFP_PIPELINE_FOREIGN'});
		expect(await type(failed.next[0]?.replace('NAME', 'mine'))).toMatchObject(deployed('mine'));
	});

	printed('KFP_CONFLICT', 'deploys under another name where the one that has it cannot be seen', async () => {
		const {type, line, client, deployed, hide} = await project();
		await client.createPipeline(foreign);
		hide();
		const failed = await type(line);
		expect(failed).toMatchObject({exitCode: 5, code: 'KFP_CONFLICT'});
		expect(await type(failed.next[0]?.replace('NAME', 'mine'))).toMatchObject(deployed('mine'));
	});
});

describe('a version of the same name', () => {
	/** Another content under the name of the version that a deploy has uploaded. */
	async function changed(description?: string) {
		const world = await project();
		const {type, line, client, api} = world;
		const {outcome} = await type(`${line} --no-run`);
		const pipelineId = outcome?.pipeline?.id ?? '';
		const before = api.state().versions.find(one => one.pipelineId === pipelineId);
		await client.deleteVersion(pipelineId, before?.id ?? '');
		await client.uploadVersion({
			pipelineId,
			name: before?.name ?? '',
			description: description ?? before?.description ?? '',
			spec: specText.plain,
		});
		return world;
	}

	printed('KFP_SPEC_DIFFERS', 'removes the version, and the next deploy uploads it', async () => {
		const {type, line, deployed} = await changed();
		const failed = await type(line);
		expect(failed).toMatchObject({exitCode: 5, code: 'KFP_SPEC_DIFFERS'});
		expect(await type(`${failed.next[0] ?? ''} --yes`)).toMatchObject({exitCode: 0, outcome: {removed: {length: 1}}});
		expect(await type(line)).toMatchObject(deployed('demo-s3'));
	});

	printed('KFP_SPEC_DIFFERS', 'deploys under another name where the version is not of kfp-wizard', async () => {
		const {type, line, deployed} = await changed('by hand');
		const failed = await type(line);
		expect(failed).toMatchObject({exitCode: 5, code: 'KFP_SPEC_DIFFERS'});
		expect(await type(failed.next[0]?.replace('NAME', 'mine'))).toMatchObject(deployed('mine'));
	});

	printed('KFP_PLATFORM_DROPPED', 'shows the release of the server, which decides what it knows', async () => {
		const {type, client, server, api} = await project();
		api.fault({path: /upload_version$/}, {kind: 'drop-platform'});
		const failed = await type(`deploy --yes ${server}`, {
			work: async () => {
				await uploadSpec(client, {
					project: identityOf('git-ffffffffffff'),
					name: 'demo-s3',
					description: markerOf('git-ffffffffffff'),
					versionName: 'demo-s3-0123456789ab',
					versionDescription: '',
					spec: specText.withPlatform,
					hasPlatform: true,
				});
				return {};
			},
		});
		expect(failed).toMatchObject({exitCode: 5, code: 'KFP_PLATFORM_DROPPED'});
		expect((await type(failed.next[0])).printed).toContain('2.17.0');
	});
});

describe('a server that takes it in another form', () => {
	printed('KFP_REFUSED', 'groups the nodes of a pipeline that is too large', async () => {
		const {type, line, api, deployed} = await project();
		const body = '{"code": 3, "message": "etcdserver: request is too large", "details": []}';
		api.fault({method: 'POST', path: /\/runs$/}, {kind: 'answer', status: 400, body});
		const failed = await type(line);
		expect(failed).toMatchObject({exitCode: 5, code: 'KFP_REFUSED'});
		expect(await type(failed.next[0])).toMatchObject(deployed('demo-s3'));
	});

	printed('KFP_REFUSED', 'deploys to a server without v1 pipelines as a v2 pipeline', async () => {
		const {type, line, deployed} = await project({blockV1: true});
		const failed = await type(`${line} --format argo`);
		expect(failed).toMatchObject({exitCode: 5, code: 'KFP_REFUSED'});
		expect(await type(failed.next[0])).toMatchObject(deployed('demo-s3'));
	});

	printed('KFP_TOO_OLD', 'writes a file for the server of KFP 1', async () => {
		const old = await serveHost(({url}, response) =>
			url === '/apis/v1beta1/healthz'
				? response.end('{"commit_sha": "abc", "tag_name": "1.8.5", "multi_user": false}')
				: response.writeHead(404).end('{"error": "Not Found", "code": 5, "message": "Not Found"}'),
		);
		const {type, lineTo} = await project();
		const failed = await type(`${lineTo(old.origin)} --run-name x --experiment y`);
		expect(failed).toMatchObject({exitCode: 5, code: 'KFP_TOO_OLD'});
		const {outcome} = await type(failed.next[0]);
		expect(await readFile(outcome?.spec?.path ?? '', 'utf8')).toContain('kind: Workflow');
	});

	printed('KFP_NO_SUCH_CALL', 'shows the release of the server', async () => {
		const {type, api, to} = await shell();
		const body = '{"code": 5, "message": "Not Found", "details": []}';
		api.fault({path: /\/recurringruns/}, {kind: 'answer', status: 404, body}, 10);
		const failed = await type(`schedules ${to}`);
		expect(failed).toMatchObject({exitCode: 5, code: 'KFP_NO_SUCH_CALL'});
		expect((await type(failed.next[0])).printed).toContain('2.17.0');
	});
});

printed('KFP_RUN_UNCERTAIN', 'lists the run whose answer was lost', async () => {
	const {type, api, client, pipeline, version, to} = await shell();
	api.fault({method: 'POST', path: /\/runs$/}, {kind: 'lost'});
	api.fault({method: 'GET', path: /\/runs$/}, {kind: 'reset'}, 20);
	const lost = await type(`run --yes ${to}`, {
		work: async () => {
			await startRun(client, {
				deployment: 'abcdef012345',
				name: `it's $(x)`,
				experiment: 'Default',
				pipelineId: pipeline.pipeline_id,
				versionId: version.pipeline_version_id,
				newRun: true,
				searchAfter: [0],
				lookUp: {command: 'kfp-wizard runs', when: 'to see whether it was started'},
			});
			return {};
		},
	});
	expect(lost).toMatchObject({exitCode: 5, code: 'KFP_RUN_UNCERTAIN'});
	api.removeFaults();
	expect((await type(lost.next[0])).printed).toContain(`it's $(x)`);
	expect(api.state().runs).toHaveLength(1);
});
