// How large the Workflow becomes that a server makes of a pipeline spec.
import {type ArgoSpec, argoSize} from './argo-size.ts';
import {type KfpPlatform, kfpSize, type KfpSpec} from './kfp-size.ts';
import type {WorkflowSize} from './size.ts';

/** Of the documents that the writers of specs make: a pipeline spec with its platform document, or a v1 Workflow. */
export function workflowSize([spec = {}, platform]: readonly object[]): WorkflowSize {
	return 'apiVersion' in spec
		? argoSize(spec as ArgoSpec & typeof spec)
		: kfpSize(spec as KfpSpec, platform as KfpPlatform | undefined);
}
