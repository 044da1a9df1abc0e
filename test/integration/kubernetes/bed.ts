// A fake cluster and a folder for one test file, and the real kubectl pointed at them.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, beforeEach} from 'vitest';
import {type Cluster, openCluster} from '../../../src/kubernetes/kubectl.ts';
import {type KubernetesApi, startKubernetesApi} from '../../fakes/kubernetes-api.ts';

export type KubernetesBed = {
	/** A new one for every test. */
	readonly api: KubernetesApi;
	readonly folder: string;
	open(user?: string, more?: {env?: NodeJS.ProcessEnv; namespace?: string}): Promise<Cluster>;
};

export function useKubernetes(): KubernetesBed {
	let folder = '';
	let api: KubernetesApi | undefined;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-test-'));
	});
	beforeEach(async () => {
		api = await startKubernetesApi();
	});
	afterEach(async () => api?.stop());
	afterAll(async () => rm(folder, {recursive: true, force: true}));
	const started = (): KubernetesApi => {
		if (api === undefined) throw new Error('The fake API runs only during a test');
		return api;
	};
	return {
		get api() {
			return started();
		},
		get folder() {
			return folder;
		},
		open: async (user, {env, namespace = 'kubeflow'} = {}) =>
			openCluster({
				namespace,
				cache: false,
				yes: true,
				env: {
					...environment(folder),
					KUBECONFIG: await started().kubeconfig(folder, {
						...(user === undefined ? {} : {user}),
						file: `as-${user ?? 'me'}`,
					}),
					...env,
				},
			}),
	};
}

/** kubectl keeps what it learns of a server below HOME. */
export const environment = (folder: string): NodeJS.ProcessEnv => ({
	HOME: folder,
	KUBECACHEDIR: join(folder, 'cache'),
	PATH: process.env['PATH'],
	GOGC: process.env['GOGC'],
});
