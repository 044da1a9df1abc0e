// Pipelines for tests, whose dependencies follow from the datasets of their nodes.
import type {KedroNode, Pipeline} from '../../src/schema/project.ts';
import {node} from './facts.ts';

/** Nodes as `name: inputs -> outputs`. */
export function pipelineOf(
	lines: readonly string[],
	more: Readonly<Record<string, Partial<KedroNode>>> = {},
): Pipeline {
	const nodes = lines.map(line => node(line));
	return {
		name: '__default__',
		nodes: nodes.map(each => ({
			...each,
			dependencies: nodes.filter(other => other.outputs.some(name => each.inputs.includes(name))).map(({name}) => name),
			...more[each.name],
		})),
	};
}

export const line = ['a: -> x', 'b: x -> y', 'c: y -> z'];
/** a → b → d, a → c → d, d → e. */
export const diamond = ['a: -> x', 'b: x -> y', 'c: x -> z', 'd: y, z -> w', 'e: w -> v'];
