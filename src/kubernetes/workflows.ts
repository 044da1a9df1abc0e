// Reads the Argo Workflow of a run: the message of each node says why Argo could not run it.
import * as z from 'zod';
import {clean} from '../system/text.ts';
import type {Cluster} from './kubectl.ts';
import {listObjects} from './list.ts';

const text = z.string().transform(clean);

const Node = z.object({
	name: text,
	type: text.default(''),
	phase: text.default(''),
	message: text.default(''),
});
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
