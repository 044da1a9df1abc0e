// Reads the Argo Workflow of a run: the message of each node says why Argo could not run it.
import * as z from 'zod';
import {clean} from '../system/text.ts';
import type {Cluster} from './kubectl.ts';
import {listObjects} from './list.ts';

const text = z.string().transform(clean);

/** Where KFP 2.17 stores what a task printed: in the executor input, which is JSON within JSON. */
const logUri = /"uri\\*":\\*"((?:minio|s3|gs):\/\/[^"\\]+\/executor-logs)\\*"/;

const Node = z
	.object({
		name: text,
		type: text.default(''),
		phase: text.default(''),
		message: text.default(''),
		inputs: z
			.object({parameters: z.array(z.object({value: z.string().default('')})).default([])})
			.default({parameters: []}),
	})
	.transform(({inputs: {parameters}, ...node}) => ({
		...node,
		/** The artifact with the output of its task; `undefined` where it has none. */
		logUri: parameters.map(({value}) => logUri.exec(value)?.[1]).find(uri => uri !== undefined),
	}));
export type WorkflowNode = z.infer<typeof Node>;

const WorkflowObject = z
	.object({
		metadata: z.object({name: text}),
		status: z
			.object({phase: text.default(''), message: text.default(''), nodes: z.record(z.string(), Node).default({})})
			.default({phase: '', message: '', nodes: {}}),
	})
	.transform(({metadata, status}) => ({
		name: metadata.name,
		phase: status.phase,
		message: status.message,
		nodes: Object.values(status.nodes),
	}));
export type Workflow = z.infer<typeof WorkflowObject>;

/** A Workflow as the Kubernetes API describes it; `undefined` for anything else. */
export const parseWorkflow = (value: unknown): Workflow | undefined => WorkflowObject.safeParse(value).data;

/**
 * The Workflow with a label; `undefined` where it is gone.
 * @throws WizardError as of `kubectlFailure`.
 */
export async function readWorkflow(cluster: Cluster, selector: string): Promise<Workflow | undefined> {
	const [workflow] = await listObjects(cluster, ['workflows.argoproj.io', '--selector', selector], WorkflowObject, {
		doing: 'read the Workflow of the run',
		what: 'Workflows',
	});
	return workflow;
}
