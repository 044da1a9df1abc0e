// Teardown as a whole, against the fake KFP server: what it removes, what it leaves, and how a partial failure is finished.
import {rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it, onTestFinished, vi} from 'vitest';
import type {Question} from '../../../../src/ui/ui.ts';
import {errorOf} from '../../../support/error-of.ts';
import {specText} from '../../../support/spec-text.ts';
import {deployed, kubectl} from '../../../support/teardown.ts';

const go = ['plan', {do: 'go'}] as const;

describe('teardown --all', () => {
	it('removes what uses another resource before it, and nothing that others created', async () => {
		const {api, client, version, run, schedule, tearDown, exists} = await deployed();
		const one = await version('demo-prod-1');
		const runId = await run(one);
		const recurring = await schedule(one);
		await client.createPipeline({name: 'by hand', description: ''});
		const {outcome} = await tearDown({host: api.url, all: true});
		expect(outcome).toMatchObject({
			removed: [
				`run/${runId}`,
				`recurring/${recurring}`,
				'version/demo-prod-1',
				'pipeline/demo-prod',
				'experiment/kedro',
				'spec/demo.yaml',
			],
			left: [],
		});
		expect(api.state()).toMatchObject({
			pipelines: [{name: 'by hand'}],
			versions: [],
			runs: [],
			recurringRuns: [],
			experiments: [{name: 'Default'}],
		});
		expect(await exists('demo.yaml')).toBe(false);
		expect((await tearDown({host: api.url, all: true}, [], [])).outcome).toEqual({removed: [], left: []});
	});

	it('shows each removal as it happens, and the seconds that a run takes to end', async () => {
		const {api, version, run, tearDown} = await deployed(['RUNNING', 'FAILED']);
		const runId = await run(await version('demo-prod-1'), 'RUNNING');
		const {reported} = await tearDown({host: api.url}, [`run/${runId}`]);
		const name = `run/${runId}`;
		expect(reported).toContainEqual(
			expect.objectContaining({event: 'tasks', tasks: [{task: name, title: name, dependsOn: []}]}),
		);
		expect(reported).toContainEqual(
			expect.objectContaining({event: 'progress', what: `terminating ${name}`, done: 0, total: 60, unit: 'seconds'}),
		);
		expect(reported.filter(event => event.event === 'task').map(event => event.state)).toEqual([
			'running',
			'succeeded',
		]);
	});

	it('leaves what kfp-wizard did not create, and lists it', async () => {
		const {api, client, version, tearDown} = await deployed();
		const {pipelineId, versionId} = await version('demo-prod-1');
		await client.uploadVersion({pipelineId, name: 'by hand', description: '', spec: specText.plain});
		const foreign = await client.createRun({name: 'by hand', description: '', pipelineId, versionId});
		const {outcome, notes} = await tearDown({host: api.url, all: true});
		expect(outcome).toMatchObject({left: ['pipeline/demo-prod']});
		expect(outcome.kept).toEqual(
			expect.arrayContaining([
				{name: 'version/by hand', reason: 'not created by kfp-wizard for this project'},
				{name: `run/${foreign.run_id}`, reason: 'not created by kfp-wizard for this project'},
			]),
		);
		expect(notes).toContain('version/by hand is left unchanged: not created by kfp-wizard for this project');
		expect(api.state().versions.map(({name}) => name)).toEqual(['by hand']);
	});

	it('a dry run shows the plan with the host, and removes nothing', async () => {
		const {api, version, tearDown} = await deployed();
		await version('demo-prod-1');
		const {outcome, reported} = await tearDown({host: api.url, all: true, dryRun: true}, [], []);
		expect(outcome).toMatchObject({removed: [], left: []});
		const plan = reported.find(event => event.event === 'plan');
		expect(plan?.values).toContainEqual({name: 'host', value: api.url, source: '--host'});
		expect(plan?.changes.map(({name}) => name)).toEqual([
			'version/demo-prod-1',
			'pipeline/demo-prod',
			'spec/demo.yaml',
		]);
		expect(api.state().versions).toHaveLength(1);
	});

	it('one pipeline with --env; the pipelines of other environments stay', async () => {
		const {api, version, tearDown} = await deployed();
		await version('demo-prod-1');
		await version('demo-dev-1', {pipeline: 'demo-dev', image: 'b'});
		await tearDown({host: api.url, all: true, env: 'dev'});
		expect(api.state().pipelines.map(({name}) => name)).toEqual(['demo-prod']);
	});

	it('F35: a Secret that cannot be looked at without kubectl is left, and reported', async () => {
		const {api, version, tearDown} = await deployed();
		await version('demo-prod-1', {secret: true});
		const {outcome, notes} = await tearDown({host: api.url, all: true});
		expect(outcome.left).toEqual(['secret/aws-secrets']);
		expect(notes.join('\n')).toMatch(/Secrets are not looked for: kubectl is not installed/);
	});

	it('a Secret that another pipeline of the project uses is left on purpose', async () => {
		const {api, root, id, version, program, tearDown, exists} = await deployed();
		await program('kubectl', kubectl(root, 'kind-dev', id));
		await version('demo-prod-1', {secret: true});
		await version('demo-dev-1', {pipeline: 'demo-dev', secret: true});
		const {outcome} = await tearDown({host: api.url, all: true, env: 'dev'});
		expect(outcome).toMatchObject({left: []});
		expect(outcome.kept).toContainEqual({
			name: 'secret/aws-secrets',
			reason: 'the pipelines demo-prod of this project use it',
		});
		expect(await exists('secret-gone')).toBe(false);
		expect((await tearDown({host: api.url, all: true})).outcome.removed).toContain('secret/aws-secrets');
		expect(await exists('secret-gone')).toBe(true);
	});
});

