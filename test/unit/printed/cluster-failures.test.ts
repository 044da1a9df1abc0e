// Failures of a cluster: the printed command tells more in kubectl's own words, or leads past them.
import {describe, expect} from 'vitest';
import {printed} from '../../support/printed.ts';
import {hostileContext, secretShell, wordsOf} from '../../support/secret-shell.ts';
import {kubectlFailure} from '../../../src/kubernetes/kubectl-failures.ts';
import {failedRequest} from '../../support/kubernetes.ts';
import {quote} from '../../../src/system/text.ts';

/** The command that fails for this reason, until kubectl is typed by hand. */
async function failing(code: string, stderr: string) {
	const shell = secretShell();
	shell.answers(() => ({stderr}));
	const failed = await shell.deploy();
	expect(failed.code).toBe(code);
	return {...shell, failed};
}

/** The last printed command has the same message of kubectl; when the cause is gone, the deploy passes. */
async function looksAtIt(code: string, stderr: string): Promise<void> {
	const {failed, kubectl, answers, deploy} = await failing(code, stderr);
	const last = failed.next.at(-1);
	expect(wordsOf(last)).toEqual(['get', 'namespaces']);
	expect(await kubectl(last)).toMatchObject({stderr});
	answers(() => undefined);
	expect(await deploy()).toMatchObject({exitCode: 0, outcome: {secret: {action: 'created'}}});
}

/** The printed command logs in where it runs in a terminal; then the deploy passes. */
async function logsIn(code: string, stderr: string): Promise<void> {
	const {failed, kubectl, answers, deploy} = await failing(code, stderr);
	let isIn = false;
	answers(([verb, what]) => {
		isIn ||= verb === 'get' && what === 'namespaces';
		return isIn ? undefined : {stderr};
	});
	expect(await deploy()).toMatchObject({code});
	await kubectl(failed.next[0]);
	expect(await deploy()).toMatchObject({exitCode: 0});
}

const request = {...failedRequest, context: hostileContext};

/** The commands of a failure in a cluster whose context has this name. */
const commandsIn = (context: string, stderr: string): readonly string[] =>
	kubectlFailure({exitCode: 1, stdout: '', stderr}, {...request, context}).next.map(({command}) => command);

const dns = 'dial tcp: lookup gone.example.com on 127.0.0.1:53: no such host';
const refused = 'The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?';

describe('the command that is printed where the cluster cannot be used', () => {
	printed('CLUSTER_TLS', "has kubectl's own message", () =>
		looksAtIt('CLUSTER_TLS', 'Unable to connect: tls: failed to verify certificate: x509: certificate has expired'),
	);
	printed('CLUSTER_NOT_FOUND', "has kubectl's own message", () => looksAtIt('CLUSTER_NOT_FOUND', dns));
	printed('CLUSTER_TIMEOUT', 'shows whether it answers now', () =>
		looksAtIt('CLUSTER_TIMEOUT', 'Unable to connect to the server: net/http: TLS handshake timeout'),
	);
	printed('CLUSTER_REFUSED', 'shows whether it answers now', () => looksAtIt('CLUSTER_REFUSED', refused));
	printed('CLUSTER_BUSY', 'shows whether it answers now', () =>
		looksAtIt('CLUSTER_BUSY', 'Error from server (ServiceUnavailable): the server is currently unable to handle it'),
	);
	printed('NOT_A_CLUSTER', "has kubectl's own message", () =>
		looksAtIt('NOT_A_CLUSTER', "error: invalid character '<' looking for beginning of value"),
	);
	printed('KUBECTL_FAILED', "has kubectl's own message", () => looksAtIt('KUBECTL_FAILED', 'panic: something new'));
	printed('KUBECONFIG_UNREADABLE', "has kubectl's own message about a file that the kubeconfig names", () =>
		looksAtIt('KUBECONFIG_UNREADABLE', 'error: tls: failed to find any PEM data in certificate input'),
	);
	printed('UNAUTHORIZED', 'logs in', () =>
		logsIn('UNAUTHORIZED', 'error: You must be logged in to the server (Unauthorized)'),
	);
	printed('LOGIN_PLUGIN_FAILED', 'logs in', () =>
		logsIn(
			'LOGIN_PLUGIN_FAILED',
			'Unable to connect: getting credentials: exec: executable aws failed with exit code 255',
		),
	);
	printed('LOGIN_NEEDS_TERMINAL', 'logs in', () =>
		logsIn('LOGIN_NEEDS_TERMINAL', 'getting credentials: exec plugin cannot support interactive mode: not a terminal'),
	);
	printed('LOGIN_PLUGIN_MISSING', 'has what kubectl says of installing it', () =>
		looksAtIt(
			'LOGIN_PLUGIN_MISSING',
			'getting credentials: exec: executable my login not found\n\nInstall it with make',
		),
	);
	printed('LOGIN_PLUGIN_MISSING', "installs the program of a cloud with the cloud's own", async () => {
		const missing = (program: string) =>
			commandsIn('prod', `getting credentials: exec: executable ${program} not found`);
		expect(missing('gke-gcloud-auth-plugin')[0]).toBe('gcloud components install gke-gcloud-auth-plugin');
		expect(missing('/usr/local/bin/kubelogin')[0]).toBe('az aks install-cli');
		expect(missing('constructor')).toHaveLength(1);
	});
	printed('LOGIN_PLUGIN_FAILED', "logs in with the cloud's own", async () => {
		const failed = (program: string) =>
			commandsIn('prod', `getting credentials: exec: executable ${program} failed with exit code 1`);
		expect(failed('gke-gcloud-auth-plugin')[0]).toBe('gcloud auth login');
		expect(failed('/opt/kubelogin')[0]).toBe('az login');
		expect(failed('my login')).toHaveLength(1);
	});
	printed('CLUSTER_REFUSED', 'starts a cluster on this machine', async () => {
		expect(commandsIn('minikube', refused)[0]).toBe('minikube start -p minikube');
		expect(commandsIn("k3d-it's", refused)[0]).toBe(`k3d cluster start ${quote("it's")}`);
		expect(commandsIn('microk8s', refused)[0]).toBe('microk8s start');
		expect(commandsIn('kind-dev', refused)).toHaveLength(1);
	});
	printed('CLUSTER_NOT_FOUND', 'writes the kubeconfig of a cluster that was created again', async () => {
		const renewed = (context: string) => commandsIn(context, dns)[0];
		expect(renewed('arn:aws:eks:eu-west-1:123456789012:cluster/tide')).toBe(
			'aws eks update-kubeconfig --region eu-west-1 --name tide',
		);
		expect(renewed('gke_acme_europe-west1-b_tide_2')).toBe(
			'gcloud container clusters get-credentials tide_2 --location europe-west1-b --project acme',
		);
		expect(renewed('kind-a b')).toBe("kind export kubeconfig --name 'a b'");
	});
});

