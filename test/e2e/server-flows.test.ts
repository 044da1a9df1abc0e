// The suite for real servers (`npm run e2e`) against the fake API server, reached by a port-forward of the stand-in kubectl.
import {delimiter, dirname} from 'node:path';
import {expect, it, onTestFinished} from 'vitest';
import {bed} from '../bed/bed.ts';
import {describeWith} from '../bed/part.ts';
import {type KfpApi, startKfpApi} from '../fakes/kfp-api.ts';
import {fakeKubectl} from '../fakes/kubectl.ts';
import {findServer} from '../server/find-server.ts';
import {runFlows} from '../server/flows.ts';
import {podOf} from '../support/cluster-kubectl.ts';

/** Runs go on by themselves, as on a cluster; one that is to take long waits for its end. */
function liveCluster(api: KfpApi): void {
	const timer = setInterval(() => {
		for (const {id, state, parameters} of api.state().runs) {
			const isLong = JSON.stringify(parameters).includes('900');
			if (state === 'PENDING') api.finishRun(id, 'RUNNING');
			else if (state === 'CANCELING') api.finishRun(id, 'FAILED');
			else if (state === 'RUNNING' && !isLong) api.finishRun(id, 'SUCCEEDED');
		}
	}, 300);
	onTestFinished(() => clearInterval(timer));
}

describeWith(await bed.python('kedro-1'), 'the suite for real servers', python => {
	it('passes, and leaves nothing behind', {timeout: 240_000}, async () => {
		const api = await startKfpApi({ui: 'ready'});
		onTestFinished(() => api.stop());
		liveCluster(api);
		const target = Number(new URL(api.url).port);
		const kubectl = await fakeKubectl({
			services: [{name: 'ml-pipeline-ui', namespace: 'kubeflow', port: 80, pod: 'ui-1', target}],
			pods: [podOf('all', 'Succeeded', {terminated: {exitCode: 0}})],
			logs: {'demo-all-1': 'kfp-wizard counts for 0 s\n'},
		});
		const PATH = [kubectl.env.PATH, dirname(python), process.env['PATH']].join(delimiter);
		const env = {HOME: kubectl.env.HOME, PATH, KFP_WIZARD_E2E_IMAGE: 'ghcr.io/acme/server-test:1'};
		const found = await findServer(env);
		if ('missing' in found) throw new Error(found.missing);
		const {value} = found;
		await runFlows({...value, image: [...value.image, '--no-push'], patience: 60_000});
		const {experiments, ...left} = api.state();
		expect(left).toEqual({pipelines: [], versions: [], runs: [], recurringRuns: []});
		expect(experiments.map(({name}) => name)).toEqual(['Default']);
	});

	it('says what to set where there is no image or no server', async () => {
		const kubectl = await fakeKubectl();
		const env = {HOME: kubectl.env.HOME, PATH: [kubectl.env.PATH, process.env['PATH']].join(delimiter)};
		expect(await findServer(env)).toMatchObject({missing: expect.stringContaining('KFP_WIZARD_E2E_BUILD') as string});
		expect(await findServer({...env, KFP_WIZARD_E2E_BUILD: 'ghcr.io/acme/x'})).toMatchObject({
			missing: expect.stringMatching(/KFP_WIZARD_E2E_HOST.*are not in kind-dev \/ kubeflow/) as string,
		});
	});
});
