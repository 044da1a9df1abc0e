// The Secret of a project: the printed command uses another one, adopts it, or writes it again, with all that was typed.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect} from 'vitest';
import {applySecret} from '../../../src/kubernetes/secret/secret.ts';
import {splitWords} from '../../../src/system/split-words.ts';
import {quote} from '../../../src/system/text.ts';
import {testContext} from '../../support/context.ts';
import {deployed, projectVariables} from '../../support/deployed.ts';
import {failure, scratch} from '../../support/scratch.ts';
import {unattendedUi} from '../../support/scripted-ui.ts';
import {typed} from '../../support/typed.ts';
import {identityOf} from '../../support/identity.ts';
import {createdFor, memoryCluster, type StoredSecret} from '../../support/memory-cluster.ts';
import {printed} from '../../support/printed.ts';
import {own, secretShell, type ShellOptions, wordsOf} from '../../support/secret-shell.ts';

const awsKeys = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
const byHand: StoredSecret = {data: {password: 'b2xk'}, managers: ['kubectl-create']};

/** A deploy to a cluster with this Secret, which fails. */
async function refused(code: string, secret: StoredSecret, more: ShellOptions = {}, flags = '') {
	const shell = secretShell({secrets: {'aws-secrets': secret}, ...more});
	const failed = await shell.deploy(flags);
	expect(failed.code).toBe(code);
	return {...shell, failed};
}

/** A printed command that names another Secret creates it, and leaves the first one as it is. */
async function usesAnother({type, failed, secrets}: Awaited<ReturnType<typeof refused>>): Promise<void> {
	const before = secrets.get('aws-secrets');
	const line = failed.next.find(command => command.includes(' --secret aws-secrets-2'));
	expect(await type(line), line).toMatchObject({outcome: {secret: {name: 'aws-secrets-2', action: 'created'}}});
	expect(secrets.get('aws-secrets')).toBe(before);
}

/** What the cluster answers to the write of the Secret aws-secrets. */
async function notWritten(code: string, stderr: string) {
	const shell = secretShell({secrets: {'aws-secrets': createdFor(own, ...awsKeys)}});
	shell.answers(words => (words[0] === 'apply' ? {stderr} : undefined));
	const failed = await shell.deploy();
	expect(failed.code).toBe(code);
	shell.answers(() => undefined);
	return {...shell, failed};
}

