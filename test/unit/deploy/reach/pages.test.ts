// Where the UI of a cluster is looked for.
import {expect, it} from 'vitest';
import {findPages} from '../../../../src/deploy/reach/pages.ts';
import {testContext} from '../../../support/context.ts';
import {memoryCluster} from '../../../support/memory-cluster.ts';
import {scriptedUi} from '../../../support/scripted-ui.ts';

/** The pages beside an API on this machine, and how often the cluster was asked. */
async function beside(namespace: string, interactive: boolean) {
	let asked = 0;
	const cluster = {
		...memoryCluster(),
		namespace,
		inNamespace: () => cluster,
		run: async () => {
			asked++;
			return {exitCode: 0, stdout: '', stderr: ''};
		},
	};
	const url = new URL('http://127.0.0.1:3000');
	const host = {
		host: {value: url.href, source: '--host'},
		url,
		forward: undefined,
		kube: undefined,
		services: undefined,
	};
	const kube = {cluster, context: {value: 'kind-dev', source: '--context'}};
	const {ui} = scriptedUi([]);
	const pages = await findPages(host, {isUi: false, kube}, {}, testContext({...ui, interactive}));
	return {pages, asked};
}

it('without a terminal only where another namespace would change the command for the link', async () => {
	const command = 'kubectl --context kind-dev port-forward --namespace kubeflow svc/ml-pipeline-ui 8080:80';
	const pages = {uiUrl: undefined, uiCommand: command};
	expect(await beside('kubeflow', false)).toEqual({pages, asked: 0});
	expect(await beside('team-a', false)).toEqual({pages, asked: 2});
	expect(await beside('kubeflow', true)).toEqual({pages, asked: 1});
});
