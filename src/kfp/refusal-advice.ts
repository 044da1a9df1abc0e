// What to do about refusals that a KFP server words for its own developers. First match counts.
import type {NextCommand} from '../system/errors.ts';

type Advice = {readonly help: string; readonly next?: readonly NextCommand[]};

const table: readonly (readonly [RegExp, Advice])[] = [
	[
		/request is too large|trying to send message larger than max|longer than maximum allowed size/,
		{
			help: 'The pipeline is too large for one Workflow object. Let fewer tasks hold the same nodes with --group-by (chain, namespace, tag).',
			next: [
				{command: 'kfp-wizard deploy --group-by namespace', when: 'to put the nodes of a namespace into one task'},
			],
		},
	],
	[
		/not allowed to run v1 pipelines/,
		{help: 'This server runs v2 pipelines only.', next: [{command: 'kfp-wizard deploy --format kfp'}]},
	],
	[
		/workflows\.argoproj\.io is forbidden|scheduledworkflows\.kubeflow\.org is forbidden/,
		{
			help: "It is the API server's own service account that lacks the right: its Role must allow this in that namespace.",
		},
	],
	[
		/could not find the requested resource \(post workflows/,
		{help: 'Argo Workflows is not installed in that cluster, or not the version that KFP needs.'},
	],
	[
		/dial tcp .*connection refused/,
		{help: 'The KFP API server cannot reach its own Kubernetes API. Try again once it can.'},
	],
	[
		/failed to unmarshal kubernetes config: .*unknown field/,
		{help: 'This KFP release does not know that setting of a task. An older server knows fewer of them.'},
	],
	[
		/unknown template format/,
		{
			help: 'The server does not take the file for a pipeline spec: an unknown key, a missing name or root, or a wrong type.',
		},
	],
	[
		/^Failed to create a pipeline( version)?\s*(\n|$)/,
		{
			help: 'A multi-user server answers this way when the rights are missing, or when there is no such pipeline any more.',
		},
	],
	[
		/invalid bearer token|token audiences|no user identity header|User identity is empty/,
		{help: 'The token is missing, has expired, or was not made for the audience pipelines.kubeflow.org.'},
	],
	[/is not authorized/, {help: 'An administrator of the namespace must give that user the right.'}],
	[/empty namespace in multi-user mode/, {help: 'On a multi-user server name your profile with --namespace.'}],
	[
		/graph with cycle|sorting failed: invalid dependency|cannot find component ref name|not found in deployment config/,
		{help: 'The spec contradicts itself. If kfp-wizard wrote it, that is a bug worth a report.'},
	],
];

/** Advice for a server's text, if there is any. A 409 of an upload says nothing about its cause, so its status does. */
export function adviceFor(text: string, status: number): Advice | undefined {
	if (status === 409 && text.startsWith('Failed to create a pipeline')) return {help: 'That name is taken.'};
	return table.find(([pattern]) => pattern.test(text))?.[1];
}
