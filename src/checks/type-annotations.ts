// What the type annotations of node functions say about a dataset.
import type {Project} from '../schema/project.ts';

/** What one function says about a dataset. */
export type Annotation = {readonly type: string; readonly node: string; readonly returns: boolean};

/** Of the functions that return a dataset, then of those that take it. Such as say nothing, like `Any`, are left out. */
export function annotationsOf(name: string, {pipelines}: Pick<Project, 'pipelines'>): readonly Annotation[] {
	const all = pipelines
		.flatMap(({nodes}) => nodes)
		.flatMap(({name: node, hints, outputs}) => {
			const type = hints?.[name];
			return type === undefined || saysNothing.test(type) ? [] : [{type, node, returns: outputs.includes(name)}];
		});
	return [...all.filter(({returns}) => returns), ...all.filter(({returns}) => !returns)];
}

const saysNothing = /^(?:(?:typing\.)?Any|object|~\w+|inspect\._empty)?$/;

/** The annotation in the function that returns the dataset, else in one that takes it. */
export const annotationOf = (name: string, project: Pick<Project, 'pipelines'>): string | undefined =>
	annotationsOf(name, project)[0]?.type;

/** The types of a union: a value of one of them is enough for the function that takes it. */
export function unionOf(type: string): readonly string[] {
	const [, inside = type] = /^(?:typing\.)?(?:Optional|Union)\[(.*)\]$/.exec(type) ?? [];
	return partsOf(inside);
}

/** Split at `|` and `,` outside of brackets. */
const partsOf = (text: string): readonly string[] =>
	[...text.matchAll(/(?:[^|,[\]]|\[(?:[^[\]]|\[(?:[^[\]]|\[[^[\]]*\])*\])*\])+/g)].map(([part]) => part.trim());

/** `clean returns pandas.DataFrame and total takes pandas.Series`. */
export const inWords = (annotations: readonly Annotation[]): string =>
	annotations
		.map(({type, node, returns}) => `${node} ${returns ? 'returns' : 'takes'} ${type.replace(/\bcore\.\w+\./, '')}`)
		.join(' and ');

/** True for what no dataset type stores: an iterator is used up, and pickle may not know a function by its name. */
export const cannotBeStored = (annotation: string | undefined): boolean =>
	/^(?:collections\.abc\.|typing\.|t\.)?(?:Async)?(?:Iterator|Iterable|Generator|Callable)\b|^contextlib\./.test(
		annotation ?? '',
	);
