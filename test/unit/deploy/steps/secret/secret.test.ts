// The Secret step as a whole: where the keys come from, what the cluster has, what is planned and what is written.
import {execFileSync} from 'node:child_process';
import {mkdtemp, readFile, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it, onTestFinished, vi} from 'vitest';
import {parse} from 'yaml';
import type {SecretPlan} from '../../../../../src/deploy/steps/secret/plan.ts';
import {secretStep} from '../../../../../src/deploy/steps/secret/secret.ts';
import type {Options} from '../../../../../src/options/options.ts';
import type {Project} from '../../../../../src/schema/project.ts';
import {csv, facts} from '../../../../support/facts.ts';
import {flag, interviewOf, on, workOf} from '../../../../support/deploy-parts.ts';
import {startS3WithPermissions} from '../../../../fakes/s3-permissions.ts';
import {formerMark, identityOf} from '../../../../support/identity.ts';
import {createdFor, memoryCluster, type MemoryClusterOptions} from '../../../../support/memory-cluster.ts';
import {errorOf} from '../../../../support/error-of.ts';
import {type Line, type Scripted, scriptedUi, unattendedUi} from '../../../../support/scripted-ui.ts';

const id = 'AKIAQ7CANARYKEYS5TST';
const key = 'cAnArYkeysSecretKeyThatMustNotLeak000000';
/** Nothing answers at the endpoint. */
const withKeys = {AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: key, AWS_ENDPOINT_URL: 'http://127.0.0.1:1'};
const withoutKeys = {AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials', AWS_CONFIG_FILE: '/nowhere/config'};
const keyNames = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];

const {project: onS3, pipeline} = facts();
const onGcs: Project = {...onS3, datasets: [csv('raw', 'gs://tide/raw.csv')]};
const own = 'git-0123456789ab';
const identity = identityOf(own, {name: onS3.name});

type Given = MemoryClusterOptions & {
	readonly options?: Options;
	readonly env?: Readonly<Record<string, string>>;
	readonly project?: Project;
	readonly script?: readonly Line[];
};

/** Asks, inspects and plans. */
async function planned({options = {}, env = withKeys, project = onS3, script, ...more}: Given = {}) {
	const cluster = memoryCluster(more);
	const scripted = script === undefined ? unattendedUi() : scriptedUi(script);
	const interview = interviewOf(scripted.ui, {env});
	const asked = await secretStep.ask({project, pipeline, cluster, options, identity}, interview);
	const plan: SecretPlan = secretStep.plan(asked, await secretStep.inspect(asked, interview));
	expect(scripted.left()).toEqual([]);
	return {plan, cluster, scripted};
}

async function applied(plan: SecretPlan) {
	if (plan.do === 'skip') throw new Error(`nothing is applied: ${plan.reason}`);
	const work = workOf(unattendedUi().ui);
	return {done: await secretStep.apply(plan, work), changes: work.changes};
}

