// What the type annotations of the functions say of a dataset.
import type {Project} from '../schema/project.ts';

/** What the function that makes it says of it, else one that takes it. */
export function hintOf(name: string, project: Pick<Project, 'pipelines'>): string | undefined {
	const nodes = project.pipelines.flatMap(pipeline => pipeline.nodes).filter(node => node.hints?.[name] !== undefined);
	const told = nodes.find(node => node.outputs.includes(name)) ?? nodes[0];
	return told?.hints?.[name];
}

/** True for what no dataset keeps: an iterator is used up, a function may be one that pickle does not know by name. */
export const cannotBeStored = (hint: string | undefined): boolean =>
	/^(?:collections\.abc\.|typing\.|t\.)?(?:Async)?(?:Iterator|Iterable|Generator|Callable)\b|^contextlib\./.test(
		hint ?? '',
	);
