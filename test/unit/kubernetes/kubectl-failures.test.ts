// Errors for failed kubectl commands: conflicts, unknown output, timeouts.
import {describe, expect, it} from 'vitest';
import {kubectlFailure} from '../../../src/kubernetes/kubectl-failures.ts';
import {failedRequest} from '../../support/kubernetes.ts';

describe('a failure of kubectl', () => {
	const failureOf = (stderr: string, exitCode = 1) => kubectlFailure({exitCode, stdout: '', stderr}, failedRequest);

	it('every field and manager of several conflicts is listed', () => {
		const error = failureOf(
			'error: Apply failed with 3 conflicts: conflicts with "argocd" using v1:\n- .data.A\n- .metadata.labels.app.kubernetes.io/part-of\nconflicts with "flux":\n- .type\nPlease review the fields above',
		);
		expect(error.detail?.split('\n')).toEqual([
			'.data.A is managed by argocd',
			'.metadata.labels.app.kubernetes.io/part-of is managed by argocd',
			'.type is managed by flux',
		]);
	});

	it.each([
		[
			'error: unable to load root certificates: unable to parse bytes as PEM block',
			'kubectl cannot read the kubeconfig',
		],
		['unable to read client-cert /no/a b.pem for u due to open', 'The kubeconfig names the file /no/a b.pem, which'],
		[
			'error: host must be a URL or a host:port pair: "x:y"',
			`The server of context ${failedRequest.context} is not a valid`,
		],
	])('what is wrong in the kubeconfig is named: %s', (stderr, words) => {
		const error = failureOf(stderr);
		expect(error).toMatchObject({kind: 'usage', code: 'KUBECONFIG_UNREADABLE'});
		expect(error.message).toContain(words);
	});

	it('unknown output of kubectl is not shown', () => {
		const error = failureOf('error when applying patch:\n{"data":{"AWS_SECRET_ACCESS_KEY":"c2VjcmV0"}}', 3);
		expect(error).toMatchObject({kind: 'outside', code: 'KUBECTL_FAILED'});
		expect(JSON.stringify([error.message, error.detail, error.next])).not.toContain('c2VjcmV0');
	});

	it('a kubectl command that kfp-wizard ended is a timeout', () => {
		expect(failureOf('', 124)).toMatchObject({kind: 'outside', code: 'CLUSTER_TIMEOUT'});
	});
});