describe('where teardown looks', () => {
	it('finds host, namespace and context in kfp.yml, without Python; a flag counts more', async () => {
		const {api, root, id, write, version, program, tearDown} = await deployed();
		await program('kubectl', kubectl(root, 'prod-eu', id));
		await version('demo-prod-1');
		await write('conf/base/kfp.yml', `host: http://127.0.0.1:1\nnamespace: base\nnodes: {a: {cpu: 1}}\n`);
		await write(
			'conf/prod/kfp.yml',
			`host: ${api.url}\nnamespace: team\ncontext: prod-eu\nimage: "\${globals:image}"\n`,
		);
		const {reported, notes} = await tearDown({env: 'prod', all: true, dryRun: true, yes: true}, [], []);
		expect(reported.find(event => event.event === 'plan')?.values).toEqual([
			{name: 'host', value: api.url, source: 'conf/prod/kfp.yml'},
			{name: 'context', value: 'prod-eu', source: 'conf/prod/kfp.yml'},
			{name: 'namespace', value: 'team', source: 'conf/prod/kfp.yml'},
		]);
		expect(notes.join('\n')).not.toContain('kfp.yml');
		const flagged = await tearDown({env: 'prod', all: true, dryRun: true, namespace: 'mine'}, [], []);
		expect(flagged.reported.find(event => event.event === 'plan')?.values).toContainEqual({
			name: 'namespace',
			value: 'mine',
			source: '--namespace',
		});
	});

	it('says which key of kfp.yml only Kedro can read', async () => {
		const {write, tearDown} = await deployed();
		await write('conf/base/kfp.yml', 'host: "${globals:host}"\nnodes: {a: {cpu: "${globals:cpu}"}}\n');
		const {notes} = await tearDown({all: true, dryRun: true}, [], []);
		expect(notes).toContain('host in conf/base/kfp.yml is not used: only Kedro can resolve its interpolation');
		expect(notes.join('\n')).not.toContain('nodes');
	});

	it('a Secret alone needs no KFP server', async () => {
		const {root, id, program, tearDown, exists} = await deployed();
		await program('kubectl', kubectl(root, 'kind-dev', id));
		const {outcome} = await tearDown({}, ['secret/aws-secrets']);
		expect(outcome).toMatchObject({removed: ['secret/aws-secrets'], left: []});
		expect(await exists('secret-gone')).toBe(true);
		expect((await tearDown({}, ['secret/aws-secrets'], [])).notes).toEqual(['secret/aws-secrets does not exist']);
	});
});

