// How nodes are shown: one without a name of its own by its function and its line. The name that Kedro generates stays its identity.
import {posix} from 'node:path';
import type {KedroNode, Pipeline} from '../schema/project.ts';

/** `in text`: `clean (pipeline.py:6)`; `in a box`, which has few columns: `clean:6`. */
export type LabelStyle = 'in text' | 'in a box';

/** The label of each node without a name, by the name that Kedro generates. */
export function nodeLabels(
	{nodes}: Pick<Pipeline, 'nodes'>,
	style: LabelStyle = 'in text',
): ReadonlyMap<string, string> {
	const unnamed = nodes.filter(({named}) => !named);
	const short = once(unnamed.map(node => labelOf(node, style)));
	const long = once(unnamed.map(node => labelOf(node, style, node.outputs[0] ?? node.inputs[0])));
	return new Map(unnamed.map(({name}, index) => [name, short[index] ?? long[index] ?? name]));
}

/** The labels, without those that stand there more than once. */
function once(labels: readonly string[]): readonly (string | undefined)[] {
	const counts = new Map<string, number>();
	for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
	return labels.map(label => (counts.get(label) === 1 ? label : undefined));
}

/** Replaces the names that Kedro generates for the nodes of a pipeline in a text. */
export function withNodeLabels(
	pipeline: Pick<Pipeline, 'nodes'>,
	style: LabelStyle = 'in text',
): (text: string) => string {
	const labels = nodeLabels(pipeline, style);
	if (labels.size === 0) return text => text;
	// A longer name may contain a shorter one.
	const names = [...labels.keys()].sort((a, b) => b.length - a.length);
	const escaped = names.map(name => name.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`));
	const any = new RegExp(String.raw`(?<![\w.])(?:${escaped.join('|')})(?!\w)`, 'g');
	return text => text.replaceAll(any, name => labels.get(name) ?? name);
}

/** The line is that of the call that makes the node, else that of the function. */
function labelOf(node: KedroNode, style: LabelStyle, dataset?: string): string {
	const place = node.call ?? node.place;
	const own = node.function.split('.').at(-1) ?? node.function;
	const name = `${node.namespace === null ? '' : `${node.namespace}.`}${own}`;
	const line = place?.line == null ? '' : `:${place.line}`;
	if (style === 'in a box') return `${name}${line}${dataset === undefined ? '' : ` ${dataset}`}`;
	const more = [
		...(place === null ? [] : [`${posix.basename(place.file)}${line}`]),
		...(dataset === undefined ? [] : [`${node.outputs.length > 0 ? 'writes' : 'reads'} ${dataset}`]),
	];
	return more.length === 0 ? name : `${name} (${more.join(', ')})`;
}
