// Nodes that the author did not name.
import type {KedroNode, Pipeline} from '../../../schema/project.ts';
import {baseName} from '../../../kedro/datasets.ts';
import {groupBy} from '../../collections.ts';
import type {Facts} from '../../facts.ts';
import type {RatedProblem, Rule} from '../../rule.ts';

export const nodeUnnamed: Rule = {
	id: 'node/unnamed',
	severity: 'varies',
	title: 'A node has no name of its own',
	why: 'A task selects its nodes by name. Names that Kedro generates change with the inputs and outputs; some of them cannot be selected (error).',
	fix: 'Add `name="…"` to the node',
	check: facts => {
		const names = proposedNames(facts.pipeline, facts.project.pipelines);
		return facts.pipeline.nodes
			.filter(node => !node.named)
			.map(node => judge(node, names.get(node.name) ?? shortName(node), facts));
	},
};

function judge(node: KedroNode, proposal: string, facts: Facts): RatedProblem {
	const problem = selectionProblem(node.name, facts);
	return {
		severity: problem === undefined ? 'warning' : 'error',
		message: `The node has no name. Kedro generates "${node.name}", ${problem ?? 'which changes when an input or output is renamed'}`,
		fix: `Add name="${proposal}" to the node`,
		location: node.call ?? node.place,
		node: node.name,
	};
}

/** Why a container could not select this name; the only task of a pipeline runs it without selecting nodes. */
function selectionProblem(name: string, {canSelectNode, graph, pipeline}: Facts): string | undefined {
	if (canSelectNode(name) || (graph.tasks.length === 1 && pipeline.nodes.length > 1)) return undefined;
	return / at 0x[0-9a-f]+/i.test(name)
		? 'which has a memory address that differs in every container'
		: 'which `kedro run` cannot select: its task would fail immediately';
}

/**
 * A name for each unnamed node of a pipeline, by the name that it has: one that no node of any pipeline has, and no other
 * gets. A namespace is not in it: Kedro adds it, so a pipeline that is used twice keeps the names of its functions.
 */
export function proposedNames(pipeline: Pipeline, all: readonly Pipeline[]): ReadonlyMap<string, string> {
	const inNamespace = (node: KedroNode, name: string) => `${node.namespace ?? ''}.${name}`;
	const nodes = [pipeline, ...all].flatMap(each => each.nodes);
	const taken = new Set(nodes.filter(node => node.named).map(node => inNamespace(node, shortName(node))));
	const unnamed = pipeline.nodes.filter(node => !node.named);
	const wanted = groupBy(unnamed, node => inNamespace(node, shortName(node)));
	const names = new Map<string, string>();
	for (const node of unnamed) {
		const own = shortName(node);
		const isTaken = (wanted.get(inNamespace(node, own))?.length ?? 0) > 1 || taken.has(inNamespace(node, own));
		const base = /^\w+$/.test(own) && own !== 'partial' && !isTaken ? own : nameOfOutput(node);
		let name = base;
		for (let number = 2; taken.has(inNamespace(node, name)); number++) name = `${base}_${number}`;
		taken.add(inNamespace(node, name));
		names.set(node.name, name);
	}
	return names;
}

/** `make_model`: for a lambda, a partial, or where another node has or would get the name of its function. */
function nameOfOutput(node: KedroNode): string {
	const output = lastPart(baseName(node.outputs[0] ?? node.inputs[0] ?? 'nothing'));
	return `make_${output.replaceAll(/\W+/g, '_')}`;
}

/** Without its namespace, which Kedro adds by itself, or the module of its function. */
const shortName = (node: KedroNode): string => lastPart(node.named ? node.name : node.function);

const lastPart = (name: string): string => name.split('.').at(-1) ?? name;
