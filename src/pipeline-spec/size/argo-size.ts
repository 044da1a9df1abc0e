// The size of a v1 Workflow in a cluster: what the spec has, and what the server adds to each template.
import {jsonBytes} from '../../system/go-json.ts';
import {longest, type WorkflowSize} from './size.ts';

/** What counts of a Workflow. */
export type ArgoSpec = {
	readonly spec: {
		readonly templates: readonly {
			readonly container?: {readonly command?: readonly string[]; readonly args?: readonly string[]};
		}[];
	};
};

/** Bytes that the server adds to a Workflow, and to each template: ids, labels, annotations and empty fields. */
const added = {workflow: 500, template: 230};
/** Bytes of the compressed states of a run, and of each task, in recorded runs. */
const states = {run: 500, task: 150};

export function argoSize(workflow: ArgoSpec): WorkflowSize {
	const {templates} = workflow.spec;
	const created = jsonBytes(workflow) + added.workflow + templates.length * added.template;
	return {
		created,
		ended: created + states.run + templates.length * states.task,
		argument: longest(templates.flatMap(({container}) => [...(container?.command ?? []), ...(container?.args ?? [])])),
	};
}
