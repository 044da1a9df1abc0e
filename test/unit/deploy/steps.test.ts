// The list of the steps: the header and the order in which plans are applied come from it.
import {expect, it} from 'vitest';
import {appliedSteps, clusterOf, deployHeader} from '../../../src/deploy/steps.ts';
import {StepId} from '../../../src/schema/event.ts';
import {connectionTo, flag, on} from '../../support/deploy-parts.ts';
import {facts} from '../../support/facts.ts';
import {memoryCluster} from '../../support/memory-cluster.ts';
import {withApi} from '../../support/with-api.ts';

it('every applied step stands under its own id, has the four verbs, and an id that events know', () => {
	for (const [id, step] of Object.entries(appliedSteps)) {
		expect(step.id).toBe(id);
		expect(StepId.options).toContain(id);
		expect(step.title).toMatch(/^[A-Z]/);
		for (const verb of ['ask', 'inspect', 'plan', 'apply'] as const)
			expect(typeof step[verb], `${id} ${verb}`).toBe('function');
	}
});

it('the header lists the steps in their order, the rehearsal only where it is asked for', () => {
	const ids = (options = {}) => deployHeader(options).steps.map(({id}) => id);
	expect(ids()).toEqual(['project', 'pipeline', 'checks', 'image', 'secret', 'spec', 'upload', 'run']);
	expect(ids(on('rehearse'))).toEqual([
		'project',
		'pipeline',
		'checks',
		'rehearsal',
		'image',
		'secret',
		'spec',
		'upload',
		'run',
	]);
});

it('the header shows the project and the cluster as soon as they are known', async () => {
	const {client} = await withApi();
	const {project} = facts();
	const connection = connectionTo(client, {namespace: flag('team-a', '--namespace')});
	expect(deployHeader({})).not.toHaveProperty('about');
	expect(deployHeader({}, project).about).toMatch(/^Demo · Kedro 1\.7\.0 · .*demo$/);
	expect(deployHeader({}, project, clusterOf(connection)).cluster).toBe(`${client.host.host} / team-a`);
	expect(deployHeader({}, project, clusterOf({...connection, cluster: memoryCluster()})).cluster).toBe(
		'kind-dev / team-a',
	);
});
