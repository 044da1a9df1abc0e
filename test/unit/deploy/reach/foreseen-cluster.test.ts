// The cluster in the header, before any question.
import {expect, it} from 'vitest';
import {foreseenCluster} from '../../../../src/deploy/reach/foreseen-cluster.ts';
import type {Options, Sourced} from '../../../../src/options/options.ts';
import {scriptedUi} from '../../../support/scripted-ui.ts';

const {ui} = scriptedUi([]);
const flag = <T>(value: T): Sourced<T> => ({value, source: 'flag'});
const off = flag(false);

it.each<readonly [Options, string | undefined]>([
	[{context: flag('kind-dev')}, 'kind-dev / kubeflow'],
	[{context: flag('prod-eu')}, 'production: prod-eu / kubeflow'],
	[{context: flag('kind-dev'), namespace: flag('team-a')}, 'kind-dev / team-a'],
	[{context: flag('kind-dev'), host: flag('https://kfp.example.com')}, 'kind-dev / kubeflow'],
	[{host: flag('https://kfp.example.com'), namespace: flag('team-a')}, 'kfp.example.com / team-a'],
	[{host: flag('http://localhost:8080')}, undefined],
	[{host: flag('no address at all')}, undefined],
	[{context: flag('kind-dev'), upload: off}, undefined],
	[{}, undefined],
])('with %o and no kubectl the header has %s', async (options, cluster) => {
	expect(await foreseenCluster(options, {ui, env: {PATH: ''}})).toBe(cluster);
});
