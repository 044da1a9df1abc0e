// Which recordings are replayed against the fake, what must be done before some, and why others are left out.
import type {KubernetesApi} from '../../fakes/kubernetes-api.ts';

type Kubectl = (argv: readonly string[], input?: string) => Promise<unknown>;

const reasons: readonly {readonly from: number; readonly to: number; readonly why: string}[] = [
	{from: 35, to: 35, why: 'the default field manager, which kfp-wizard never uses, has rules of its own on the server'},
	{from: 119, to: 120, why: 'lists of rights and whoami are not asked by kfp-wizard'},
	{from: 135, to: 136, why: 'lists of rights and whoami are not asked by kfp-wizard'},
	{from: 154, to: 154, why: 'the fake answers no tables, which only a person reads'},
	{from: 175, to: 185, why: 'the server is down or TLS fails: the words are held against the catalogue of failures'},
	{from: 186, to: 207, why: 'kubeconfigs that can not be used: kubectl.test.ts makes its own'},
	{
		from: 208,
		to: 236,
		why: 'logins, networks and load balancers: the words are held against the catalogue of failures',
	},
	{from: 237, to: 275, why: 'versions, tokens, proxies, port-forwards, logs: not what this fake is for'},
	{from: 312, to: 316, why: 'kfp-wizard never asks for verbose output; its times differ'},
	{from: 317, to: 324, why: 'TLS, logins and kubeconfigs'},
];

/** Why a recording is not replayed; `undefined` when it is. */
export const leftOut = (number: number): string | undefined =>
	reasons.find(({from, to}) => number >= from && number <= to)?.why;

const keys = {
	AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
	AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const encoded = (values: Readonly<Record<string, string>>): Record<string, string> =>
	Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]));

const ours = {
	labels: {'app.kubernetes.io/managed-by': 'kfp-wizard', 'app.kubernetes.io/part-of': 'spaceflights'},
	annotations: {'kfp-wizard.dev/access-key-suffix': 'MPLE'},
};

/** Done before the recording of that number: what stood in the real cluster without a recording of its own. */
export const setups: Readonly<Record<number, (api: KubernetesApi, kubectl: Kubectl) => void | Promise<unknown>>> = {
	85: api => api.removeSecret('kubeflow', 'big1'),
	92: api => api.namespace('going-away', 'terminating'),
	156: api =>
		api.add('serviceaccounts', {
			apiVersion: 'v1',
			kind: 'ServiceAccount',
			metadata: {name: 'pipeline-runner', namespace: 'kubeflow'},
		}),
	170: api => api.createSecret({name: 'pre', values: keys, ...ours}),
	174: api => api.createSecret({name: 'pre', values: keys, ...ours}),
	301: async (_, kubectl) => {
		for (const letter of ['a', 'b', 'c', 'd', 'e']) {
			await kubectl(
				['kubectl', 'apply', '-f', '-'],
				JSON.stringify({
					apiVersion: 'v1',
					kind: 'Secret',
					metadata: {name: `csa-${letter}`, namespace: 'kubeflow', labels: {team: 'a'}},
					type: 'Opaque',
					data: encoded({...keys, OTHER_KEY: 'keep me'}),
				}),
			);
		}
	},
};

const big = (name: string, length: number): string =>
	JSON.stringify({
		apiVersion: 'v1',
		kind: 'Secret',
		metadata: {name, namespace: 'kubeflow', ...ours},
		type: 'Opaque',
		data: {x: Buffer.alloc(length, 'a').toString('base64')},
	});

const preconditions = (api: KubernetesApi): string => {
	const {uid, resourceVersion} = api.secrets()['kubeflow/pre']?.metadata ?? {uid: 'gone', resourceVersion: 'gone'};
	return JSON.stringify({apiVersion: 'v1', kind: 'DeleteOptions', preconditions: {uid, resourceVersion}});
};

/** stdin that the recordings shorten, or that holds ids of the real cluster. */
export const stdins: Readonly<Record<number, (api: KubernetesApi) => string>> = {
	82: () => big('big', 1_048_577),
	83: () => big('big', 3_145_728),
	84: () => big('big1', 1_048_576),
	85: () => '',
	172: preconditions,
	173: preconditions,
};
