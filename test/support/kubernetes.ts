// Kubeconfigs as JSON, and the request that failed in tests of kubectl's errors.
export type KubeconfigText = {
	readonly contexts?: readonly string[];
	readonly current?: string;
	readonly clusters?: readonly string[];
	readonly server?: string;
};

/** The text of a kubeconfig with a token and with user information in the address of its clusters. */
export const kubeconfigText = ({
	contexts = [],
	current,
	clusters = ['c'],
	server = 'https://me:pw@k8s.example.com:6443',
}: KubeconfigText): string =>
	JSON.stringify({
		apiVersion: 'v1',
		kind: 'Config',
		clusters: clusters.map(name => ({name, cluster: {server}})),
		users: [{name: 'u', user: {token: 'very-secret-token'}}],
		contexts: contexts.map(name => ({name, context: {cluster: 'c', user: 'u'}})),
		'current-context': current ?? '',
	});

export const failedRequest = {
	context: 'bed',
	server: 'https://10.200.0.1:6443',
	namespace: 'kubeflow',
	doing: 'write the Secret aws-secrets',
	secret: 'aws-secrets',
};