describe('the Secret step plans', () => {
	it('to create a Secret with the keys of the environment', async () => {
		const {plan, cluster} = await planned();
		expect(plan).toMatchObject({
			do: 'apply',
			secret: {name: 'aws-secrets', keys: keyNames},
			changes: [{action: 'create', what: 'secret', name: 'kubeflow/aws-secrets', detail: keyNames.join(', ')}],
			values: [
				{name: 'secret', value: 'aws-secrets', source: 'default'},
				{name: 'aws-keys', value: keyNames.join(', '), source: 'detected: AWS_ACCESS_KEY_ID'},
			],
		});
		expect(cluster.commands.some(command => command.startsWith('apply'))).toBe(false);
		expect(JSON.stringify(plan)).not.toContain(key);
	});

	it('to update a Secret of the project, and says whether its keys stay the same', async () => {
		const same = await planned({secrets: {'aws-secrets': createdFor(own, ...keyNames)}});
		expect(same.plan.changes).toEqual([
			{
				action: 'update',
				what: 'secret',
				name: 'kubeflow/aws-secrets',
				detail: 'AWS_ACCESS_KEY_ID unknown → …5TST; same keys; values are written only if they differ',
			},
		]);
		const other = await planned({secrets: {'aws-secrets': createdFor(own, 'AWS_ACCESS_KEY_ID')}});
		expect(other.plan.changes).toMatchObject([
			{action: 'update', detail: `AWS_ACCESS_KEY_ID unknown → …5TST; ${keyNames.join(', ')}`},
		]);
	});

	it('to replace the keys of a Secret, and says by its last characters which key goes and which comes', async () => {
		const base64 = (text: string): string => Buffer.from(text).toString('base64');
		const withId = (keyId: string, mark = own) => ({
			...createdFor(mark, ...keyNames),
			data: {AWS_ACCESS_KEY_ID: base64(keyId), AWS_SECRET_ACCESS_KEY: 'b2xk'},
		});
		const detail = async (secret: ReturnType<typeof withId>, options: Options = {}) =>
			(await planned({secrets: {'aws-secrets': secret}, options})).plan.changes[0]?.detail ?? '';
		expect(await detail(withId('AKIAQ7OTHERPERSONAB1'))).toMatch(/^AWS_ACCESS_KEY_ID …NAB1 → …5TST; same keys; /);
		expect(await detail(withId(id))).toMatch(/^AWS_ACCESS_KEY_ID …5TST as before; same keys; /);
		const adopted = await detail(withId('AKIAQ7OTHERPERSONAB1', 'git-another'), on('adoptSecret'));
		expect(adopted).toMatch(
			/…NAB1 → …5TST; .*; created by kfp-wizard for another project; it gets the id of this one$/,
		);
		expect(adopted).not.toContain(id);
		const unseen = await planned({options: on('adoptSecret'), forbidden: ['get']});
		expect(unseen.plan.changes[0]?.detail).toContain('it cannot be read, so what is replaced is not known');
	});

	it('to update the Secret that 0.1.0 created for a project of this name, and says so', async () => {
		const {plan, cluster} = await planned({secrets: {'aws-secrets': createdFor(formerMark('demo'), ...keyNames)}});
		expect(plan.changes[0]?.detail).toMatch(
			/created by kfp-wizard 0\.1\.0 for a project of this name; it gets the id of this project$/,
		);
		await applied(plan);
		expect(cluster.secrets.get('aws-secrets')?.labels).toMatchObject({'kfp-wizard.dev/project-id': own});
	});

	it('nothing with --no-secret, and does not look at the cluster', async () => {
		const {plan, cluster} = await planned({options: {secret: flag(false as const, '--no-secret')}});
		expect(plan).toEqual({
			do: 'skip',
			reason: 'none',
			secret: undefined,
			changes: [],
			values: [{name: 'no-secret', value: 'true', source: '--no-secret'}],
		});
		expect(cluster.commands).toEqual([]);
	});

	it('nothing where no dataset of the pipeline uses S3, whatever keys this machine has', async () => {
		const none: readonly Project[] = [
			{...onS3, datasets: [csv('raw', 'data/raw.csv'), csv('trips', '', {key: 'table_name', value: 'trips'})]},
			{...onS3, datasets: [csv('raw', 'data/raw.csv'), csv('of_another_pipeline', 's3://tide/x.csv')]},
		];
		for (const project of none) {
			const {plan, cluster} = await planned({project});
			expect(plan).toMatchObject({
				do: 'skip',
				secret: undefined,
				values: [{name: 'no-secret', value: 'true', source: 'detected: no dataset of this pipeline uses S3'}],
			});
			expect(cluster.commands).toEqual([]);
		}
	});

	it('nothing where the datasets on S3 get their keys with their credentials', async () => {
		const minio = {
			name: 'minio',
			entries: ['raw'],
			keys: ['key', 'secret'],
			variables: [],
			environment: 'local',
			place: null,
		};
		const project: Project = {
			...onS3,
			datasets: [csv('raw', 's3://tide/raw.csv', {credentials: 'minio'})],
			credentials: [minio],
		};
		const options: Options = {credentialsSecret: flag('demo-credentials', '--credentials-secret')};
		const {plan} = await planned({project, options});
		expect(plan).toMatchObject({
			secret: undefined,
			values: [{source: 'detected: the datasets on S3 have keys of their own (credentials minio)'}],
		});
		expect((await planned({project})).plan).toMatchObject({do: 'apply'});
		const variables = {...project, credentials: [{...minio, variables: ['AWS_ACCESS_KEY_ID']}]};
		expect((await planned({project: variables, options})).plan).toMatchObject({do: 'apply'});
	});

	it.each(['s3a://tide/raw', 's3n://tide/raw', 'simplecache::s3://tide/raw', 'S3://tide/raw'])(
		'a Secret for %s',
		async value => {
			const {plan} = await planned({project: {...onS3, datasets: [csv('raw', value)]}});
			expect(plan).toMatchObject({do: 'apply', secret: {name: 'aws-secrets'}});
		},
	);

	it.each([
		['--secret', {secret: flag('team', '--secret')}],
		['--aws-profile', {awsProfile: flag('tide', '--aws-profile')}],
	] as const)('a Secret where %s asks for it', async (_, options) => {
		const project = {...onS3, datasets: [csv('raw', 'data/raw.csv')]};
		const error = await errorOf(planned({project, options, env: withoutKeys}));
		expect(['NO_AWS_CREDENTIALS', 'AWS_PROFILE_MISSING']).toContain(error.code);
	});

	it('AWS keys that are here where the own code or MLflow may use S3, and no error where there are none', async () => {
		const requires = [{name: 'boto3', pinned: true, group: null, place: null}];
		const project: Project = {...onS3, datasets: [csv('raw', 'data/raw.csv')], requires};
		expect((await planned({project})).plan).toMatchObject({do: 'apply', secret: {keys: keyNames}});
		const {plan} = await planned({project, env: withoutKeys});
		expect(plan.values).toMatchObject([{source: expect.stringContaining('the project requires boto3')}]);
		const broken = await planned({project, env: {...withoutKeys, AWS_PROFILE: 'gone'}});
		expect(broken.plan).toMatchObject({do: 'skip', secret: undefined});
		expect(broken.scripted.reported).toContainEqual(
			expect.objectContaining({event: 'note', level: 'warning', message: expect.stringContaining('gone')}),
		);
	});

	it('for Google Cloud Storage the key file as a file of the tasks, and no AWS keys', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-gcp-'));
		const content = JSON.stringify({type: 'service_account', client_email: 'robot@tide', private_key: key});
		await writeFile(join(folder, 'key.json'), content);
		const env = {...withKeys, GOOGLE_APPLICATION_CREDENTIALS: join(folder, 'key.json')};
		const {plan, cluster} = await planned({project: onGcs, env});
		expect(plan).toMatchObject({
			do: 'apply',
			secret: {
				name: 'gcp-secrets',
				keys: [],
				files: {
					path: '/var/run/secrets/kfp-wizard/storage',
					variables: {GOOGLE_APPLICATION_CREDENTIALS: '/var/run/secrets/kfp-wizard/storage/gcp-key.json'},
				},
			},
			values: [
				{name: 'secret', value: 'gcp-secrets'},
				{
					name: 'gcp-key',
					value: 'gcp-key.json (robot@tide)',
					source: 'detected: GOOGLE_APPLICATION_CREDENTIALS',
				},
			],
		});
		expect(JSON.stringify(plan)).not.toContain(key);
		await applied(plan);
		const data = cluster.secrets.get('gcp-secrets')?.data ?? {};
		expect(Buffer.from(data['gcp-key.json'] ?? '', 'base64').toString()).toBe(content);
	});

	it('for Azure the variables that adlfs reads', async () => {
		const project = {...onS3, datasets: [csv('raw', 'abfs://tide/raw.csv')]};
		const account = {AZURE_STORAGE_ACCOUNT_NAME: 'tide', AZURE_STORAGE_ACCOUNT_KEY: key};
		const {plan} = await planned({project, env: {...withKeys, ...account}});
		expect(plan).toMatchObject({secret: {name: 'azure-secrets', keys: Object.keys(account)}});
		const {AZURE_STORAGE_ACCOUNT_NAME: _, ...half} = account;
		expect(await errorOf(planned({project, env: half}))).toMatchObject({code: 'AZURE_KEYS_INCOMPLETE'});
	});

	it('nothing for another cloud without keys, and says exactly what to set', async () => {
		const {plan, scripted} = await planned({project: onGcs});
		expect(plan).toMatchObject({
			do: 'skip',
			secret: undefined,
			values: [{name: 'no-secret', value: 'true', source: 'detected: no Google Cloud key here'}],
		});
		expect(scripted.reported).toContainEqual(
			expect.objectContaining({
				level: 'warning',
				message: expect.stringMatching(/GOOGLE_APPLICATION_CREDENTIALS.*--no-secret/),
			}),
		);
	});

	it('to use an existing Secret of Google Cloud: its JSON key is the file', async () => {
		const options: Options = {...on('existingSecret'), secret: flag('team', '--secret')};
		const {plan} = await planned({project: onGcs, options, secrets: {team: {data: {'robot.json': 'eA=='}}}});
		expect(plan).toMatchObject({secret: {name: 'team', keys: [], files: {path: expect.any(String)}}});
		const unreadable = await planned({project: onGcs, options: on('existingSecret'), forbidden: ['get']});
		expect(unreadable.plan).toMatchObject({secret: {name: 'gcp-secrets', files: {path: expect.any(String)}}});
	});

	it('to use the Secret of an earlier deploy where there are no keys on this machine', async () => {
		const {plan} = await planned({env: withoutKeys, secrets: {'aws-secrets': createdFor(own, ...keyNames)}});
		expect(plan).toMatchObject({
			do: 'use',
			secret: {name: 'aws-secrets', keys: keyNames},
			values: [
				{name: 'secret', source: 'default'},
				{name: 'existing-secret', source: 'detected: created by kfp-wizard, and no AWS keys here'},
			],
		});
	});

	it('with --existing-secret to use the Secret as it is, whoever created it and whatever its keys', async () => {
		const options: Options = {...on('existingSecret'), secret: flag('team', '--secret')};
		const {plan} = await planned({options, secrets: {team: {data: {KEY: 'eA==', OTHER: 'eA=='}}}});
		expect(plan).toMatchObject({
			do: 'use',
			namespace: 'kubeflow',
			secret: {name: 'team', keys: ['KEY', 'OTHER']},
			changes: [{action: 'keep', name: 'kubeflow/team', detail: 'used as it is'}],
			values: [
				{name: 'secret', value: 'team', source: '--secret'},
				{name: 'existing-secret', value: 'true', source: '--existing-secret'},
			],
		});
	});

	it('with --existing-secret the standard keys where the Secret cannot be read', async () => {
		const {plan} = await planned({options: on('existingSecret'), forbidden: ['get']});
		expect(plan).toMatchObject({do: 'use', secret: {keys: keyNames}, changes: [{action: 'keep'}]});
		expect(plan.changes[0]?.detail).toContain('cannot be read');
	});

	it('only the name of the Secret where no cluster is used, with the keys that a deploy would write', async () => {
		const interview = interviewOf(unattendedUi().ui, {env: {...withKeys, AWS_SESSION_TOKEN: 'token'}});
		const asked = await secretStep.ask({project: onS3, pipeline, cluster: undefined, options: {}}, interview);
		const plan = secretStep.plan(asked, await secretStep.inspect(asked, interview));
		expect(plan).toMatchObject({
			do: 'skip',
			reason: 'aws-secrets is named in the spec only',
			secret: {name: 'aws-secrets', keys: [...keyNames, 'AWS_SESSION_TOKEN']},
		});
		const without = await secretStep.ask(
			{project: onS3, pipeline, cluster: undefined, options: {}},
			interviewOf(unattendedUi().ui, {env: withoutKeys}),
		);
		expect(secretStep.plan(without, undefined)).toMatchObject({do: 'skip', secret: {keys: keyNames}});
	});

	it('what the user answers: no Secret, an existing one, or keys that are typed', async () => {
		const given = {env: withoutKeys, secrets: {team: {data: {K: 'eA=='}}}};
		const none = await planned({...given, script: [['aws_keys', 'none']]});
		expect(none.plan).toMatchObject({do: 'skip', values: [{name: 'no-secret', source: 'asked'}]});
		const existing = await planned({
			...given,
			script: [
				['aws_keys', 'existing'],
				['secret', 'team'],
			],
		});
		expect(existing.plan).toMatchObject({
			do: 'use',
			secret: {name: 'team', keys: ['K']},
			values: [{source: 'asked'}, {name: 'existing-secret', source: 'asked'}],
		});
		const typed = await planned({
			...given,
			script: [
				['aws_keys', 'type'],
				['aws_access_key_id', id],
				['aws_secret_access_key', key],
			],
		});
		expect(typed.plan).toMatchObject({do: 'apply', values: [{name: 'secret'}, {name: 'aws-keys', source: 'asked'}]});
	});
});