describe('the command that is printed where the cluster refuses the Secret', () => {
	/** Only writing it is refused. */
	async function refusing(code: string, stderr: string) {
		const shell = secretShell({secrets: {there: {data: {AWS_ACCESS_KEY_ID: 'eA=='}}}});
		const refuse = (): void => shell.answers(([verb]) => (verb === 'apply' ? {stderr} : undefined));
		refuse();
		const failed = await shell.deploy();
		expect(failed.code).toBe(code);
		return {...shell, failed, refuse};
	}
	const forbidden = 'User "ada" cannot patch resource "secrets" in API group "" in the namespace "kubeflow"';

	printed('NAMESPACE_MISSING', 'creates the namespace', async () => {
		const {failed, answers, kubectl, deploy} = await failing(
			'NAMESPACE_MISSING',
			'Error from server (NotFound): namespaces "kubeflow" not found',
		);
		const made = new Set<string>();
		answers(([verb, kind, name = '']) => {
			const isMade = verb === 'create' && kind === 'namespace';
			if (isMade) made.add(name);
			if (isMade) return {exitCode: 0};
			return made.has('kubeflow') ? undefined : {stderr: 'namespaces "kubeflow" not found'};
		});
		expect(wordsOf(failed.next[0])).toEqual(['get', 'namespaces']);
		await kubectl(failed.next[1]);
		expect(await deploy()).toMatchObject({exitCode: 0});
	});

	printed('NAMESPACE_TERMINATING', 'waits until it is deleted, or takes another namespace', async () => {
		const gone = 'is forbidden: unable to create new content in namespace kubeflow because it is being terminated';
		const {failed, answers, deploy} = await refusing('NAMESPACE_TERMINATING', `secrets "aws-secrets" ${gone}`);
		expect(wordsOf(failed.next[0])).toEqual(['wait', '--for=delete', 'namespace/kubeflow', '--timeout=5m']);
		answers(() => undefined);
		expect(await deploy(` ${failed.next[1]?.replace('NS', 'team-a')}`)).toMatchObject({
			outcome: {secret: {namespace: 'team-a'}},
		});
	});

	printed('QUOTA_EXCEEDED', 'shows the quota', async () => {
		const {failed} = await refusing('QUOTA_EXCEEDED', 'secrets "x" is forbidden: exceeded quota: few, requested: 1');
		expect(wordsOf(failed.next[0])).toEqual(['get', 'resourcequota']);
		expect(failed.next[0]).toContain('--namespace kubeflow');
	});

	printed('WEBHOOK_DENIED', 'shows the reason without a secret value, or uses a Secret that is there', async () => {
		const {failed, type, kubectl, refuse, answers} = await refusing(
			'WEBHOOK_DENIED',
			'admission webhook "policy.acme" denied the request: AWS keys {"data":"c2VjcmV0"}',
		);
		answers(words => (words.includes('--dry-run=server') ? {stderr: 'denied: no AWS keys'} : undefined));
		expect(await kubectl(failed.next[0])).toMatchObject({stderr: 'denied: no AWS keys'});
		refuse();
		expect(await type(`${failed.next[1]} --secret there`)).toMatchObject({
			outcome: {secret: {name: 'there', action: 'existing'}},
		});
	});

	printed('FORBIDDEN', 'lists the permissions, and uses a Secret that an administrator has created', async () => {
		const {failed, type} = await refusing('FORBIDDEN', `secrets "aws-secrets" is forbidden: ${forbidden}`);
		expect(wordsOf(failed.next[0])).toEqual(['auth', 'can-i', '--list']);
		expect(await type(`${failed.next[1]} --secret there`)).toMatchObject({outcome: {secret: {action: 'existing'}}});
	});

	printed('FORBIDDEN', 'says nothing of a Secret where it is about something else', async () => {
		const pods = 'pods is forbidden: User "ada" cannot list resource "pods" in API group "" in the namespace "a"';
		expect(commandsIn(hostileContext, pods)).toHaveLength(1);
		expect(commandsIn(hostileContext, 'Error from server (Forbidden): no')).toHaveLength(1);
	});
});
