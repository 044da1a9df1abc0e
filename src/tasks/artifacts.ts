// Which datasets of a pipeline its tasks hand over to Kubeflow's pages: metrics, and reports as HTML or Markdown.
import {baseName, type DatasetKind, datasetKinds, isPartitioned, locationOf} from '../kedro/datasets.ts';
import type {Artifact} from '../schema/artifact.ts';
import type {TaskGraph} from '../schema/graph.ts';
import type {Dataset, KedroNode, Pipeline, Project} from '../schema/project.ts';
import {identifiers} from './identifiers.ts';

/** What kfp.yml adds: names of datasets. An empty list turns the kind off. */
export type Wanted = {
	readonly metrics?: readonly string[] | undefined;
	readonly reports?: readonly string[] | undefined;
};

const tracked = /(?:^|\.)tracking\.MetricsData[sS]et$/;
const mapping = /(?:^|\.)(?:json\.JSON|yaml\.YAML|tracking\.JSON)Data[sS]et$/;
const plot = /(?:^|\.)(?:plotly|matplotlib)\.\w+$/;
const picture = /(?:^|\.)(?:pillow|holoviews)\.\w+$/;
const text = /(?:^|\.)text\.TextData[sS]et$/;
/** A word `metrics` in a name: `metrics`, `model_metrics_2`, `evaluate.metrics`, `testMetrics`. */
const metricsWord = /(?:^|[^A-Za-z])metrics?(?![a-z])|[a-z\d]Metrics?(?![a-z])/;

/** The artifacts of each task that has some, by its key. Only data that is stored: a task loads it again. */
export function artifactsByTask(
	project: Pick<Project, 'datasets'>,
	pipeline: Pick<Pipeline, 'nodes'>,
	{tasks}: TaskGraph,
	wanted: Wanted = {},
): Readonly<Record<string, readonly Artifact[]>> {
	const all = artifactsOfPipeline(project, pipeline, wanted);
	return Object.fromEntries(
		tasks.flatMap(({key, nodes}) => {
			const artifacts = all
				.filter(({node}) => nodes.includes(node))
				.map(({name, dataset, kind}) => ({name, dataset, kind}));
			return artifacts.length === 0 ? [] : [[key, artifacts]];
		}),
	);
}

/** The artifacts of a pipeline, each with the node that stores it. */
export function artifactsOfPipeline(
	project: Pick<Project, 'datasets'>,
	{nodes}: Pick<Pipeline, 'nodes'>,
	wanted: Wanted,
): readonly (Artifact & {readonly node: string})[] {
	const datasets = new Map(project.datasets.map(dataset => [dataset.name, dataset]));
	const storageOf = datasetKinds(project);
	const read = new Set(nodes.flatMap(({inputs}) => inputs.map(baseName)));
	const found = nodes.flatMap(node =>
		node.outputs.flatMap(name => {
			const dataset = datasets.get(name);
			const kind =
				dataset && kindOf(dataset, node, {wanted, storage: storageOf(name), isRead: read.has(baseName(name))});
			return kind === undefined ? [] : [{node: node.name, dataset: name, kind}];
		}),
	);
	const names = identifiers(found.map(({dataset}) => baseName(dataset)));
	return found.map(one => ({...one, name: names.get(baseName(one.dataset)) ?? one.dataset}));
}

type Use = {
	readonly wanted: Wanted;
	readonly storage: DatasetKind;
	/** Whether a node of the pipeline reads it. */
	readonly isRead: boolean;
};

function kindOf(dataset: Dataset, node: KedroNode, {wanted, storage, isRead}: Use): Artifact['kind'] | undefined {
	const {metrics, reports} = wanted;
	const isListed = (names: readonly string[] = []): boolean =>
		names.includes(dataset.name) || names.includes(baseName(dataset.name));
	if (storage === 'memory') return undefined;
	if (isListed(metrics)) return 'metrics';
	if (isListed(reports)) return pageOf(dataset);
	if (storage !== 'local' && storage !== 'remote') return undefined;
	if (isMetrics(dataset, node)) return metrics?.length === 0 ? undefined : 'metrics';
	return reports?.length === 0 || !isReport(dataset, isRead) ? undefined : pageOf(dataset);
}

/** Of the dataset inside a cache, the type of that. */
const typeOf = ({type, inner}: Dataset): string => inner?.type ?? type ?? '';

function isMetrics(dataset: Dataset, {tags}: KedroNode): boolean {
	const type = typeOf(dataset);
	if (isPartitioned(dataset)) return false;
	return tracked.test(type) || (mapping.test(type) && [dataset.name, ...tags].some(word => metricsWord.test(word)));
}

/** A text that another node reads is data. */
function isReport(dataset: Dataset, isRead: boolean): boolean {
	const type = typeOf(dataset);
	if (isPartitioned(dataset)) return plot.test(type);
	return plot.test(type) || picture.test(type) || (text.test(type) && (hasSuffix(dataset, pageSuffix) || !isRead));
}

const markdownSuffix = /\.(?:md|markdown)$/i;
const pageSuffix = /\.(?:md|markdown|html?)$/i;

const hasSuffix = (dataset: Dataset, suffix: RegExp): boolean => suffix.test(locationOf(dataset) ?? '');

const pageOf = (dataset: Dataset): Artifact['kind'] =>
	text.test(typeOf(dataset)) && hasSuffix(dataset, markdownSuffix) ? 'markdown' : 'html';
