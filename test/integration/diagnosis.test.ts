// The causes, held against recorded pods with their events, whole runs and Workflows: the right one, and none where nothing is wrong.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {expect, it} from 'vitest';
import {diagnose} from '../../src/follow/diagnosis/diagnose.ts';
import {parseEvents} from '../../src/kubernetes/events.ts';
import {parsePod} from '../../src/kubernetes/pods.ts';
import {parseWorkflow} from '../../src/kubernetes/workflows.ts';
import {bed} from '../bed/bed.ts';
import {describeWith} from '../bed/part.ts';

const surroundings = {
	part: 'executor',
	run: '0f3c9a12',
	namespace: 'kubeflow',
	context: 'bed',
	environment: 'prod',
	node: 'train',
	log: [],
} as const;

/** By the names of the recordings, without what a pull and its back-off have in common. */
const expected: Readonly<Record<string, string | undefined>> = {
	'config-error-configmap-missing': 'missing-secret',
	'config-error-envfrom-missing': 'missing-secret',
	'config-error-run-as-non-root': 'runs-as-root',
	'config-error-secret-key-missing': 'missing-secret',
	'config-error-secret-missing': 'missing-secret',
	'deadline-exceeded': 'deadline',
	'err-image-never-pull': 'image-not-loaded',
	'denied-403': 'image-unauthorized',
	'dockerhub-no-network': 'registry-unreachable',
	'no-match-for-platform': 'image-platform',
	'private-basic-ecr-like': 'image-unauthorized',
	'private-token': 'image-unauthorized',
	'rate-limit-429': 'registry-unreachable',
	refused: 'registry-unreachable',
	'registry-500': 'registry-unreachable',
	'repo-missing': 'image-not-found',
	'tag-missing': 'image-not-found',
	unresolvable: 'registry-unreachable',
	'evicted-emptydir-size-limit': 'evicted',
	'evicted-ephemeral-storage-limit': 'evicted',
	'exit-137-killed-not-oom': 'killed',
	'exit-139-segv': 'killed',
	'exit-143-sigterm': 'killed',
	'failed-create-pod-sandbox': 'pod-not-started',
	'host-path-missing': 'volume',
	'init-error': 'driver-failed',
	'invalid-image-name-https': 'image-name',
	'invalid-image-name': 'image-name',
	'job-limitrange': 'quota',
	'job-podsecurity': 'pod-refused',
	'job-quota-exceeded': 'quota',
	'oom-killed-child': 'out-of-memory',
	'oom-killed': 'out-of-memory',
	'pvc-missing': 'volume',
	'secret-volume-missing': 'missing-secret',
	'start-error-command-not-found': 'command-not-found',
	'start-error-permission-denied': 'command-not-found',
	'start-error-workdir': 'command-not-found',
	'unschedulable-arch': 'unschedulable',
	'unschedulable-cpu': 'unschedulable',
	'unschedulable-gpu': 'unschedulable',
	'unschedulable-memory': 'unschedulable',
	'unschedulable-node-selector': 'unschedulable',
	// In a pod of KFP the launcher says it in the log, which these pods do not have.
	'exec-format-error-arm64': undefined,
};

const read = (path: string): Record<string, unknown> =>
	JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;

