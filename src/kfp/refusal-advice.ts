// Advice for refusals whose text a KFP server writes for its own developers. The first match is used.
import type {NextCommand} from '../system/errors.ts';
import {quote} from '../system/text.ts';

type Advice = {readonly help: string; readonly next?: readonly NextCommand[]};

/** Of the pipeline. */
export const anotherName: NextCommand = {command: 'kfp-wizard deploy --kfp-name NAME', when: 'to use another name'};

const anotherNamespace: NextCommand = {command: '--namespace NS', when: 'to use your own profile, or another one'};

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
		{
			help: 'This server runs v2 pipelines only.',
			next: [{command: 'kfp-wizard deploy --format kfp', when: 'to deploy it as a v2 pipeline'}],
		},
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
	[
		/empty namespace in multi-user mode/,
		{help: 'On a multi-user server, runs belong to a profile, which is a namespace.', next: [anotherNamespace]},
	],
	[
		/graph with cycle|sorting failed: invalid dependency|cannot find component ref name|not found in deployment config/,
		{help: 'The spec is inconsistent. If kfp-wizard wrote it, please report this bug.'},
	],
];

/** Advice for a server's text, if there is any. The text of a 409 of an upload has no cause, so the status decides. */
export function adviceFor(text: string, status: number): Advice | undefined {
	if (status === 409 && /^Failed to create a (?:new )?pipeline/.test(text))
		return {help: 'The name is already in use.', next: [anotherName]};
	const advice = table.find(([pattern]) => pattern.test(text))?.[1];
	const granted = grant(text);
	return advice === undefined || granted === undefined ? advice : {...advice, next: [anotherNamespace, granted]};
}

/** The role that Kubeflow gives to the contributors of a profile; `undefined` where the text names no user. */
function grant(text: string): NextCommand | undefined {
	const [, user, namespace] = /User '(.+)' is not authorized.*\{Namespace:([^,]+),/.exec(text) ?? [];
	if (user === undefined || namespace === undefined) return undefined;
	const [, account] = /^system:serviceaccount:(.+:.+)$/.exec(user) ?? [];
	const subject = account === undefined ? ['--user', user] : ['--serviceaccount', account];
	const name = `kfp-wizard-${user.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
	const words = ['--namespace', namespace, 'create', 'rolebinding', name, '--clusterrole', 'kubeflow-edit', ...subject];
	return {command: ['kubectl', ...words.map(quote)].join(' '), when: 'for an administrator: to grant the permission'};
}
