// What the steps of a deploy are handed in a test: a selection, what the image is made from, an interview, and the work of `apply`.
import {memoryDatasets} from '../../src/kedro/datasets.ts';
import type {Connection} from '../../src/deploy/connection.ts';
import {newReadings} from '../../src/deploy/interview/readings.ts';
import type {Interview} from '../../src/deploy/interview/interview.ts';
import {type Chosen, planOf, type StepPlans} from '../../src/deploy/plan.ts';
import type {Selection} from '../../src/deploy/selection.ts';
import type {Work} from '../../src/deploy/step.ts';
import {newAttempt} from '../../src/kfp/start-run.ts';
import type {Dockerfile} from '../../src/image/dockerfile/dockerfile.ts';
import type {ImageSource} from '../../src/image/source.ts';
import {flagName} from '../../src/options/names.ts';
import type {OptionName, Options, Sourced} from '../../src/options/options.ts';
import {groupTasks} from '../../src/tasks/group-tasks.ts';
import type {Context} from '../../src/ui/context.ts';
import type {Ui} from '../../src/ui/ui.ts';
import type {KfpClient} from '../../src/kfp/client.ts';
import {identityOf} from './identity.ts';
import {testContext} from './context.ts';
import {facts, type FactOverrides, node} from './facts.ts';
import {contextOf} from './tree.ts';

/** A value as its flag sets it: `{image: flag('ghcr.io/acme/demo', '--image')}`. */
export const flag = <T>(value: T, source: string): Sourced<T> => ({value, source});

/** Two nodes, one after the other, each a task of its own, in the environment s3. */
export function selectionOf(given: FactOverrides = {}, chosen: Partial<Selection['chosen']> = {}): Selection {
	const nodes = [node('load: raw -> trips'), node('fit: trips -> model', {dependencies: ['load']})];
	const {project, pipeline} = facts({nodes, ...given});
	const all = {
		pipeline: {value: pipeline.name, source: 'default'},
		env: {value: project.environment, source: '--env'},
		groupBy: {value: 'node', source: 'default'},
		...chosen,
	};
	return {project, pipeline, graph: groupTasks(pipeline, all.groupBy.value, memoryDatasets(project)), chosen: all};
}

export const generated: Dockerfile = {
	path: null,
	text: 'FROM python:3.11\n',
	ignore: '',
	generated: ['Dockerfile', '.dockerignore'],
};

/** The files below `root`, as a build would send them. */
export async function sourceOf(root: string, more: Partial<Dockerfile> = {}): Promise<ImageSource> {
	const dockerfile: Dockerfile = {path: 'Dockerfile', text: 'FROM python:3.11\n', ignore: '', generated: [], ...more};
	return {dockerfile, context: await contextOf(root, dockerfile.ignore, {dockerfile}), platform: 'linux/amd64'};
}

export const interviewOf = (ui: Ui, more: Partial<Context> = {}): Interview => ({
	...testContext(ui, more),
	readings: newReadings(),
});

/** The work of `apply`. `results`: what the steps before brought, by their step. */
export function workOf(
	ui: Ui,
	results: readonly (readonly [step: object, value: unknown])[] = [],
	more: Partial<Work> = {},
): Work & {readonly changes: readonly string[]; readonly printed: () => string} {
	const changes: string[] = [];
	const known = new Map(results);
	return {
		...testContext(ui),
		attempt: newAttempt(),
		changes,
		changed: change => void changes.push(change),
		resultOf: <T>(step: object): T => {
			if (!known.has(step)) throw new Error('the test has no result of that step');
			return known.get(step) as T;
		},
		...more,
	};
}

/** An option for each of these: switches that were turned on. */
export const on = (...names: readonly OptionName[]): Options =>
	Object.fromEntries(names.map(name => [name, flag(true, flagName(name))]));

const rows = {changes: [], values: []};

/** A deploy that skips every step and writes its spec to a file, with these parts. */
export function chosenOf(
	given: Partial<Omit<Chosen, 'plan' | 'plans'>> & {readonly plans?: Partial<StepPlans>} = {},
): Chosen {
	const skip = {do: 'skip', reason: 'a test', ...rows} as const;
	const spec: StepPlans['spec'] = {
		do: 'write',
		to: {is: 'file', path: '/home/ada/demo/demo.yaml'},
		name: 'demo-s3',
		make: () => ({
			text: '',
			hash: '',
			name: 'demo-s3',
			tasks: 2,
			hasPlatform: false,
			outline: {tasks: [], platform: false},
		}),
		keep: async () => {},
		known: undefined,
		runInputs: {},
		...rows,
	};
	const parts = {
		options: {},
		selection: selectionOf(),
		identity: identityOf('git-0123456789ab', {by: 'history'}),
		connection: undefined,
		...given,
	};
	const plans: StepPlans = {
		rehearsal: skip,
		image: {do: 'use', image: 'ghcr.io/acme/demo:1', ...rows},
		secret: {...skip, secret: undefined},
		credentials: {...skip, secret: undefined},
		spec,
		upload: skip,
		run: skip,
		schedule: skip,
		...given.plans,
	};
	return {...parts, plans, plan: planOf({...parts, plans}), warnings: []};
}

/** A connection to the server of a client, without kubectl. */
export const connectionTo = (client: Pick<KfpClient, 'host'>, more: Partial<Connection> = {}): Connection => ({
	host: flag(client.host.href, '--host'),
	url: client.host,
	isForwarded: false,
	uiUrl: client.host,
	uiCommand: undefined,
	namespace: {value: 'kubeflow', source: 'default'},
	client: client as KfpClient,
	serviceAccount: undefined,
	cluster: undefined,
	context: undefined,
	values: [],
	...more,
});
