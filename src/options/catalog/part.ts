// Options for a part of a pipeline, as `kedro run` has them.
import type {CommandName, OptionSpec} from '../option.ts';

const commands: readonly CommandName[] = ['deploy', 'check', 'compile', 'rehearse'];
const group = 'Part of the pipeline';

/** Each may be repeated, and takes several names with commas between them. */
export const partOptions = {
	fromNodes: {
		kind: 'list',
		argument: 'NODES',
		help: 'only these nodes and those that depend on them',
		commands,
		group,
	},
	toNodes: {
		kind: 'list',
		argument: 'NODES',
		help: 'only these nodes and those that they depend on',
		commands,
		group,
	},
	nodes: {
		kind: 'list',
		argument: 'NODES',
		help: 'only these nodes',
		commands,
		group,
	},
	tags: {
		kind: 'list',
		argument: 'TAGS',
		help: 'only nodes that have one of these tags',
		commands,
		group,
	},
	fromInputs: {
		kind: 'list',
		argument: 'DATASETS',
		help: 'only nodes that read these datasets, and those that depend on them',
		commands,
		group,
	},
	toOutputs: {
		kind: 'list',
		argument: 'DATASETS',
		help: 'only nodes that write these datasets, and those that they depend on',
		commands,
		group,
	},
} as const satisfies Readonly<Record<string, OptionSpec>>;