describe('a cluster that looks like production', () => {
	const typed = [
		'production',
		(question: Question) => (question.kind === 'text' && question.validate?.('prod-eu') === undefined ? 'prod-eu' : ''),
	] as const;

	it('its name is typed after the plan, in the menu and for a Secret alone', async () => {
		const {api, root, id, version, program, tearDown, exists} = await deployed();
		await program('kubectl', kubectl(root, 'prod-eu', id));
		await version('demo-prod-1');
		const menu = await tearDown({host: api.url}, [], [['resources', ['version/demo-prod-1']], go, typed]);
		expect(menu.outcome).toMatchObject({removed: ['version/demo-prod-1']});
		expect(menu.left()).toEqual([]);
		const secret = await tearDown({}, ['secret/aws-secrets'], [go, typed]);
		expect(secret.outcome).toMatchObject({removed: ['secret/aws-secrets']});
		expect(await exists('secret-gone')).toBe(true);
	});

	it('the refusal of --yes recommends the same command, not a deploy', async () => {
		const {root, id, program, tearDown} = await deployed();
		await program('kubectl', kubectl(root, 'prod-eu', id));
		const error = await errorOf(tearDown({yes: true}, ['secret/aws-secrets']));
		expect(error).toMatchObject({code: 'CONTEXT_PRODUCTION', kind: 'usage'});
		expect(error.next).toEqual([{command: 'kfp-wizard --context prod-eu'}]);
	});
});

