// Uploading a spec: once, to the pipeline of the project, and only if the server stores all of it.
import {describe, expect, it} from 'vitest';
import {connect} from '../../../src/kfp/client.ts';
import {cancelled} from '../../../src/system/errors.ts';
import {type SpecUpload, uploadSpec} from '../../../src/kfp/upload-spec.ts';
import {identityOf, markerOf} from '../../support/identity.ts';
import {specText} from '../../support/spec-text.ts';
import {withApi} from '../../support/with-api.ts';
import {errorOf} from '../../support/error-of.ts';

const spec: SpecUpload = {
	project: identityOf('p1'),
	name: 'demo-base',
	description: `Kedro project demo ${markerOf('p1')}`,
	versionName: '0123456789ab',
	versionDescription: `from a test ${markerOf('p1')}`,
	spec: specText.withPlatform,
	hasPlatform: true,
};

describe('uploading a spec', () => {
	it('the pipeline is created without a version, and the version is named after its content', async () => {
		const {api, client} = await withApi();
		const first = await uploadSpec(client, spec);
		expect(first).toMatchObject({
			pipelineName: 'demo-base',
			versionName: '0123456789ab',
			uploaded: true,
			created: true,
		});
		expect(api.state().versions).toEqual([
			{
				id: first.versionId,
				pipelineId: first.pipelineId,
				name: '0123456789ab',
				description: `from a test ${markerOf('p1')}`,
			},
		]);
	});

	it('a version that an earlier release named after the hash alone is the same version, also when it is not the newest', async () => {
		const {api, client} = await withApi();
		const first = await uploadSpec(client, spec);
		await uploadSpec(client, {...spec, versionName: 'another'});
		const named = {...spec, versionName: 'demo-base-0123456789ab', formerNames: ['0123456789ab']};
		expect(await uploadSpec(client, named)).toMatchObject({versionId: first.versionId, uploaded: false});
		expect(api.state().versions).toHaveLength(2);
	});

	it('tags are sent to a server of 2.17 and to no other', async () => {
		const tagged = {...spec, tags: {project: 'demo'}, versionTags: {project: 'demo', commit: 'abc'}};
		const {api, client} = await withApi();
		await uploadSpec(client, tagged);
		const [create, upload] = api.requests().filter(({method}) => method === 'POST');
		expect(JSON.parse(create?.body ?? '')).toMatchObject({tags: {project: 'demo'}});
		expect(new URLSearchParams(upload?.query).get('tags')).toBe('{"project":"demo","commit":"abc"}');
		const older = await withApi();
		older.api.fault(
			{path: /healthz$/},
			{
				kind: 'answer',
				status: 200,
				body: JSON.stringify({commit_sha: 'abc', tag_name: '2.16.1', multi_user: false, pipeline_store: 'database'}),
			},
		);
		await uploadSpec(await connect({host: new URL(older.api.url)}), tagged);
		const sent = older.api.requests().filter(({method}) => method === 'POST');
		expect(sent.map(({query, body}) => query.includes('tags') || /"tags"/.test(body))).toEqual([false, false]);
	});

	it.each([
		['createPipeline', 'Perhaps created pipeline demo-base'],
		['uploadVersion', 'Perhaps uploaded version 0123456789ab'],
		['getVersion', 'Perhaps uploaded version 0123456789ab'],
	])('F28: Ctrl-C in %s says what the server may have done', async (call, done) => {
		const {client} = await withApi();
		const stopped = uploadSpec({...client, [call]: () => Promise.reject(cancelled())}, spec);
		expect(await errorOf(stopped)).toMatchObject({kind: 'cancelled', changed: [done]});
	});

	it('the second upload of a spec sends nothing', async () => {
		const {api, client} = await withApi();
		const first = await uploadSpec(client, spec);
		const before = api.requests().length;
		const second = await uploadSpec(client, spec);
		expect(second).toEqual({...first, uploaded: false, created: false});
		// The version comes with its spec when it is looked up.
		expect(api.requests().slice(before)).toHaveLength(2);
		expect(api.state().versions).toHaveLength(1);
		expect(api.requests().filter(({path}) => path.endsWith('/upload_version'))).toHaveLength(1);
	});

	it('other content becomes another version of the same pipeline', async () => {
		const {api, client} = await withApi();
		await uploadSpec(client, spec);
		const other = await uploadSpec(client, {
			...spec,
			versionName: 'ba9876543210',
			spec: specText.plain,
			hasPlatform: false,
		});
		expect(other).toMatchObject({uploaded: true, created: false});
		expect(api.state().pipelines).toHaveLength(1);
		expect(api.state().versions.map(({name}) => name)).toEqual(['0123456789ab', 'ba9876543210']);
	});

	it('the pipeline is found whatever the case of its name', async () => {
		const {api, client} = await withApi();
		await uploadSpec(client, spec);
		const again = await uploadSpec(client, {...spec, name: 'DEMO-base'});
		expect(again).toMatchObject({pipelineName: 'demo-base', uploaded: false, created: false});
		expect(api.state().pipelines).toHaveLength(1);
	});

	it('a pipeline that kfp-wizard did not create is refused, with a way to continue', async () => {
		const {api, client} = await withApi();
		await client.createPipeline({name: 'demo-base', description: 'made in the UI'});
		const error = await errorOf(uploadSpec(client, spec));
		expect(error).toMatchObject({kind: 'outside', code: 'KFP_PIPELINE_FOREIGN'});
		expect(error.message).toContain('not created by kfp-wizard');
		expect(error.next[0]?.command).toContain('--kfp-name');
		expect(api.state().versions).toEqual([]);
	});

	it('a pipeline of another project is refused', async () => {
		const {client} = await withApi();
		await client.createPipeline({name: 'demo-base', description: markerOf('p2')});
		const error = await errorOf(uploadSpec(client, spec));
		expect(error).toMatchObject({code: 'KFP_PIPELINE_FOREIGN'});
		expect(error.message).toContain('another project');
	});

	it('a version whose platform document was dropped is reported and removed', async () => {
		const {api, client} = await withApi();
		api.fault({path: /upload_version$/}, {kind: 'drop-platform'});
		const error = await errorOf(uploadSpec(client, spec));
		expect(error).toMatchObject({kind: 'outside', code: 'KFP_PLATFORM_DROPPED'});
		expect(error.message).toContain('without their Secret');
		expect(api.state().versions).toEqual([]);
		await expect(uploadSpec(client, spec)).resolves.toMatchObject({uploaded: true});
	});

	it('platform settings with a key that the server drops are reported', async () => {
		const {client} = await withApi();
		const misspelled = specText.withPlatform.replace('kubernetes:', 'kubernets:');
		expect(await errorOf(uploadSpec(client, {...spec, spec: misspelled}))).toMatchObject({
			code: 'KFP_PLATFORM_DROPPED',
		});
	});

	it('an older version without its platform settings is reported and kept', async () => {
		const {api, client} = await withApi();
		const {pipelineId} = await uploadSpec(client, {...spec, versionName: 'ffffffffffff'});
		await client.uploadVersion({
			pipelineId,
			name: spec.versionName,
			description: spec.versionDescription,
			spec: specText.plain,
		});
		const error = await errorOf(uploadSpec(client, spec));
		expect(error).toMatchObject({code: 'KFP_PLATFORM_DROPPED'});
		expect(error.next[0]?.command).toBe('kfp-wizard teardown version/0123456789ab');
		expect(api.state().versions).toHaveLength(2);
	});

	it('a version of that name with other tasks is reported', async () => {
		const {client} = await withApi();
		const {pipelineId} = await uploadSpec(client, {...spec, versionName: 'ffffffffffff'});
		const other = specText.withPlatform.replaceAll('train', 'teach');
		await client.uploadVersion({pipelineId, name: spec.versionName, description: '', spec: other});
		expect(await errorOf(uploadSpec(client, spec))).toMatchObject({code: 'KFP_SPEC_DIFFERS'});
	});

	it.each([
		['the pipeline', /pipelines$/, 'created'],
		['the upload', /upload_version$/, 'uploaded'],
	])('a lost answer to %s is resolved', async (_, path, field) => {
		const {api, client} = await withApi();
		api.fault({method: 'POST', path}, {kind: 'lost'});
		const published = await uploadSpec(client, spec);
		expect(published).toMatchObject({[field]: true});
		expect(api.state().pipelines).toHaveLength(1);
		expect(api.state().versions).toHaveLength(1);
	});

	it('F30: two uploads at once give one version', async () => {
		const {api, client} = await withApi();
		const both = await Promise.all([uploadSpec(client, spec), uploadSpec(client, spec)]);
		expect(new Set(both.map(({versionId}) => versionId)).size).toBe(1);
		expect(both.filter(({uploaded}) => uploaded)).toHaveLength(1);
		expect(both.filter(({created}) => created)).toHaveLength(1);
		expect(api.state().versions).toHaveLength(1);
	});

	it('a spec that is not valid YAML is never sent, since the server would hang', async () => {
		const {api, client} = await withApi();
		const error = await errorOf(uploadSpec(client, {...spec, spec: 'root: {dag: [}\n'}));
		expect(error).toMatchObject({code: 'SPEC_NOT_YAML'});
		expect(api.state().pipelines).toEqual([]);
	});

	it('a v1 Workflow is uploaded', async () => {
		const {client} = await withApi();
		const workflow = `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: demo-}
spec:
  entrypoint: demo
  templates:
  - {name: demo, dag: {tasks: [{name: clean, template: clean}]}}
  - {name: clean, container: {image: alpine, command: [kedro]}}
`;
		await expect(uploadSpec(client, {...spec, spec: workflow, hasPlatform: false})).resolves.toMatchObject({
			uploaded: true,
		});
		await expect(uploadSpec(client, {...spec, spec: workflow, hasPlatform: false})).resolves.toMatchObject({
			uploaded: false,
		});
	});

	it("the server's reason for a refusal is reported", async () => {
		const {client} = await withApi();
		const old = specText.plain.replace('schemaVersion: 2.1.0', 'schemaVersion: 2.0.0');
		const error = await errorOf(uploadSpec(client, {...spec, spec: old, hasPlatform: false}));
		expect(error).toMatchObject({kind: 'outside', code: 'KFP_REFUSED'});
		expect(error.message).toBe(
			"Kubeflow Pipelines can't store the pipeline version 0123456789ab: KFP only supports schema version 2.1.0, but the pipeline spec has version 2.0.0",
		);
	});
});