describe('the Secret step leaves keys out', () => {
	const role = {'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/runner'};

	it('where the service account of the pods has a role, unless the user asks for keys', async () => {
		const {plan} = await planned({annotations: role});
		expect(plan).toMatchObject({
			do: 'skip',
			secret: undefined,
			values: [
				{
					name: 'no-secret',
					source: 'detected: the service account pipeline-runner has arn:aws:iam::123456789012:role/runner',
				},
			],
		});
		const options: Options = {secret: flag('aws-secrets', '--secret')};
		expect((await planned({annotations: role, options})).plan).toMatchObject({do: 'apply'});
		expect((await planned({annotations: {other: 'x'}})).plan).toMatchObject({do: 'apply'});
	});

	it('where it has an identity on the cloud of the datasets, not on another one', async () => {
		const gcp = {'iam.gke.io/gcp-service-account': 'runner@tide.iam.gserviceaccount.com'};
		const {plan} = await planned({project: onGcs, annotations: gcp});
		expect(plan.values).toMatchObject([{source: expect.stringContaining('runner@tide')}]);
		expect((await planned({annotations: gcp})).plan).toMatchObject({do: 'apply'});
	});
});

describe('a Secret that kfp-wizard did not create is a choice on a terminal', () => {
	const secrets = {'aws-secrets': {data: {PASSWORD: 'eA=='}, managers: ['kfp-wizard']}};
	const script = () => planned({secrets, script: []});

	it('with what each way changes', async () => {
		expect(await errorOf(script())).toMatchObject({
			code: 'SECRET_NOT_OURS',
			detail: expect.stringContaining('PASSWORD'),
			next: [
				{command: '--existing-secret'},
				{command: '--secret aws-secrets-2'},
				{command: '--adopt-secret', when: `to adopt it: deletes key PASSWORD; replaces ${keyNames.join(', ')}`},
			],
		});
	});

	it('to use it as it is', async () => {
		const {plan} = await planned({secrets, script: [], options: {existingSecret: flag(true, 'asked')}});
		expect(plan).toMatchObject({do: 'use', secret: {name: 'aws-secrets', keys: ['PASSWORD']}});
	});

	it('to take another name, which is looked at too', async () => {
		const options: Options = {secret: flag('mine', 'asked')};
		const {plan} = await planned({secrets, script: [], options});
		expect(plan).toMatchObject({do: 'apply', secret: {name: 'mine'}, values: [{source: 'asked'}, {}]});
		const taken = {...secrets, mine: secrets['aws-secrets']};
		expect(await errorOf(planned({secrets: taken, script: [], options}))).toMatchObject({
			message: expect.stringContaining('mine'),
		});
	});

	it('to adopt it, after it was shown what that deletes', async () => {
		const {plan, cluster} = await planned({secrets, script: [], options: {adoptSecret: flag(true, 'asked')}});
		expect(plan).toMatchObject({
			do: 'apply',
			adopt: true,
			deletes: ['key PASSWORD'],
			changes: [{action: 'update', detail: expect.stringContaining('deletes key PASSWORD')}],
		});
		await applied(plan);
		expect(Object.keys(cluster.secrets.get('aws-secrets')?.data ?? {})).toEqual(keyNames);
	});

	it('but a flag alone adopts it without deleting anything', async () => {
		const {plan} = await planned({secrets, script: [], options: on('adoptSecret')});
		expect(plan).toMatchObject({do: 'apply', adopt: true, deletes: []});
	});
});

