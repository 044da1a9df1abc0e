// A log that breaks off while its pod and its run go on.
import {expect, it} from 'vitest';
import {followLogs} from '../../../../src/commands/logs/follow-logs.ts';
import type {FollowedRun} from '../../../../src/follow/read-run.ts';
import {viewRun} from '../../../../src/follow/run-view.ts';
import type {Cluster} from '../../../../src/kubernetes/kubectl.ts';
import {podOf} from '../../../support/cluster-kubectl.ts';
import {deployed} from '../../../support/deployed.ts';

it('F26: is followed again, with one note, from shortly before its last line', async () => {
	const {api, client, start} = await deployed();
	const {run_id} = await start('day');
	api.finishRun(run_id, 'RUNNING');
	const run = await client.getRun(run_id);
	if (run === undefined) throw new Error('there is no run');
	const asked: string[] = [];
	const attempts = ['one', undefined, 'two'];
	const cluster: Cluster = {
		context: 'bed',
		server: 'https://cluster.test',
		namespace: 'kubeflow',
		run: async (args, options = {}) => {
			if (args[0] !== 'logs')
				return {exitCode: 0, stdout: JSON.stringify({items: [podOf('clean', 'Running', {running: {}})]}), stderr: ''};
			asked.push(args.find(word => word.startsWith('--since')) ?? 'all');
			const line = attempts[asked.length - 1];
			if (line !== undefined) await options.onOutput?.(line);
			if (line !== 'two') return {exitCode: 1, stdout: '', stderr: 'error: unexpected EOF'};
			api.finishRun(run_id, 'SUCCEEDED');
			return {exitCode: 0, stdout: '', stderr: ''};
		},
		attach: () => {
			throw new Error('nothing is attached');
		},
		inNamespace: () => cluster,
	};
	const view = viewRun(run, [], [{task: 'clean', title: 'clean', nodes: ['clean'], dependsOn: []}], undefined);
	const lines: string[] = [];
	const notes: string[] = [];
	await followLogs({client, cluster, run} as unknown as FollowedRun, view, view.tasks, {
		raw: true,
		previous: false,
		since: undefined,
		write: (_, __, line) => void lines.push(line),
		note: message => void notes.push(message),
		signal: new AbortController().signal,
		every: 5,
	});
	expect(lines).toEqual(['one', 'two']);
	expect(asked).toEqual(['all', expect.stringMatching(/^--since=1\ds$/), expect.stringMatching(/^--since=1\ds$/)]);
	expect(notes).toEqual([expect.stringContaining('Its log is followed again; some lines may come twice')]);
});
