// Contexts of a kubeconfig: parsing, choosing one, and which look like production.
import {describe, expect, it} from 'vitest';
import {
	chooseContext,
	type KubeContexts,
	looksLikeProduction,
	parseContexts,
} from '../../../src/kubernetes/kubeconfig.ts';

describe('looksLikeProduction', () => {
	it.each([
		'prod',
		'prod-eu',
		'my_production',
		'arn:aws:eks:eu-west-1:1:cluster/prod1',
		'gke_acme_europe_live',
		'acmeProd',
	])('B41: the context %s looks like production', name => expect(looksLikeProduction(name)).toBe(true));
	it.each([
		'kind-dev',
		'preprod',
		'pre-prod',
		'non-prod',
		'nonprod',
		'products',
		'minikube',
		'reproduction',
		'delivery',
	])('the context %s does not look like production', name => expect(looksLikeProduction(name)).toBe(false));
});

describe('parseContexts', () => {
	const parse = (config: unknown): KubeContexts =>
		parseContexts({exitCode: 0, stdout: JSON.stringify(config), stderr: ''});

	it('contexts get the address of their cluster without user information', () => {
		expect(
			parse({
				'current-context': 'a',
				contexts: [
					{name: 'a', context: {cluster: 'c'}},
					{name: 'b', context: null},
				],
				clusters: [{name: 'c', cluster: {server: 'https://me:pw@k8s.example.com:6443'}}],
			}),
		).toEqual({
			current: 'a',
			all: [
				{name: 'a', cluster: 'c', server: 'https://k8s.example.com:6443'},
				{name: 'b', cluster: '', server: undefined},
			],
		});
	});

	it('B39: an empty kubeconfig has no contexts', () => {
		expect(parse({contexts: null, clusters: null})).toEqual({current: undefined, all: []});
	});

	it('a failed command and an invalid answer are errors', () => {
		for (const result of [
			{exitCode: 1, stdout: '', stderr: 'error: error loading config file "/x"'},
			{exitCode: 0, stdout: 'not JSON', stderr: ''},
		]) {
			expect(() => parseContexts(result)).toThrow(expect.objectContaining({code: 'KUBECONFIG_UNREADABLE'}));
		}
	});
});

describe('chooseContext', () => {
	const contexts = (current: string | undefined, ...names: readonly string[]): KubeContexts => ({
		current,
		all: names.map(name => ({name, cluster: 'c', server: name === 'bare' ? undefined : `https://${name}`})),
	});

	it('a named context wins over the current one, and the current one over the only one', () => {
		expect(chooseContext(contexts('a', 'a', 'b'), 'b', undefined)).toEqual({name: 'b', server: 'https://b'});
		expect(chooseContext(contexts('a', 'a', 'b'), undefined, undefined).name).toBe('a');
		expect(chooseContext(contexts(undefined, 'only'), undefined, undefined).name).toBe('only');
	});

	it.each([
		['KUBECONFIG_EMPTY', contexts(undefined), undefined, 'The kubeconfig has no context (/k)'],
		['CONTEXT_NOT_CHOSEN', contexts(undefined, 'a', 'b'), undefined, 'has 2 contexts and none of them is current'],
		['CONTEXT_UNKNOWN', contexts('a', 'a', 'staging'), 'stagin', 'no context stagin; did you mean staging?'],
		['CONTEXT_UNKNOWN', contexts('gone', 'a'), undefined, 'The current context gone is not in the kubeconfig'],
		['CONTEXT_WITHOUT_CLUSTER', contexts('bare', 'bare'), undefined, 'refers to a cluster that is not'],
	])('B39: the error %s has its cause', (code, available, named, message) => {
		const choose = (): unknown => chooseContext(available, named, '/k');
		expect(choose).toThrow(expect.objectContaining({kind: 'usage', code}));
		expect(choose).toThrow(message);
	});
});
