// Spec inputs for tests: small pipelines by hand, random ones from a seed.
import type {KedroNode, Pipeline} from '../../src/schema/project.ts';
import type {SpecInput} from '../../src/pipeline-spec/spec-input.ts';
import {oneTaskPerNode} from '../../src/tasks/build-graph.ts';
import {shuffled} from './random.ts';

export function node(name: string, dependencies: readonly string[] = []): KedroNode {
	return {
		name,
		named: true,
		namespace: null,
		tags: [],
		inputs: [],
		outputs: [],
		confirms: [],
		function: 'package.nodes.function',
		place: null,
		dependencies: [...dependencies],
	};
}

/** A pipeline from `{node: [dependencies]}`. */
export function pipeline(nodes: Readonly<Record<string, readonly string[]>>): Pipeline {
	return {name: '__default__', nodes: Object.entries(nodes).map(([name, dependencies]) => node(name, dependencies))};
}

export function specInput(from: Pipeline, change: Partial<SpecInput> = {}): SpecInput {
	return {
		title: 'Space Flights',
		name: 'space-flights-s3',
		environment: 's3',
		pipeline: from.name,
		image: `registry.example.com/acme/space-flights@sha256:${'0123456789abcdef'.repeat(4)}`,
		command: ['kedro'],
		args: ['run', '--env=s3', `--pipeline=${from.name}`],
		nodesFlag: '--nodes',
		variables: {},
		secret: {name: 'aws-secrets', keys: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']},
		graph: oneTaskPerNode(from),
		version: '0.1.0',
		...change,
	};
}

/** A random DAG: each node waits for up to three earlier ones, near ones or any; names clash and need quoting. */
export function randomPipeline(size: number, next: () => number): Pipeline {
	const names = Array.from(
		{length: size},
		(_, index) => `${['Ns.step_', 'ns.step-', 'größe ', '0x'][index % 4]}${index >> 1}`,
	);
	const near = next() < 0.5;
	const nodes = names.map((name, index) => {
		const reach = near ? Math.min(index, 20) : index;
		const count = Math.min(reach, Math.floor(next() * 4));
		const dependencies = new Set(
			Array.from({length: count}, () => names[index - 1 - Math.floor(next() * reach)] ?? name),
		);
		return node(name, [...dependencies]);
	});
	return {name: '__default__', nodes: shuffled(nodes, next)};
}

/** As many tasks as in the recorded sizes: names of 35 characters, two dependencies each. */
export function sizedPipeline(size: number): Pipeline {
	const name = (index: number): string => `compute_features_${String(index).padStart(4, '0')}_node_for_thex`;
	return {
		name: '__default__',
		nodes: Array.from({length: size}, (_, index) =>
			node(name(index), [index - 1, index - 3].filter(other => other >= 0).map(name)),
		),
	};
}

/** For each task all that must have finished before, however far back. */
export function everythingBefore(
	tasks: readonly {readonly key: string; readonly dependsOn: readonly string[]}[],
): ReadonlyMap<string, ReadonlySet<string>> {
	const before = new Map<string, ReadonlySet<string>>();
	for (const {key, dependsOn} of tasks) {
		const all = new Set(dependsOn);
		for (const other of dependsOn) for (const earlier of before.get(other) ?? []) all.add(earlier);
		before.set(key, all);
	}
	return before;
}
