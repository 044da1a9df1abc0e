// How long kubectl may take to read a log.
import {expect, it} from 'vitest';
import type {Cluster} from '../../../src/kubernetes/kubectl.ts';
import type {KubectlOptions} from '../../../src/kubernetes/program.ts';
import {lastLines, readLog} from '../../../src/kubernetes/logs.ts';

it('a whole log may take minutes to read, its last lines only as long as any other answer', async () => {
	const given: KubectlOptions[] = [];
	const cluster: Cluster = {
		context: 'bed',
		server: 'https://10.200.0.1:6443',
		namespace: 'kubeflow',
		run: async (_, options = {}) => {
			given.push(options);
			await options.onOutput?.('first\u001B[1m\r');
			return {exitCode: 0, stdout: '', stderr: ''};
		},
		attach: () => {
			throw new Error('reading a log needs no attached kubectl');
		},
		inNamespace: () => cluster,
	};
	expect(await lastLines(cluster, {pod: 'p', tail: 5})).toHaveLength(1);
	expect(await readLog(cluster, {pod: 'p'}, () => {})).toBe(true);
	expect(given.map(({timeout}) => timeout)).toEqual([undefined, 600_000]);
});