describe('where a person is present, a refusal has ways out', () => {
	const waysOf = async (given: Given): Promise<readonly string[]> =>
		(await errorOf(planned({script: [], ...given}))).next.map(({command}) => command);

	it('of a namespace in which the user may not write', async () => {
		expect(await waysOf({forbidden: ['create', 'patch', 'get']})).toEqual([
			'--namespace NS',
			'--existing-secret',
			'--secret-file PATH',
			'--no-secret',
		]);
	});

	it('of an AWS profile that cannot be used', async () => {
		expect(await waysOf({env: withoutKeys, options: {awsProfile: flag('nobody', '--aws-profile')}})).toEqual([
			'aws configure --profile nobody',
			'--aws-profile NAME',
			'--existing-secret',
			'--no-secret',
		]);
	});
});

describe('with --secret-file the Secret step', () => {
	const withFile = async (file: string, cluster = memoryCluster()) => {
		const interview = interviewOf(unattendedUi().ui, {env: {...withKeys, PATH: process.env['PATH'] ?? ''}});
		const options: Options = {secretFile: flag(file, '--secret-file')};
		const asked = await secretStep.ask({project: onS3, pipeline, cluster, options, identity}, interview);
		return {cluster, plan: secretStep.plan(asked, await secretStep.inspect(asked, interview))};
	};

	it('writes the manifest to a file for this user only, and nothing to the cluster', async () => {
		const file = join(await mkdtemp(join(tmpdir(), 'kfp-wizard-file-')), 'secret.yml');
		const {plan, cluster} = await withFile(file);
		expect(plan).toMatchObject({do: 'write file', changes: [{what: 'file'}], secret: {keys: keyNames}});
		expect(JSON.stringify(plan)).not.toContain(key);
		const {done} = await applied(plan);
		expect(done.value).toMatchObject({action: 'written', file, namespace: 'kubeflow'});
		expect((await stat(file)).mode & 0o777).toBe(0o600);
		expect(parse(await readFile(file, 'utf8'))).toMatchObject({
			kind: 'Secret',
			metadata: {name: 'aws-secrets', namespace: 'kubeflow', labels: {'app.kubernetes.io/managed-by': 'kfp-wizard'}},
			data: {AWS_SECRET_ACCESS_KEY: Buffer.from(key).toString('base64')},
		});
		expect(cluster.secrets.size).toBe(0);
		await applied((await withFile(file)).plan);
	});

	it('leaves the file of somebody else alone', async () => {
		const file = join(await mkdtemp(join(tmpdir(), 'kfp-wizard-file-')), 'secret.yml');
		await writeFile(file, 'mine: true\n');
		expect(await errorOf(withFile(file))).toMatchObject({code: 'NOT_OUR_FILE'});
	});

	it('B56: writes no file that git would track', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-file-'));
		execFileSync('git', ['init', '--quiet', folder]);
		const file = join(folder, 'secret.yml');
		expect(await errorOf(withFile(file))).toMatchObject({kind: 'usage', code: 'SECRET_FILE_IN_GIT'});
		await writeFile(join(folder, '.gitignore'), 'secret.yml\n');
		expect((await withFile(file)).plan).toMatchObject({do: 'write file'});
	});
});

