// What the type annotations of node functions say about a dataset.
import type {Project} from '../schema/project.ts';

/** The annotation in the function that returns the dataset, else in one that takes it. */
export function annotationOf(name: string, project: Pick<Project, 'pipelines'>): string | undefined {
	const nodes = project.pipelines.flatMap(pipeline => pipeline.nodes).filter(node => node.hints?.[name] !== undefined);
	const annotated = nodes.find(node => node.outputs.includes(name)) ?? nodes[0];
	return annotated?.hints?.[name];
}

/** True for what no dataset type stores: an iterator is used up, and pickle may not know a function by its name. */
export const cannotBeStored = (annotation: string | undefined): boolean =>
	/^(?:collections\.abc\.|typing\.|t\.)?(?:Async)?(?:Iterator|Iterable|Generator|Callable)\b|^contextlib\./.test(
		annotation ?? '',
	);
