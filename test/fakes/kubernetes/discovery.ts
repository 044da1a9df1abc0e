// What the fake cluster says it has: versions, groups, resources, and as much OpenAPI as kubectl's validation asks for.

export type Resource = {
	readonly group: string;
	readonly name: string;
	readonly kind: string;
	readonly namespaced: boolean;
	readonly short?: readonly string[];
};

export const resources: readonly Resource[] = [
	{group: '', name: 'namespaces', kind: 'Namespace', namespaced: false, short: ['ns']},
	{group: '', name: 'nodes', kind: 'Node', namespaced: false, short: ['no']},
	{group: '', name: 'pods', kind: 'Pod', namespaced: true, short: ['po']},
	{group: '', name: 'events', kind: 'Event', namespaced: true, short: ['ev']},
	{group: '', name: 'secrets', kind: 'Secret', namespaced: true},
	{group: '', name: 'services', kind: 'Service', namespaced: true, short: ['svc']},
	{group: '', name: 'serviceaccounts', kind: 'ServiceAccount', namespaced: true, short: ['sa']},
	{group: 'apps', name: 'deployments', kind: 'Deployment', namespaced: true, short: ['deploy']},
	{group: 'authorization.k8s.io', name: 'selfsubjectaccessreviews', kind: 'SelfSubjectAccessReview', namespaced: false},
	{
		group: 'apiextensions.k8s.io',
		name: 'customresourcedefinitions',
		kind: 'CustomResourceDefinition',
		namespaced: false,
		short: ['crd'],
	},
];

const groups = [...new Set(resources.map(({group}) => group))].filter(group => group !== '');

const list = (group: string): object => ({
	kind: 'APIResourceList',
	apiVersion: 'v1',
	groupVersion: group === '' ? 'v1' : `${group}/v1`,
	resources: resources
		.filter(resource => resource.group === group)
		.map(({name, kind, namespaced, short}) => ({
			name,
			singularName: kind.toLowerCase(),
			namespaced,
			kind,
			verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
			...(short === undefined ? {} : {shortNames: short}),
		})),
});

const gvk = {group: '', kind: 'Secret', version: 'v1'};
const operation = {
	'x-kubernetes-group-version-kind': gvk,
	parameters: [{name: 'fieldValidation', in: 'query', schema: {type: 'string', uniqueItems: true}}],
	responses: {200: {description: 'OK'}},
};

const documents: Readonly<Record<string, object>> = {
	'/version': {
		major: '1',
		minor: '35',
		emulationMajor: '1',
		emulationMinor: '35',
		minCompatibilityMajor: '1',
		minCompatibilityMinor: '34',
		gitVersion: 'v1.35.4',
		gitCommit: '0000000000000000000000000000000000000000',
		gitTreeState: 'clean',
		buildDate: '2026-11-22T00:00:00Z',
		goVersion: 'go1.26.8',
		compiler: 'gc',
		platform: 'linux/amd64',
	},
	'/api': {kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: []},
	'/apis': {
		kind: 'APIGroupList',
		apiVersion: 'v1',
		groups: groups.map(name => ({
			name,
			versions: [{groupVersion: `${name}/v1`, version: 'v1'}],
			preferredVersion: {groupVersion: `${name}/v1`, version: 'v1'},
		})),
	},
	'/api/v1': list(''),
	'/openapi/v3': {paths: {'api/v1': {serverRelativeURL: '/openapi/v3/api/v1?hash=0'}}},
	'/openapi/v3/api/v1': {
		openapi: '3.0.0',
		info: {title: 'Kubernetes', version: 'v1.35.4'},
		paths: {
			'/api/v1/namespaces/{namespace}/secrets': {post: operation},
			'/api/v1/namespaces/{namespace}/secrets/{name}': {patch: operation, put: operation},
		},
		components: {schemas: {}},
	},
};

/** The document at a path, if it is one of those that never change. */
export function document(path: string): object | undefined {
	const group = /^\/apis\/([^/]+)\/v1$/.exec(path)?.[1];
	return documents[path] ?? (group !== undefined && groups.includes(group) ? list(group) : undefined);
}
