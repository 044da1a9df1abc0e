// Nodes that the author did not name.
import type {KedroNode} from '../../schema.ts';
import {finding} from '../finding.ts';
import {baseName, groupBy} from '../flow.ts';
import type {Facts, Rule} from '../rule.ts';

const id = 'node/unnamed';

export const nodeUnnamed: Rule = {
	id,
	severity: 'varies',
	title: 'A node has no name of its own',
	why: 'A task finds its nodes by name. Names that Kedro makes up change with the inputs and outputs; some cannot be selected at all (error).',
	fix: 'Add `name="…"` to the node',
	check: facts => {
		// One name in two namespaces is two names: so a pipeline that is used twice keeps the names of its functions.
		const inNamespace = (node: KedroNode) => `${node.namespace ?? ''}.${shortName(node)}`;
		const wanted = groupBy(facts.pipeline.nodes, inNamespace);
		const isTaken = (node: KedroNode) => (wanted.get(inNamespace(node))?.length ?? 0) > 1;
		return facts.pipeline.nodes.filter(node => !node.named).map(node => judge(node, isTaken(node), facts));
	},
};

function judge(node: KedroNode, isTaken: boolean, facts: Facts) {
	const problem = unusable(node.name, facts);
	return finding({
		rule: id,
		severity: problem === undefined ? 'warning' : 'error',
		message:
			problem === undefined
				? `Node without a name: Kedro calls it "${node.name}", which changes whenever an input or an output is renamed`
				: `Node without a name: Kedro calls it "${node.name}", ${problem}`,
		fix: `Add name="${proposal(node, isTaken)}" to the node`,
		place: node.place,
		node: node.name,
	});
}

/** Why a container could not ask for this name. */
function unusable(name: string, {canSelectNode}: Facts): string | undefined {
	if (canSelectNode(name)) return undefined;
	return / at 0x[0-9a-f]+/i.test(name)
		? 'which holds a memory address and is another one in every container'
		: 'which `kedro run` cannot select: its task would fail at once';
}

/** The function's name; for a lambda, a partial or a name that another node has or would get, what the node makes. */
function proposal(node: KedroNode, isTaken: boolean): string {
	const name = shortName(node);
	if (/^\w+$/.test(name) && name !== 'partial' && !isTaken) return name;
	const made = lastPart(baseName(node.outputs[0] ?? node.inputs[0] ?? 'nothing'));
	return `make_${made.replaceAll(/\W+/g, '_')}`;
}

/** Without its namespace, which Kedro adds by itself, or the module of its function. */
const shortName = (node: KedroNode): string => lastPart(node.named ? node.name : node.function);

const lastPart = (name: string): string => name.split('.').at(-1) ?? name;