describeWith(await bed.recordings(), 'diagnose, against recordings', recordings => {
	const folder = join(recordings, 'kubernetes', 'pods');
	for (const file of readdirSync(folder)) {
		const name = basename(file, '.json');
		it(`F24, F25: finds the cause of ${name}`, () => {
			const {pod, events} = read(join(folder, file));
			const parsed = parsePod(pod);
			const warnings = parseEvents(events).filter(({type}) => type === 'Warning');
			const found = diagnose({
				...surroundings,
				pods: parsed === undefined ? [] : [parsed],
				messages: warnings.map(({message}) => message),
			});
			expect(found?.cause).toBe(expected[name.replace(/^(?:err-image-pull|image-pull-back-off)-/, '')]);
			if (found === undefined) return;
			// One sentence that says something, and a fix that can be followed.
			expect(found.message).toMatch(/^\S.{20,}/);
			expect(found.message).not.toMatch(/undefined|\n/);
			expect(found.fix.length).toBeGreaterThan(0);
			for (const line of found.fix) expect(line).not.toMatch(/undefined|\n/);
		});
	}

	it.each([
		['fail-exit1', undefined],
		['fail-oom', 'out-of-memory'],
		['fail-no-such-command', 'command-not-found'],
		['fail-no-command', 'command-not-found'],
		['fail-image-pull', 'registry-unreachable'],
		['fail-image-name', 'image-name'],
		['fail-secret-key', 'missing-secret'],
		['fail-secret-missing', 'missing-secret'],
		['fail-unschedulable', 'unschedulable'],
	])('F24, F25: finds why the run %s does not succeed', (run, cause) => {
		const all = read(join(recordings, 'runs', run, 'pods.json')) as unknown as readonly unknown[];
		const pods = all.map(pod => parsePod(pod)).filter(pod => pod !== undefined);
		const logs = Object.entries(read(join(recordings, 'runs', run, 'logs.json'))) as [string, {out: string}][];
		const of = (task: string) => pods.filter(({node}) => node.includes(`.${task}(0).executor`));
		const log = logs.find(([key]) => key.includes('.bad(0).executor') && key.endsWith('-c main'))?.[1].out ?? '';
		const found = diagnose({...surroundings, pods: of('bad'), messages: [], log: log.split('\n')});
		expect(found?.cause).toBe(cause);
		for (const pod of pods.filter(({phase}) => phase === 'Succeeded'))
			expect(diagnose({...surroundings, pods: [pod], messages: []})).toBeUndefined();
	});

	it.each([
		['command-not-found', 'command-not-found'],
		['deadline', 'deadline'],
		['exec-format-error', 'exec-format'],
		['first-step-fails-rest-omitted', undefined],
		['image-unresolvable', 'registry-unreachable'],
		['invalid-image-name', 'image-name'],
		['limitrange-pod-refused', 'pod-refused'],
		['oom', 'out-of-memory'],
		['sa-missing', 'pod-refused'],
		['sa-without-rights', 'service-account'],
		['secret-missing', 'missing-secret'],
		['unschedulable', 'unschedulable'],
	])('F24, F25: finds the cause in the Workflow %s alone', (file, cause) => {
		const {workflow} = read(join(recordings, 'kubernetes', 'argo', `${file}.json`));
		const nodes = parseWorkflow(workflow)?.nodes ?? [];
		expect(nodes.length).toBeGreaterThan(0);
		const messages = nodes.filter(({phase}) => phase !== 'Omitted').map(({message}) => message);
		expect(diagnose({...surroundings, pods: [], messages})?.cause).toBe(cause);
	});

	it('the Workflow names the artifact that the output of each task is stored in', () => {
		const [workflow] = read(join(recordings, 'runs', 'tide', 'workflow.json')) as unknown as readonly unknown[];
		const uris = new Set((parseWorkflow(workflow)?.nodes ?? []).flatMap(({logUri}) => logUri ?? []));
		expect(uris.size).toBe(11);
		for (const uri of uris)
			expect(uri).toMatch(/^minio:\/\/mlpipeline\/v2\/artifacts\/tide-tables\/.*\/executor-logs$/);
	});

	it('names the bucket that is missing for drivers', () => {
		const path = join(recordings, 'runs', '_error-bucket-missing-9-attempts', 'workflow.json');
		expect(existsSync(path)).toBe(true);
		const [workflow] = read(path)['items'] as readonly unknown[];
		const messages = (parseWorkflow(workflow)?.nodes ?? []).map(({message}) => message);
		const found = diagnose({...surroundings, part: 'driver', pods: [], messages});
		expect(found).toMatchObject({cause: 'storage', message: "The bucket for Kubeflow's artifacts does not exist"});
	});
});
