// Looking for services through kubectl, with a stand-in.
import {expect, it} from 'vitest';
import {openCluster} from '../../../src/kubernetes/kubectl.ts';
import {findServices} from '../../../src/kubernetes/services.ts';
import {fakeKubectl} from '../../fakes/kubectl.ts';
import {errorOf} from '../../support/error-of.ts';

const api = {name: 'ml-pipeline', namespace: 'kubeflow', port: 8888};

async function find(state: Parameters<typeof fakeKubectl>[0], namespace = 'kubeflow') {
	const {env} = await fakeKubectl(state);
	const cluster = await openCluster({namespace, cache: false, yes: true, env});
	return findServices(cluster, ['ml-pipeline-ui', 'ml-pipeline']);
}

it('finds the services that exist, with their HTTP port', async () => {
	expect(await find({services: [api, {...api, name: 'mysql'}]})).toEqual([api]);
});

it('finds nothing in another namespace', async () => {
	expect(await find({services: [api]}, 'other')).toEqual([]);
});

it('a missing permission is an error', async () => {
	expect(await errorOf(find({services: [api], forbidden: ['services']}))).toMatchObject({code: 'FORBIDDEN'});
});
