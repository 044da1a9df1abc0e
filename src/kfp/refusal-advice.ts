// Advice for refusals whose text a KFP server writes for its own developers. The first match is used.
import type {NextCommand} from '../system/errors.ts';

type Advice = {readonly help: string; readonly next?: readonly NextCommand[]};

const table: readonly (readonly [RegExp, Advice])[] = [
	[
		/request is too large|trying to send message larger than max|longer than maximum allowed size/,
		{
			help: 'The pipeline is too large for one Workflow object. Group its nodes into fewer tasks with --group-by (chain, namespace, tag).',
			next: [{command: 'kfp-wizard deploy --group-by namespace', when: 'to run the nodes of a namespace in one task'}],
		},
	],
	[
		/not allowed to run v1 pipelines/,
		{help: 'This server runs v2 pipelines only.', next: [{command: 'kfp-wizard deploy --format kfp'}]},
	],
	[
		/workflows\.argoproj\.io is forbidden|scheduledworkflows\.kubeflow\.org is forbidden/,
		{
			help: "The API server's own service account has no permission for this: its Role must allow it in that namespace.",
		},
	],
	[
		/could not find the requested resource \(post workflows/,
		{help: 'The cluster has no Argo Workflows, or not the version that KFP needs.'},
	],
	[/dial tcp .*connection refused/, {help: 'The KFP API server cannot reach its Kubernetes API. Try again later.'}],
	[
		/failed to unmarshal kubernetes config: .*unknown field/,
		{help: 'This KFP release does not support that setting of a task. Newer releases support more.'},
	],
	[
		/unknown template format/,
		{
			help: 'The server does not accept the file as a pipeline spec: an unknown key, a missing name or root, or a wrong type.',
		},
	],
	[
		/^Failed to create a pipeline( version)?\s*(\n|$)/,
		{
			help: 'A multi-user server gives this answer when permissions are missing, or when the pipeline no longer exists.',
		},
	],
	[
		/invalid bearer token|token audiences|no user identity header|User identity is empty/,
		{help: 'The token is missing, has expired, or is not for the audience pipelines.kubeflow.org.'},
	],
	[/is not authorized/, {help: 'An administrator of the namespace must grant that user the permission.'}],
	[/empty namespace in multi-user mode/, {help: 'On a multi-user server, pass your profile with --namespace.'}],
	[
		/graph with cycle|sorting failed: invalid dependency|cannot find component ref name|not found in deployment config/,
		{help: 'The spec is inconsistent. If kfp-wizard wrote it, please report this bug.'},
	],
];

/** Advice for a server's text, if there is any. The text of a 409 of an upload has no cause, so the status decides. */
export function adviceFor(text: string, status: number): Advice | undefined {
	if (status === 409 && text.startsWith('Failed to create a pipeline')) return {help: 'The name is already in use.'};
	return table.find(([pattern]) => pattern.test(text))?.[1];
}