describe('the Secret step tries the keys', () => {
	const withS3 = async (permissions: Parameters<typeof startS3WithPermissions>[0]) => {
		const server = await startS3WithPermissions(permissions);
		return {server, env: {...withKeys, AWS_ENDPOINT_URL: server.url}};
	};
	const rows = ({values}: SecretPlan): readonly string[] => values.map(({name, value}) => `${name}: ${value}`);
	const warnings = ({reported}: Scripted): readonly string[] =>
		reported.flatMap(event => (event.event === 'note' && event.level === 'warning' ? [event.message] : []));

	it('and stops where AWS refuses them, with ways out; without questions that is only a warning', async () => {
		const tried = async ({ui}: Scripted) => {
			const interview = interviewOf(ui, {env: withKeys});
			const trial = {values: [], warnings: ['AWS refuses these keys'], refused: 'the session token has expired'};
			const asked = await secretStep.ask({project: onS3, pipeline, cluster: memoryCluster(), options: {}}, interview);
			return secretStep.inspect(asked, {...interview, readings: {...interview.readings, trial: async () => trial}});
		};
		const error = await errorOf(tried(scriptedUi([])));
		expect(error).toMatchObject({kind: 'denied', code: 'AWS_KEYS_REFUSED'});
		expect(error.next.map(({command}) => command)).toEqual([
			'--aws-profile NAME',
			'--existing-secret',
			'--no-secret',
			'--no-access-check',
		]);
		const silent = unattendedUi();
		await tried(silent);
		expect(warnings(silent)).toEqual(['AWS refuses these keys']);
	});

	it('and shows whose they are and what they may do in each bucket', async () => {
		const {server, env} = await withS3({buckets: {tide: ['demo/raw.csv']}, denied: ['PUT tide']});
		const {plan, scripted} = await planned({env});
		expect(rows(plan)).toEqual([
			'secret: aws-secrets',
			`aws-keys: ${keyNames.join(', ')}`,
			'aws-account: 123456789012, arn:aws:iam::123456789012:user/ada',
			's3://tide: list yes, read yes, write no',
		]);
		expect(warnings(scripted)).toEqual([
			'These keys may not write s3://tide/demo/trips.csv: allow s3:PutObject, or use other keys (--aws-profile NAME)',
		]);
		expect(server.requests.filter(request => request.startsWith('STS'))).toHaveLength(1);
		expect(JSON.stringify([plan, scripted.reported])).not.toContain(key);
	});

	it('once in an interview, however often the step is planned', async () => {
		const {server, env} = await withS3({buckets: {tide: ['demo/raw.csv']}});
		const interview = interviewOf(unattendedUi().ui, {env});
		const asked = await secretStep.ask({project: onS3, pipeline, cluster: memoryCluster(), options: {}}, interview);
		await secretStep.inspect(asked, interview);
		const {length} = server.requests;
		await secretStep.inspect(asked, interview);
		expect(server.requests).toHaveLength(length);
	});

	it('and warns of a missing bucket, a missing input, and of what could not be tried', async () => {
		const gone = await withS3({buckets: {}});
		const missing = await planned({env: gone.env});
		expect(rows(missing.plan)).toContain('s3://tide: does not exist');
		expect(warnings(missing.scripted)[0]).toContain(`s3://tide does not exist at ${gone.server.url}`);
		const empty = await planned({env: (await withS3({buckets: {tide: []}})).env});
		expect(warnings(empty.scripted)).toEqual(['s3://tide/demo/raw.csv is not there: upload what the pipeline reads']);
		const silent = await planned();
		expect(rows(silent.plan).some(row => row.startsWith('s3://'))).toBe(false);
		expect(warnings(silent.scripted)).toEqual([expect.stringContaining('s3://tide could not be checked')]);
	});

	it('not at AWS where only the tasks have an endpoint, and not at all with --no-access-check', async () => {
		const {server} = await withS3({buckets: {tide: ['demo/raw.csv']}});
		const {AWS_ENDPOINT_URL: _, ...env} = withKeys;
		const envVar = flag([`AWS_ENDPOINT_URL=${server.url}`], '--env-var');
		await planned({env, options: {envVar}});
		expect(server.requests).toContain('HEAD tide/');
		const {length} = server.requests;
		await planned({env, options: {envVar, accessCheck: flag(false, '--no-access-check')}});
		expect(server.requests).toHaveLength(length);
	});
});

