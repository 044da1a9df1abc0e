// The port-forward of kfp-wizard where its pod or service is gone: what is printed looks at them in the same cluster.
import {describe, expect, onTestFinished} from 'vitest';
import {openCluster} from '../../../src/kubernetes/kubectl.ts';
import {openPortForward, type PortForwardOptions} from '../../../src/kubernetes/port-forward.ts';
import {splitWords} from '../../../src/system/split-words.ts';
import {fakeKubectl} from '../../fakes/kubectl.ts';
import {errorOf} from '../../support/error-of.ts';
import {printed} from '../../support/printed.ts';
import {serveHost} from '../../support/with-api.ts';

const service = {name: 'ml-pipeline-ui', namespace: 'kubeflow', port: 80};
const context = `it's $(touch x)`;

async function forwarding() {
	const host = await serveHost((_, response) => response.end('hello'));
	const running = {...service, target: Number(host.port), pod: 'first'};
	const kubectl = await fakeKubectl({contexts: [context], current: context, services: [running]});
	const cluster = await openCluster({namespace: 'kubeflow', cache: false, yes: true, env: kubectl.env});
	const open = async (options: PortForwardOptions = {}) => {
		const forward = await openPortForward(cluster, service, {pause: 50, podTimeout: 1000, ...options});
		onTestFinished(() => forward.close());
		return forward;
	};
	return {...kubectl, open};
}

const lookingAt = (what: string) => ['kubectl', '--context', context, '--namespace', 'kubeflow', 'get', what];
const wordsOf = (command = '') => splitWords(command);

describe('the command that is printed', () => {
	printed('PORT_FORWARD_NO_POD', 'looks at the pods of the namespace', async () => {
		const {set, open} = await forwarding();
		await set({services: [service]});
		const error = await errorOf(open());
		expect(error).toMatchObject({kind: 'outside', code: 'PORT_FORWARD_NO_POD'});
		expect(wordsOf(error.next[0]?.command)).toEqual(lookingAt('pods'));
	});

	printed('PORT_FORWARD_NO_SERVICE', 'looks at the services of the namespace', async () => {
		const {set, open} = await forwarding();
		await set({services: []});
		const error = await errorOf(open());
		expect(error).toMatchObject({kind: 'outside', code: 'PORT_FORWARD_NO_SERVICE'});
		expect(wordsOf(error.next[0]?.command)).toEqual(lookingAt('services'));
	});

	printed('PORT_FORWARD_LOST', 'looks at what is missing', async () => {
		const {set, open} = await forwarding();
		const forward = await open({patience: 1200});
		await set({services: []});
		const error = await errorOf(forward.reach(true));
		expect(error).toMatchObject({kind: 'outside', code: 'PORT_FORWARD_LOST'});
		expect(error.detail).toContain('there is no such service');
		expect(wordsOf(error.next[0]?.command)).toEqual(lookingAt('services'));
	});
});