describe('the command that is printed for a Secret', () => {
	printed('SECRET_NOT_FOUND', 'lists the Secrets of the namespace', async () => {
		const {deploy, kubectl} = secretShell({secrets: {'of-admin': byHand}});
		const failed = await deploy(' --existing-secret --secret missing --namespace team-a');
		expect(failed.code).toBe('SECRET_NOT_FOUND');
		expect(splitWords(failed.next[0] ?? '')?.slice(3, 5)).toEqual(['--namespace', 'team-a']);
		const [name] = (await kubectl(failed.next[0])).stdout.split(' ');
		expect(await deploy(` --existing-secret --secret ${name}`)).toMatchObject({outcome: {secret: {name: 'of-admin'}}});
	});

	printed('SECRET_NOT_OURS', 'uses another Secret, uses this one as it is, or writes to it', async () => {
		const shell = await refused('SECRET_NOT_OURS', byHand);
		await usesAnother(shell);
		const [, existing, adopt] = shell.failed.next;
		expect(await shell.type(existing)).toMatchObject({outcome: {secret: {action: 'existing'}}});
		expect(shell.secrets.get('aws-secrets')).toMatchObject(byHand);
		expect(await shell.type(adopt)).toMatchObject({outcome: {secret: {name: 'aws-secrets', action: 'updated'}}});
	});

	printed('SECRET_NOT_OURS', 'continues the project that created it', async () => {
		const {type, failed} = await refused('SECRET_NOT_OURS', createdFor('git-other', ...awsKeys));
		const line = failed.next.find(command => command.includes('--project-id'));
		expect(await type(line)).toMatchObject({outcome: {secret: {name: 'aws-secrets', action: 'updated'}}});
	});

	printed('SECRET_UNKNOWN', 'uses it as it is, or writes to it in any case', async () => {
		const cluster = memoryCluster({forbidden: ['get'], secrets: {x: byHand}});
		const {code, next} = await failure(
			applySecret(cluster, {
				name: 'x',
				project: identityOf(own),
				values: {},
				version: '1',
				adopt: false,
				before: {state: 'unknown', reason: 'you may not'},
			}),
		);
		expect(code).toBe('SECRET_UNKNOWN');
		const {type, secrets} = secretShell({forbidden: ['get'], secrets: {'aws-secrets': byHand}});
		const [existing, adopt] = next.map(({command}) => `${command} --yes`);
		expect(await type(existing)).toMatchObject({outcome: {secret: {action: 'existing'}}});
		expect(secrets.get('aws-secrets')).toMatchObject(byHand);
		expect(await type(adopt)).toMatchObject({outcome: {secret: {action: 'updated'}}});
	});

	printed('SECRET_FORBIDDEN', 'uses one of an administrator, writes a file, or writes none', async () => {
		const cwd = await scratch();
		const {deploy, secrets} = secretShell({cwd, forbidden: ['create', 'patch']});
		const failed = await deploy();
		expect(failed.code).toBe('SECRET_FORBIDDEN');
		const [existing, file, none] = failed.next;
		expect(await deploy(` ${file?.replace('PATH', quote('-a $(b) ~.yaml'))}`)).toMatchObject({
			outcome: {secret: {action: 'written', file: join(cwd, '-a $(b) ~.yaml')}},
		});
		expect(await deploy(` ${none}`)).toMatchObject({exitCode: 0, outcome: {}});
		secrets.set('aws-secrets', {...byHand, uid: 'u', version: 1});
		expect(await deploy(` ${existing}`)).toMatchObject({outcome: {secret: {action: 'existing'}}});
	});

	printed('SECRET_CONFLICT', 'overwrites the fields of other tools, or uses another Secret', async () => {
		const conflict = 'error: Apply failed with 1 conflict: conflict with "argocd" using v1: .data.AWS_ACCESS_KEY_ID';
		const shell = await notWritten('SECRET_CONFLICT', conflict);
		await usesAnother(shell);
		shell.answers(words =>
			words[0] === 'apply' && !words.includes('--force-conflicts') ? {stderr: conflict} : undefined,
		);
		expect(await shell.type(shell.failed.next[0])).toMatchObject({outcome: {secret: {action: 'updated'}}});
	});

	printed('SECRET_WOULD_LOSE', 'uses another Secret, or keeps what was applied from a file', async () => {
		const applied = 'kubectl.kubernetes.io/last-applied-configuration';
		const fromFile = {...createdFor(own, 'password', ...awsKeys), annotations: {[applied]: '{}'}};
		const shell = await refused('SECRET_WOULD_LOSE', fromFile);
		await usesAnother(shell);
		const [, annotate] = shell.failed.next;
		expect(wordsOf(annotate)).toEqual(['annotate', 'secret', 'aws-secrets', `${applied}-`]);
		shell.secrets.set('aws-secrets', {...createdFor(own, 'password', ...awsKeys), uid: 'u', version: 9});
		expect(await shell.deploy()).toMatchObject({outcome: {secret: {action: 'updated'}}});
	});

	printed('SECRET_TYPE', 'uses another Secret', async () =>
		usesAnother(await refused('SECRET_TYPE', {...createdFor(own, ...awsKeys), type: 'kubernetes.io/tls'})),
	);
	printed('SECRET_DELETING', 'uses another Secret', async () =>
		usesAnother(await refused('SECRET_DELETING', {...createdFor(own, ...awsKeys), deleting: true})),
	);
	printed('SECRET_IMMUTABLE', 'uses another Secret', async () =>
		usesAnother(await notWritten('SECRET_IMMUTABLE', 'data: Forbidden: field is immutable when `immutable` is set')),
	);
	printed('SECRET_INVALID', 'uses another Secret', async () =>
		usesAnother(
			await notWritten('SECRET_INVALID', 'The Secret "aws-secrets" is invalid: metadata.labels: Invalid value'),
		),
	);

	printed('SECRET_TOO_LARGE', 'uses a Secret that is there', async () => {
		const {type, failed} = await notWritten('SECRET_TOO_LARGE', 'data: Too long: may not be more than 1048576 bytes');
		expect(await type(failed.next[0])).toMatchObject({outcome: {secret: {action: 'existing'}}});
	});

	printed('SECRET_CHANGED', 'reads and writes it again', async () => {
		const shell = secretShell();
		shell.meanwhile(() =>
			shell.answers(words => {
				if (words[0] !== 'apply') return undefined;
				shell.answers(() => undefined);
				return {exitCode: 0, stdout: 'uid u\nversion 1\ntype Opaque\nmanager argocd\n'};
			}),
		);
		const failed = await shell.deploy();
		expect(failed.code).toBe('SECRET_CHANGED');
		shell.meanwhile(() => {});
		expect(await shell.type(failed.next[0])).toMatchObject({outcome: {secret: {action: 'created'}}});
	});

	printed('PLAN_STALE', 'plans again', async () => {
		const shell = secretShell({secrets: {'aws-secrets': createdFor(own, ...awsKeys)}});
		shell.meanwhile(() => shell.secrets.set('aws-secrets', {...createdFor(own), uid: 'another', version: 9}));
		const failed = await shell.deploy();
		expect(failed.code).toBe('PLAN_STALE');
		shell.meanwhile(() => {});
		expect(await shell.type(failed.next[0])).toMatchObject({outcome: {secret: {action: 'updated'}}});
	});

	printed('SECRET_NAME', 'lists what can be removed', async () => {
		const {api, cwd} = await deployed();
		const type = (line: string | undefined) => {
			const context = testContext(unattendedUi().ui, {cwd, env: {PATH: '/nowhere'}});
			return typed(line ?? '', context, projectVariables);
		};
		const failed = await type(`teardown ${quote('secret/AWS $(x)')} --kfp-name tide-prod --host ${api.url} --yes`);
		expect(failed.code).toBe('SECRET_NAME');
		expect(await type(failed.next[0])).toMatchObject({exitCode: 0, outcome: {removed: []}});
		expect(api.state().versions, 'nothing is removed').toHaveLength(1);
	});

	printed('NOT_OUR_FILE', 'writes the Secret to another file', async () => {
		const cwd = await scratch();
		await writeFile(join(cwd, 'keys.yaml'), 'x: 1\n');
		const {deploy, type} = secretShell({cwd});
		const failed = await deploy(' --secret-file keys.yaml');
		expect(failed.code).toBe('NOT_OUR_FILE');
		const line = failed.next[0]?.replace('PATH', quote("it's $(x).yaml"));
		expect(await type(line)).toMatchObject({outcome: {secret: {file: join(cwd, "it's $(x).yaml")}}});
	});
});