describe('the Secret step refuses', () => {
	it('a Secret that kfp-wizard did not create for this project', async () => {
		for (const secret of [{data: {K: 'eA=='}}, createdFor('another-id', 'K')]) {
			const error = await errorOf(planned({secrets: {'aws-secrets': secret}}));
			expect(error).toMatchObject({kind: 'usage', code: 'SECRET_NOT_OURS'});
		}
		const {plan} = await planned({options: on('adoptSecret'), secrets: {'aws-secrets': {data: {}}}});
		expect(plan).toMatchObject({do: 'apply', adopt: true});
	});

	it('a Secret that does not exist, naming the flag and the command that lists them', async () => {
		expect(await errorOf(planned({options: on('existingSecret')}))).toMatchObject({
			code: 'SECRET_NOT_FOUND',
			message: 'There is no Secret aws-secrets in namespace kubeflow (--existing-secret)',
			next: [{command: 'kubectl --context kind-dev --namespace kubeflow get secrets'}],
		});
	});

	it('F14: a user who may not write Secrets, before anything is read', async () => {
		const error = await errorOf(planned({forbidden: ['create']}));
		expect(error).toMatchObject({kind: 'denied', code: 'SECRET_FORBIDDEN'});
		expect(error.next.map(({command}) => command)).toEqual(['--existing-secret', '--secret-file PATH', '--no-secret']);
	});

	it('missing keys where no question can be asked, naming the ways to go on', async () => {
		const error = await errorOf(planned({env: withoutKeys}));
		expect(error).toMatchObject({kind: 'usage', code: 'NO_AWS_CREDENTIALS'});
		expect(error.next.map(({command}) => command)).toEqual([
			'--aws-profile NAME',
			'aws configure',
			'--existing-secret',
			'--no-secret',
		]);
	});
});

