// The error for each recorded failure of kubectl against real servers.
import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import * as z from 'zod';
import {kubectlFailure} from '../../../src/kubernetes/kubectl-failures.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {failedRequest} from '../../support/kubernetes.ts';

/** Recording (kubectl 1.32; the other versions are held against the same) -> code and kind. */
const expected: Readonly<Record<string, readonly [code: string, kind: string]>> = {
	'ssa-conflict-other-manager': ['SECRET_CONFLICT', 'usage'],
	'ssa-resourceversion-stale': ['PLAN_STALE', 'failed'],
	'ssa-uid-wrong': ['PLAN_STALE', 'failed'],
	'ssa-uid-on-missing': ['PLAN_STALE', 'failed'],
	'delete-raw-wrong-uid': ['PLAN_STALE', 'failed'],
	'delete-raw-wrong-rv': ['PLAN_STALE', 'failed'],
	'ssa-immutable-change': ['SECRET_IMMUTABLE', 'usage'],
	'ssa-type-change-force': ['SECRET_TYPE', 'usage'],
	'ssa-too-large': ['SECRET_TOO_LARGE', 'usage'],
	'ssa-too-large-3mib': ['SECRET_TOO_LARGE', 'usage'],
	'ssa-invalid-name': ['SECRET_INVALID', 'usage'],
	'ssa-invalid-base64': ['SECRET_INVALID', 'usage'],
	'ssa-data-number': ['SECRET_INVALID', 'usage'],
	'ssa-namespace-missing': ['NAMESPACE_MISSING', 'usage'],
	'ssa-namespace-terminating': ['NAMESPACE_TERMINATING', 'outside'],
	'ssa-forbidden-data-scientist': ['FORBIDDEN', 'denied'],
	'get-nodes-forbidden': ['FORBIDDEN', 'denied'],
	'unknown-context': ['CONTEXT_UNKNOWN', 'usage'],
	'kubeconfig-malformed-yaml': ['KUBECONFIG_UNREADABLE', 'usage'],
	'kubeconfig-wrong-type': ['KUBECONFIG_UNREADABLE', 'usage'],
	'kubeconfig-binary': ['KUBECONFIG_UNREADABLE', 'usage'],
	'kubeconfig-bad-cert-data': ['KUBECONFIG_UNREADABLE', 'usage'],
	'kubeconfig-unreadable-directory': ['KUBECONFIG_UNREADABLE', 'usage'],
	'server-down': ['CLUSTER_REFUSED', 'outside'],
	'server-down-apply': ['CLUSTER_REFUSED', 'outside'],
	'server-down-can-i': ['CLUSTER_REFUSED', 'outside'],
	'wrong-ca': ['CLUSTER_TLS', 'outside'],
	'wrong-ca-apply': ['CLUSTER_TLS', 'outside'],
	'name-mismatch-ip': ['CLUSTER_TLS', 'outside'],
	'expired-client-cert': ['UNAUTHORIZED', 'denied'],
	'expired-client-cert-apply': ['UNAUTHORIZED', 'denied'],
	'wrong-client-cert': ['UNAUTHORIZED', 'denied'],
	'token-invalid': ['UNAUTHORIZED', 'denied'],
	anonymous: ['UNAUTHORIZED', 'denied'],
	'dns-failure': ['CLUSTER_NOT_FOUND', 'outside'],
	'http-to-https': ['NOT_A_CLUSTER', 'outside'],
	'proxy-refused': ['CLUSTER_REFUSED', 'outside'],
	'timeout-tls-never-answers': ['CLUSTER_TIMEOUT', 'outside'],
	'timeout-apply': ['CLUSTER_TIMEOUT', 'outside'],
	'timeout-can-i': ['CLUSTER_TIMEOUT', 'outside'],
	'connection-closed': ['CLUSTER_REFUSED', 'outside'],
	'lb-502': ['CLUSTER_BUSY', 'outside'],
	'lb-502-apply': ['CLUSTER_BUSY', 'outside'],
	'lb-503': ['CLUSTER_BUSY', 'outside'],
	'login-page-200': ['NOT_A_CLUSTER', 'outside'],
	'exec-missing-binary': ['LOGIN_PLUGIN_MISSING', 'outside'],
	'exec-missing-binary-hint': ['LOGIN_PLUGIN_MISSING', 'outside'],
	'exec-fails-255': ['LOGIN_PLUGIN_FAILED', 'denied'],
	'exec-fails-255-apply': ['LOGIN_PLUGIN_FAILED', 'denied'],
	'exec-bad-output': ['LOGIN_PLUGIN_FAILED', 'denied'],
	'exec-v1alpha1': ['LOGIN_PLUGIN_FAILED', 'denied'],
	'exec-interactive-always-stdin-apply': ['LOGIN_NEEDS_TERMINAL', 'denied'],
	'exec-interactive-always-no-tty': ['LOGIN_NEEDS_TERMINAL', 'denied'],
	'auth-provider-removed': ['LOGIN_PLUGIN_FAILED', 'denied'],
	'create-secret-quota-exceeded': ['QUOTA_EXCEEDED', 'outside'],
};

const Recording = z.object({name: z.string(), exitCode: z.number(), stdout: z.string(), stderr: z.string()});

describeWith(await bed.recordings(), 'recorded output of kubectl', root => {
	it('B42, F13: every recorded failure of kubectl 1.27, 1.32 and 1.35 becomes the right error', async () => {
		const folders = ['.', 'stage2', 'by-version/1.27', 'by-version/1.35'].map(folder =>
			join(root, 'kubernetes', folder),
		);
		const seen = new Map<string, number>();
		const wrong: string[] = [];
		for (const folder of folders) {
			for (const file of (await readdir(folder)).filter(each => each.endsWith('.json'))) {
				const parsed = Recording.safeParse(JSON.parse(await readFile(join(folder, file), 'utf8')));
				const want = parsed.success ? expected[parsed.data.name] : undefined;
				if (!parsed.success || want === undefined) continue;
				const {name} = parsed.data;
				seen.set(name, (seen.get(name) ?? 0) + 1);
				const error = kubectlFailure(parsed.data, failedRequest);
				if (error.code !== want[0] || error.kind !== want[1])
					wrong.push(`${folder} ${name}: ${error.code} ${error.kind}`);
				expect(error.message + (error.detail ?? ''), name).not.toMatch(
					/validate=false|memcache|force-conflicts|undefined|\{/,
				);
			}
		}
		expect(wrong).toEqual([]);
		expect(
			Object.keys(expected).filter(name => !seen.has(name)),
			'recordings that are gone',
		).toEqual([]);
		console.log(
			`kubectl failures: ${[...seen.values()].reduce((sum, each) => sum + each, 0)} recordings of ${seen.size} kinds`,
		);
	});
});
