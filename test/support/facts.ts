// The facts of small projects for tests: nodes as `name: inputs -> outputs`, datasets as partial shapes, one task per node.
import type {Finding} from '../../src/schema/finding.ts';
import type {Dataset, KedroNode, Project} from '../../src/schema/project.ts';
import {runChecks} from '../../src/checks/run-checks.ts';
import type {Facts} from '../../src/checks/facts.ts';
import {datasetKind, isParameter} from '../../src/kedro/datasets.ts';
import {canSelectNode} from '../../src/kedro/kedro-run.ts';
import {collisions, taskNames} from '../../src/tasks/kubernetes-names.ts';

/** A node from `name: a, b -> c`, with other fields. */
export function node(line: string, more: Partial<KedroNode> = {}): KedroNode {
	const [, name = '', inputs = '', outputs = ''] = /^(.*): (.*)-> ?(.*)$/.exec(line) ?? [];
	return {
		name,
		named: true,
		namespace: null,
		tags: [],
		inputs: names(inputs),
		outputs: names(outputs),
		confirms: [],
		function: `demo.nodes.${name}`,
		place: {file: 'src/demo/nodes.py', line: 10},
		dependencies: [],
		...more,
	};
}

const names = (text: string): string[] =>
	text
		.split(',')
		.map(word => word.trim())
		.filter(word => word !== '');

/** A CSV file at `value`, with an entry on line 7 of the catalog of the base environment. */
export function csv(name: string, value: string, more: Partial<Dataset> = {}): Dataset {
	return {
		name,
		source: 'entry',
		pattern: null,
		type: 'pandas.CSVDataset',
		key: 'filepath',
		value,
		inner: null,
		versioned: false,
		credentials: null,
		place: {file: 'conf/base/catalog.yml', line: 7},
		...more,
	};
}

const nothing: Dataset = csv('', '', {source: 'none', type: null, key: null, value: null, place: null});

/** A dataset that no catalog entry describes. */
export const implied = (name: string): Dataset => ({...nothing, name});

/** A project of which the inspection reported something. */
export const noticed = (kind: Project['notices'][number]['kind'], message = 'what Kedro said'): FactOverrides => ({
	project: {notices: [{kind, message, place: {file: 'src/demo/x.py', line: 3}}]},
});

const project: Project = {
	schema: 1,
	root: '/home/ada/demo',
	name: 'Demo',
	package: 'demo',
	kedro: '1.7.0',
	kedroInit: '1.7.0',
	python: {version: '3.11.7', executable: '/usr/bin/python3', source: 'PATH'},
	confSource: 'conf',
	sourceDir: 'src/demo',
	environments: ['base', 'local', 's3'],
	baseEnvironment: 'base',
	defaultEnvironment: 'local',
	environment: 's3',
	environmentFiles: [],
	pipelines: [],
	datasets: [],
	unusedEntries: [],
	parameters: [],
	settings: null,
	requirements: ['requirements.txt'],
	requires: [{name: 'kedro', pinned: true, group: null, place: {file: 'requirements.txt', line: 1}}],
	installs: null,
	plugins: [],
	unresolved: [],
	notices: [],
};

export type FactOverrides = Partial<Omit<Facts, 'project' | 'pipeline'>> & {
	readonly nodes?: readonly KedroNode[];
	readonly project?: Partial<Project>;
	/** Name of the pipeline. */
	readonly pipeline?: string;
	/** Nodes that share a task; each other node is a task of its own. */
	readonly together?: readonly string[];
};

/** Facts of a project without problems, with these differences. Datasets that are not given are on S3. */
export function facts({nodes = [node('load: raw -> trips')], together = [], ...given}: FactOverrides = {}): Facts {
	const {project: more = {}, pipeline: name = '__default__', ...rest} = given;
	const pipeline = {name, nodes: [...nodes]};
	const datasets = more.datasets ?? [];
	const used = new Set(nodes.flatMap(each => [...each.inputs, ...each.outputs]));
	const others = [...used].filter(each => !isParameter(each) && !datasets.some(dataset => dataset.name === each));
	const remote = others.map(each => csv(each, `s3://tide/demo/${each.replace(/@.*/, '')}.csv`));
	const whole: Project = {...project, pipelines: [pipeline], ...more, datasets: [...datasets, ...remote]};
	const nodeNames = nodes.map(each => each.name);
	const groups = [[...together], ...nodeNames.filter(each => !together.includes(each)).map(each => [each])];
	const keys = taskNames(nodeNames);
	const tasks = groups.flatMap(group => {
		const [title] = group;
		return title === undefined ? [] : [{key: keys.get(title) ?? title, title, nodes: group, dependsOn: []}];
	});
	return {
		project: whole,
		pipeline,
		graph: {pipeline: name, tasks},
		environment: whole.environment,
		canSelectNode: each => canSelectNode(whole.kedro, each),
		kindOf: each =>
			datasetKind(
				whole.datasets.find(dataset => dataset.name === each),
				each,
			),
		collisions: collisions(nodeNames),
		credentialsInImage: false,
		imageHasFile: () => true,
		settings: {problems: [], unknownTargets: []},
		...rest,
	};
}

/** What one rule finds. */
export const found = (rule: string, given: FactOverrides = {}): readonly Finding[] =>
	runChecks(facts(given), {ignore: []}).findings.filter(each => each.rule === rule);

/** What all rules find, as `severity rule`. */
export const all = (given: FactOverrides = {}): readonly string[] =>
	runChecks(facts(given), {ignore: []}).findings.map(each => `${each.severity} ${each.rule}`);
