// Nodes that the author did not name.
import type {KedroNode} from '../../schema.ts';
import {finding} from '../finding.ts';
import type {Facts, Rule} from '../rule.ts';

const id = 'node/unnamed';

export const nodeUnnamed: Rule = {
	id,
	severity: 'varies',
	title: 'A node has no name of its own',
	why: 'A task finds its nodes by name. Names that Kedro makes up change with the inputs and outputs; some cannot be selected at all (error).',
	fix: 'Add `name="…"` to the node',
	check: facts => facts.pipeline.nodes.filter(node => !node.named).map(node => judge(node, facts)),
};

function judge(node: KedroNode, facts: Facts) {
	const problem = unusable(node.name, facts);
	return finding({
		rule: id,
		severity: problem === undefined ? 'warning' : 'error',
		message:
			problem === undefined
				? `Node without a name: Kedro calls it "${node.name}", which changes whenever an input or an output is renamed`
				: `Node without a name: Kedro calls it "${node.name}", ${problem}`,
		fix: `Add name="${proposal(node, facts.pipeline.nodes)}" to the node`,
		place: node.place,
		node: node.name,
	});
}

/** Why a container could not ask for this name. The address of an object is another one in every process. */
function unusable(name: string, facts: Facts): string | undefined {
	if (/ at 0x[0-9a-f]+/i.test(name)) return 'which holds a memory address and is another one in every container';
	if (!facts.canSelectNode(name)) return 'which `kedro run` cannot select: its task would fail at once';
	return undefined;
}

/** The function's name; for a lambda, a partial or a name that is taken, what the node makes. */
function proposal(node: KedroNode, nodes: readonly KedroNode[]): string {
	const word = node.function.split('.').at(-1) ?? '';
	const taken = nodes.some(other => other !== node && proposalOf(other) === word);
	return /^\w+$/.test(word) && word !== 'partial' && !taken
		? word
		: `make_${slug(node.outputs[0] ?? node.inputs[0] ?? 'nothing')}`;
}

const proposalOf = (node: KedroNode): string => (node.named ? node.name : node.function).split('.').at(-1) ?? '';

const slug = (name: string): string => name.replaceAll(/\W+/g, '_');
