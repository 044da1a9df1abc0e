// Which contexts look like production.
import {describe, expect, it} from 'vitest';
import {looksLikeProduction} from '../../../src/kubernetes/kubeconfig.ts';

describe('looksLikeProduction', () => {
	it.each([
		'prod',
		'prod-eu',
		'my_production',
		'arn:aws:eks:eu-west-1:1:cluster/prod1',
		'gke_acme_europe_live',
		'acmeProd',
	])('the context %s looks like production', name => expect(looksLikeProduction(name)).toBe(true));
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
