// Finding kubectl and choosing a cluster, with the real kubectl and kubeconfigs of every kind.
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {type ClusterOptions, listContexts, openCluster} from '../../../src/kubernetes/kubectl.ts';
import {bed as testBed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {environment, useKubernetes} from './bed.ts';
import {errorOf} from '../../support/error-of.ts';
import {kubeconfigText} from '../../support/kubernetes.ts';

let folder = '';

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-test-'));
});

afterAll(async () => rm(folder, {recursive: true, force: true}));

async function file(name: string, content: string): Promise<string> {
	const path = join(folder, name);
	await writeFile(path, content);
	return path;
}

describeWith(await testBed.kubectl(), 'a cluster', () => {
	const open = async (kubeconfig: string, more: Partial<ClusterOptions> = {}) =>
		openCluster({
			namespace: 'ns',
			cache: false,
			yes: true,
			env: {...environment(folder), KUBECONFIG: kubeconfig},
			...more,
		});

	it('the cluster of the current context is used, and its address has no user information', async () => {
		const cluster = await open(await file('current', kubeconfigText({contexts: ['a', 'b'], current: 'b'})));
		expect(cluster).toMatchObject({context: 'b', server: 'https://k8s.example.com:6443', namespace: 'ns'});
	});

	it('the only context is used when none is current, and a named context always', async () => {
		expect((await open(await file('one', kubeconfigText({contexts: ['only']})))).context).toBe('only');
		const two = await file('two', kubeconfigText({contexts: ['a', 'b'], current: 'a'}));
		expect((await open(two, {context: 'b'})).context).toBe('b');
	});

	it.each([
		['with spaces', 'my cluster'],
		['of EKS', 'arn:aws:eks:eu-west-1:123456789012:cluster/data'],
		['with @ and an emoji', 'kubernetes-admin@home 🚀'],
	])('B40: a context name %s is one argument of kubectl', async (_, name) => {
		const cluster = await open(await file('odd', kubeconfigText({contexts: [name, 'other']})), {context: name});
		expect(cluster.context).toBe(name);
		const view = await cluster.run(['config', 'view', '--minify', '-o', 'jsonpath={.contexts[0].name}']);
		expect(view).toMatchObject({exitCode: 0, stdout: name});
	});

	it('B39: a kubeconfig of several files is read as one', async () => {
		const files = [
			await file('first', kubeconfigText({contexts: ['a'], current: 'a'})),
			await file('second', kubeconfigText({contexts: ['b']})),
		];
		const {current, all} = await listContexts({env: {...environment(folder), KUBECONFIG: files.join(delimiter)}});
		expect(current).toBe('a');
		expect(all.map(({name}) => name)).toEqual(['a', 'b']);
	});

	const cases: readonly [string, string | undefined, Partial<ClusterOptions>, string, RegExp][] = [
		['no file', undefined, {}, 'KUBECONFIG_EMPTY', /The kubeconfig has no context/],
		['an empty file', '', {}, 'KUBECONFIG_EMPTY', /The kubeconfig has no context/],
		['no contexts', kubeconfigText({}), {}, 'KUBECONFIG_EMPTY', /The kubeconfig has no context/],
		[
			'none of several current',
			kubeconfigText({contexts: ['a', 'b']}),
			{},
			'CONTEXT_NOT_CHOSEN',
			/2 contexts and none of them is current/,
		],
		[
			'a current one that dangles',
			kubeconfigText({contexts: ['dev'], current: 'gone'}),
			{},
			'CONTEXT_UNKNOWN',
			/current context gone is not/,
		],
		[
			'a mistyped name',
			kubeconfigText({contexts: ['staging', 'dev']}),
			{context: 'stagin'},
			'CONTEXT_UNKNOWN',
			/did you mean staging\?/,
		],
		[
			'a context without its cluster',
			kubeconfigText({contexts: ['a'], clusters: []}),
			{},
			'CONTEXT_WITHOUT_CLUSTER',
			/not in the kubeconfig/,
		],
		['broken YAML', 'a: [', {}, 'KUBECONFIG_UNREADABLE', /cannot read the kubeconfig/],
		[
			'production that was not named',
			kubeconfigText({contexts: ['prod-eu'], current: 'prod-eu'}),
			{},
			'CONTEXT_PRODUCTION',
			/looks like production/,
		],
	];

	it.each(cases)('B39: a cluster is refused for %s', async (title, content, more, code, message) => {
		const name = `case-${title.replaceAll(' ', '-')}`;
		const path = content === undefined ? join(folder, name) : await file(name, content);
		const error = await errorOf(open(path, more));
		expect(error).toMatchObject({kind: 'usage', code, message: expect.stringMatching(message) as string});
		expect(JSON.stringify(error)).not.toContain('very-secret-token');
	});

	it('B41: a production context is used when it is named, or when the user confirms the plan', async () => {
		const path = await file('prod', kubeconfigText({contexts: ['prod-eu'], current: 'prod-eu'}));
		expect((await open(path, {context: 'prod-eu'})).context).toBe('prod-eu');
		expect((await open(path, {yes: false})).context).toBe('prod-eu');
	});

	it('F17: a cluster stays the same when the current context is switched', async () => {
		const path = await file('switch', kubeconfigText({contexts: ['a', 'b'], current: 'a'}));
		const cluster = await open(path);
		await writeFile(path, kubeconfigText({contexts: ['a', 'b'], current: 'b'}));
		const {stdout} = await cluster.run(['config', 'view', '--minify', '-o', 'jsonpath={.contexts[0].name}']);
		expect(stdout).toBe('a');
	});
});

describeWith(await testBed.kubectl(), 'a cluster that answers', () => {
	const bed = useKubernetes();

	it('kubectl uses the given namespace', async () => {
		const cluster = await bed.open(undefined, {namespace: 'default'});
		await cluster.run(['get', 'secrets']);
		expect(bed.api.requests().at(-1)?.path).toMatch(/^\/api\/v1\/namespaces\/default\/secrets/);
	});

	it('a kubectl command ends after its timeout', async () => {
		const cluster = await bed.open();
		await bed.api.stop();
		const result = await cluster.run(['get', 'secrets'], {timeout: 1});
		expect(result.exitCode).toBe(124);
	});

	it('a kubectl command ends when the signal fires', async () => {
		const path = await bed.api.kubeconfig(bed.folder);
		const stop = new AbortController();
		const env = {...environment(bed.folder), KUBECONFIG: path};
		const cluster = await openCluster({namespace: 'kubeflow', cache: false, yes: true, env, signal: stop.signal});
		stop.abort();
		expect(await errorOf(cluster.run(['get', 'secrets']))).toMatchObject({kind: 'cancelled'});
	});
});