describe('a partial failure', () => {
	it('F35: what finds a resource stays until that is removed, and the same command again finishes', async () => {
		const {api, version, run, tearDown} = await deployed();
		const runId = await run(await version('demo-prod-1'));
		api.fault({method: 'DELETE', path: /\/runs\//}, {kind: 'answer', status: 403, body: '{"message":"no permission"}'});
		const {outcome, reported} = await tearDown({host: api.url, all: true});
		expect(outcome.left).toEqual([`run/${runId}`, 'pipeline/demo-prod']);
		expect(outcome.next?.at(-1)?.command).toBe(
			`kfp-wizard teardown --yes --host ${api.url} run/${runId} pipeline/demo-prod`,
		);
		expect(reported).toContainEqual(
			expect.objectContaining({
				task: 'pipeline/demo-prod',
				state: 'skipped',
				detail: `it stays until run/${runId} is removed`,
			}),
		);
		expect((await tearDown({host: api.url, all: true})).outcome).toMatchObject({
			removed: [`run/${runId}`, 'pipeline/demo-prod', 'experiment/kedro'],
			left: [],
		});
		expect(api.state()).toMatchObject({pipelines: [], runs: []});
	});

	it('F35: a token that expires midway leaves the rest, with the command that renews it', async () => {
		const {api, version, tearDown, write, root} = await deployed();
		await version('demo-prod-1');
		await write('token', 'expired');
		const names = ['version/demo-prod-1', 'pipeline/demo-prod'];
		const body = '{"code": 16, "message": "token has expired", "details": []}';
		api.fault({method: 'DELETE'}, {kind: 'answer', status: 401, body}, 2);
		const options = {host: api.url, tokenFile: join(root, 'token')};
		const {outcome} = await tearDown(options, names);
		expect(outcome).toMatchObject({removed: [], left: names});
		expect(outcome.next).toEqual([
			{command: expect.stringMatching(/create token .* > .*token$/), when: 'to renew the token, for example'},
			{
				command: `kfp-wizard teardown --yes --host ${api.url} --token-file ${options.tokenFile} ${names.join(' ')}`,
				when: 'to remove what is left',
			},
		]);
		expect((await tearDown(options, names)).outcome).toMatchObject({removed: names, left: []});
	});

	it('a schedule that could not be removed keeps its version', async () => {
		const {api, version, schedule, tearDown} = await deployed();
		const recurring = await schedule(await version('demo-prod-1'));
		api.fault({method: 'DELETE', path: /recurringruns/}, {kind: 'answer', status: 403, body: '{"message":"no"}'});
		const {outcome} = await tearDown({host: api.url, all: true});
		expect(outcome.left).toEqual([`recurring/${recurring}`, 'version/demo-prod-1', 'pipeline/demo-prod']);
		expect(api.state().recurringRuns).toMatchObject([{enabled: false}]);
	});

	it('F35: a server that is down midway leaves the rest, and parts that are gone meanwhile count as removed', async () => {
		const {api, client, version, tearDown} = await deployed();
		const {pipelineId, versionId} = await version('demo-prod-1');
		api.fault({method: 'DELETE'}, {kind: 'answer', status: 500, body: '{"message":"down"}'}, 2);
		const names = ['version/demo-prod-1', 'pipeline/demo-prod'];
		expect((await tearDown({host: api.url}, names)).outcome).toMatchObject({removed: [], left: names});
		const again = await tearDown({host: api.url}, names, [
			[
				'plan',
				async () => {
					await client.deleteVersion(pipelineId, versionId);
					return {do: 'go'};
				},
			],
		]);
		expect(again.outcome).toMatchObject({removed: names, left: []});
	});

	it('F35: a Secret that was replaced after the plan is left, with the reason', async () => {
		const {root, id, program, tearDown, exists} = await deployed();
		await program('kubectl', kubectl(root, 'kind-dev', id));
		const {outcome, reported} = await tearDown(
			{},
			['secret/aws-secrets'],
			[
				[
					'plan',
					async () => {
						await writeFile(join(root, 'secret-replaced'), '');
						return {do: 'go'};
					},
				],
			],
		);
		expect(outcome).toMatchObject({removed: [], left: ['secret/aws-secrets']});
		expect(reported).toContainEqual(
			expect.objectContaining({
				state: 'failed',
				detail: expect.stringContaining('was changed or replaced after the plan was made'),
			}),
		);
		expect(await exists('secret-gone')).toBe(false);
	});
});

it('F35: a Secret that could not be deleted keeps the versions that name it, and the same command again finishes', async () => {
	const {api, root, id, version, program, tearDown, exists} = await deployed();
	await program('kubectl', kubectl(root, 'kind-dev', id));
	await version('demo-prod-1', {secret: true});
	// The Secret of a version is not the one that the options name.
	const all = {host: api.url, all: true, secret: 'other'};
	const replace = async () => {
		await writeFile(join(root, 'secret-replaced'), '');
		return {do: 'go'} as const;
	};
	const {outcome} = await tearDown(all, [], [['plan', replace]]);
	expect(outcome.left).toEqual(['secret/aws-secrets', 'version/demo-prod-1', 'pipeline/demo-prod']);
	await rm(join(root, 'secret-replaced'));
	expect((await tearDown(all)).outcome).toMatchObject({
		removed: ['secret/aws-secrets', 'version/demo-prod-1', 'pipeline/demo-prod'],
		left: [],
	});
	expect(await exists('secret-gone')).toBe(true);
});

describe('teardown --keep', () => {
	it('removes all versions but the newest ones, and not those that a schedule or an active run uses', async () => {
		// The server's times have a resolution of one second.
		vi.useFakeTimers({toFake: ['Date']});
		onTestFinished(() => void vi.useRealTimers());
		const {api, version, run, schedule, tearDown, exists} = await deployed();
		for (const name of ['v1', 'v2', 'v3', 'v4', 'v5']) {
			const uploaded = await version(name);
			if (name === 'v1') await schedule(uploaded);
			if (name === 'v2') await run(uploaded, 'RUNNING');
			if (name === 'v3') await run(uploaded);
			vi.setSystemTime(Date.now() + 1000);
		}
		const {outcome} = await tearDown({host: api.url, keep: 1});
		expect(outcome.removed?.toSorted()).toEqual(['version/v3', 'version/v4']);
		expect(outcome.kept?.map(({name}) => name).toSorted()).toEqual(['version/v1', 'version/v2']);
		expect(api.state().runs).toHaveLength(2);
		expect(await exists('demo.yaml')).toBe(true);
	});
});

describe('options that do not fit', () => {
	it.each([
		[{yes: true}, [], /--all/],
		[{yes: true}, ['run/1'], /--host URL/],
		[{yes: true, keep: 2, all: true}, [], /--all and --keep contradict/],
		[{yes: true, keep: 2}, ['run/1'], /--keep and names of resources contradict/],
		[{yes: true}, ['job/1'], /"job\/1" is not a valid name/],
		[{yes: true}, ['run/'], /"run\/" is not a valid name/],
	])('%j with %j', async (options, names, words) => {
		const {tearDown} = await deployed();
		const error = await errorOf(tearDown(options, names));
		expect(error).toMatchObject({kind: 'usage'});
		expect(error.message).toMatch(words);
	});
});