describe('the Secret step applies', () => {
	it('a new Secret, and reports it as created; a second time nothing changes', async () => {
		const {plan, cluster} = await planned();
		const first = await applied(plan);
		expect(first.changes).toEqual(['created Secret kubeflow/aws-secrets']);
		expect(first.done).toEqual({
			value: {namespace: 'kubeflow', name: 'aws-secrets', action: 'created'},
			outcome: {secret: {namespace: 'kubeflow', name: 'aws-secrets', action: 'created'}},
			detail: 'kubeflow/aws-secrets created',
		});
		const data = cluster.secrets.get('aws-secrets')?.data ?? {};
		expect(Buffer.from(data['AWS_SECRET_ACCESS_KEY'] ?? '', 'base64').toString()).toBe(key);

		const interview = interviewOf(unattendedUi().ui, {env: withKeys});
		const asked = await secretStep.ask({project: onS3, pipeline, cluster, options: {}, identity}, interview);
		const again = await applied(secretStep.plan(asked, await secretStep.inspect(asked, interview)));
		expect(again.changes).toEqual([]);
		expect(again.done.value.action).toBe('unchanged');
	});

	it('nothing where the Secret has what is to be written: one read, and no question for a right', async () => {
		const {cluster, plan: first} = await planned();
		await applied(first);
		const stored = cluster.secrets.get('aws-secrets') ?? createdFor(own);
		const same = await planned({secrets: {'aws-secrets': stored}, forbidden: ['patch', 'create']});
		expect(same.plan.changes).toEqual([
			{
				action: 'keep',
				what: 'secret',
				name: 'kubeflow/aws-secrets',
				detail: 'AWS_ACCESS_KEY_ID …5TST as before; same keys and values',
			},
		]);
		expect((await applied(same.plan)).done.value.action).toBe('unchanged');
		expect(same.cluster.commands).toEqual(['get serviceaccount/pipeline-runner secret/aws-secrets']);
		const named = await planned({secrets: {'aws-secrets': stored}, options: {secret: flag('aws-secrets', '--secret')}});
		await applied(named.plan);
		expect(named.cluster.commands).toEqual(['get secret aws-secrets']);
		expect(JSON.stringify([same.plan, named.plan])).not.toContain(Buffer.from(key).toString('base64'));
	});

	it('the values again where they were changed after they were compared, unless that was just before', async () => {
		const {cluster, plan: first} = await planned();
		await applied(first);
		const stored = cluster.secrets.get('aws-secrets') ?? createdFor(own);
		const changed = {...stored, data: {...stored.data, AWS_SECRET_ACCESS_KEY: 'b3RoZXI='}};
		const {plan, cluster: later} = await planned({secrets: {'aws-secrets': stored}});
		const uid = later.secrets.get('aws-secrets')?.uid ?? '';
		later.secrets.set('aws-secrets', {...changed, uid, version: 9});
		const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 6000);
		onTestFinished(() => clock.mockRestore());
		expect((await applied(plan)).done.value.action).toBe('updated');
		expect(later.secrets.get('aws-secrets')?.data).toEqual(stored.data);
	});

	it('new values to the Secret of the project, and reports it as updated', async () => {
		const {plan} = await planned({secrets: {'aws-secrets': createdFor(own, ...keyNames)}});
		const {done, changes} = await applied(plan);
		expect(done.value.action).toBe('updated');
		expect(changes).toEqual(['updated Secret kubeflow/aws-secrets']);
	});

	it('nothing to an existing Secret', async () => {
		const {plan, cluster} = await planned({
			options: on('existingSecret'),
			secrets: {'aws-secrets': {data: {K: 'eA=='}}},
		});
		const before = cluster.commands.length;
		const {done, changes} = await applied(plan);
		expect(done.value.action).toBe('existing');
		expect(changes).toEqual([]);
		expect(cluster.commands).toHaveLength(before);
	});

	it('F30: where another deploy of the project created the same Secret meanwhile, goes on with it', async () => {
		const first = await planned();
		await applied(first.plan);
		const there = first.cluster.secrets.get('aws-secrets') ?? createdFor(own);
		const second = await planned();
		second.cluster.secrets.set('aws-secrets', {...there, uid: 'of the first', version: 9});
		expect((await applied(second.plan)).done.value.action).toBe('unchanged');
		const others = [
			{...there, data: {...there.data, AWS_SECRET_ACCESS_KEY: 'b3RoZXI='}},
			{...there, data: {...there.data, MORE: 'eA=='}},
			{...there, labels: createdFor('git-another').labels ?? {}},
		];
		for (const other of others) {
			const {plan, cluster} = await planned();
			cluster.secrets.set('aws-secrets', {...other, uid: 'other', version: 9});
			expect(await errorOf(applied(plan))).toMatchObject({code: 'PLAN_STALE'});
			expect(cluster.secrets.get('aws-secrets')?.version).toBe(9);
		}
	});

	it('F16: nothing to a Secret that was created after the plan was made', async () => {
		const {plan, cluster} = await planned();
		cluster.secrets.set('aws-secrets', {data: {K: 'eA=='}, uid: 'other', version: 9});
		expect(await errorOf(applied(plan))).toMatchObject({code: 'PLAN_STALE'});
		expect(cluster.secrets.get('aws-secrets')?.data).toEqual({K: 'eA=='});
	});
});