describe('where a value looks like a secret, the printed command', () => {
	printed('SECRET_VALUE', 'takes the variable from a Secret, and does not have its value', async () => {
		const {deploy, type, kubectl, answers} = secretShell({secrets: {db: byHand}});
		const failed = await deploy(' --env-var DB_PASSWORD=hunter2xyz --env-var A=1 --secret keys --namespace team-a');
		expect(failed.code).toBe('SECRET_VALUE');
		expect(failed.next.join()).not.toContain('hunter2');
		answers(words => (words[0] === 'create' ? {exitCode: 0, stdout: words.join(' ')} : undefined));
		expect((await kubectl(failed.next[0])).stdout).toBe('create secret generic NAME --from-env-file=FILE');
		const line = failed.next[1]?.replace('NAME', 'db') ?? '';
		expect(splitWords(line)).toContain('A=1');
		expect(await type(line)).toMatchObject({outcome: {secret: {name: 'db', action: 'existing'}}});
	});

	printed('BAD_VALUE', 'has no value that looks like a secret', async () => {
		const {deploy} = secretShell();
		for (const flag of ['--env-var', '--param']) {
			const failed = await deploy(` ${flag} foo ${flag} DB_PASSWORD=hunter2xyz ${flag} a=1`);
			expect(failed.code).toBe('BAD_VALUE');
			expect(failed.next.join()).toContain('a=1');
			expect(failed.next.join()).not.toContain('hunter2');
		}
	});

	printed('SECRET_VALUE', 'gives credentials to the tasks, and does not have the parameter', async () => {
		const {deploy, type} = secretShell();
		const secrets = [
			'--param db.password=hunter2xyz',
			`--param 'db={user: a, password: hunter2xyz}'`,
			'--expose-param db.password',
		];
		for (const secret of secrets) {
			const failed = await deploy(` ${secret} --param a=1`);
			expect(failed.code, secret).toBe('SECRET_VALUE');
			expect(failed.next.join()).not.toMatch(/hunter2|password/);
			const line = failed.next[0]?.replace('NAME', 'of-datasets') ?? '';
			expect(splitWords(line)).toContain('a=1');
			expect(await type(line)).toMatchObject({exitCode: 0});
		}
	});
});
