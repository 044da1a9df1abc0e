// What Kedro read of a project before a change and does not read after it.
import type {Dataset, Project} from '../schema/project.ts';

/** Each loss as a sentence; empty where nothing is worse. Node names do not count: a fix may give a node its name. */
export function lostSince(before: Project, after: Project): readonly string[] {
	return [
		...missing(before.pipelines, after.pipelines, ({name}) => name).map(({name}) => `the pipeline ${name} is gone`),
		...before.pipelines.flatMap(({name, nodes}) => {
			const now = after.pipelines.find(pipeline => pipeline.name === name)?.nodes;
			return now === undefined
				? []
				: missing(nodes, now, nodeKey).map(node => `the pipeline ${name} lacks the node ${node.name}`);
		}),
		...missing(after.unresolved, before.unresolved, ({what}) => what).map(
			({what, reason}) => `${what} is not resolved any more: ${reason.replace(/\.$/, '')}`,
		),
		...missing(before.parameters, after.parameters, name => name).map(name => `the parameter ${name} is gone`),
		...missing(before.datasets.filter(hasLocation), after.datasets.filter(hasLocation), ({name}) => name).map(
			({name}) => `the dataset ${name} has no data location any more`,
		),
		...missing(inCatalog(before), inCatalog(after), ({name}) => name).map(
			({name}) => `the dataset ${name} is not in the catalog any more`,
		),
		...missing(after.notices.filter(isFailure), before.notices.filter(isFailure), ({message}) => message).map(
			({message}) => message.replace(/\.$/, ''),
		),
		...missing(failing(after), failing(before), ({name}) => name).map(
			({name}) => `the project needs the variable ${name}, which the tasks do not have`,
		),
		...(after.settings?.problem && !before.settings?.problem ? [after.settings.problem.message] : []),
		...(before.layout && !after.layout ? ['the requirements cannot be read any more'] : []),
	];
}

const missing = <T>(present: readonly T[], others: readonly T[], keyOf: (one: T) => string): readonly T[] => {
	const keys = new Set(others.map(keyOf));
	return present.filter(one => !keys.has(keyOf(one)));
};

const nodeKey = ({function: name, namespace, inputs, outputs}: Project['pipelines'][number]['nodes'][number]): string =>
	JSON.stringify([name, namespace, inputs, outputs]);

const hasLocation = ({value, inner}: Dataset): boolean => (value ?? inner?.value ?? null) !== null;

const inCatalog = ({datasets}: Project): readonly Dataset[] => datasets.filter(({source}) => source !== 'none');

const isFailure = ({kind}: Project['notices'][number]): boolean => kind === 'pipeline-dropped' || kind === 'settings';

const failing = ({variables = []}: Project) => variables.filter(({effect}) => effect === 'fails');
