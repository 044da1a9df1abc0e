// Hosts as users type them, and links to the UI.
import {describe, expect, it} from 'vitest';
import {apiUrl, isNear, parseHost, uiLink} from '../../../src/kfp/endpoint.ts';
import {WizardError} from '../../../src/system/errors.ts';

describe('a host as typed', () => {
	it.each([
		['localhost:8888', 'http://localhost:8888'],
		['  http://localhost:8888/ ', 'http://localhost:8888'],
		['ml-pipeline.kubeflow:8888', 'http://ml-pipeline.kubeflow:8888'],
		['127.0.0.1:8888', 'http://127.0.0.1:8888'],
		['[::1]:8888', 'http://[::1]:8888'],
		['https://kf.example.com/pipeline/', 'https://kf.example.com/pipeline'],
		['https://kf.example.com/pipeline///', 'https://kf.example.com/pipeline'],
		['https://kf.example.com/pipeline/#/runs/details/42', 'https://kf.example.com/pipeline'],
		['https://kf.example.com/_/pipeline/?ns=me#/pipelines', 'https://kf.example.com/pipeline'],
		['http://localhost:8080/#/pipelines', 'http://localhost:8080'],
		['http://localhost:8888/apis/v2beta1/healthz', 'http://localhost:8888'],
		['http://localhost:8888/apis', 'http://localhost:8888'],
		[
			'https://k8s:6443/api/v1/namespaces/kubeflow/services/ml-pipeline:http/proxy/',
			'https://k8s:6443/api/v1/namespaces/kubeflow/services/ml-pipeline:http/proxy',
		],
		['HTTPS://KF.Example.com', 'https://kf.example.com'],
	])('B43: the host %s is read as %s', (typed, expected) => {
		expect(apiUrl(parseHost(typed), '')).toBe(expected);
		expect(apiUrl(parseHost(parseHost(typed).href), '')).toBe(expected);
	});

	it.each([
		['', 'HOST_NOT_A_URL'],
		['::1', 'HOST_NOT_A_URL'],
		['http://', 'HOST_NOT_A_URL'],
		['localhost:99999', 'HOST_NOT_A_URL'],
		['ftp://localhost', 'HOST_SCHEME'],
		['file:///etc/passwd', 'HOST_SCHEME'],
		['http://user:hunter2@localhost:8888', 'HOST_USER_INFO'],
		['user:hunter2@localhost', 'HOST_USER_INFO'],
		['http://user:hunter2@', 'HOST_NOT_A_URL'],
	])('B43: the host %j is refused, and the message contains no password', (typed, code) => {
		let error: unknown;
		try {
			parseHost(typed);
		} catch (thrown) {
			error = thrown;
		}
		expect(error).toBeInstanceOf(WizardError);
		expect(error).toMatchObject({kind: 'usage', code});
		expect(String(error)).toContain('--host');
		expect(JSON.stringify(error) + String(error)).not.toContain('hunter2');
	});

	it('links to pages of the UI are built from the host', () => {
		expect(uiLink(parseHost('localhost:8080'), '/runs/details/42')).toBe('http://localhost:8080/#/runs/details/42');
		expect(uiLink(parseHost('https://kf.example.com/pipeline'), 'runs/details/42')).toBe(
			'https://kf.example.com/pipeline/#/runs/details/42',
		);
	});

	it.each([
		['http://localhost:1', true],
		['http://127.8.9.1:1', true],
		['http://[::1]:1', true],
		['http://ml-pipeline.kubeflow.svc.cluster.local:8888', true],
		['http://kf.example.com', false],
		['http://localhost.example.com', false],
	])('requests to %s stay near: %s', (host, near) => {
		expect(isNear(new URL(host))).toBe(near);
	});
});
