// What a user can do about a refusal whose text is for developers.
import {describe, expect, it} from 'vitest';
import {refusal} from '../../../src/kfp/refusals.ts';
import {withApi} from '../../support/with-api.ts';
import {errorOf} from '../../support/error-of.ts';
import {answer, runOf} from '../../support/kfp-answers.ts';

const internal = (message: string) =>
	answer(500, {
		code: 13,
		message: `Failed to create a new run: InternalServerError: ${message}`,
		details: [{message: 'Internal Server Error'}],
	});

describe('advice for a refused run', () => {
	it('a server that blocks v1 pipelines gives the flag that helps', async () => {
		const {client} = await withApi({blockV1: true});
		const workflow =
			'apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: a-}\nspec: {entrypoint: a, templates: [{name: a, container: {image: b}}]}\n';
		const error = await errorOf(runOf(client, workflow));
		expect(error.message).toContain('not allowed to run v1 pipelines');
		expect(error.next[0]?.command).toContain('--format kfp');
	});

	it.each([
		[
			'Failed to create a workflow for (): etcdserver: request is too large',
			'etcdserver: request is too large',
			/--group-by/,
		],
		[
			'Failed to create a workflow for (): rpc error: code = ResourceExhausted desc = trying to send message larger than max (2637109 vs. 2097152)',
			'trying to send message larger than max',
			/too large/,
		],
		[
			'Failed to create a workflow for (): the server could not find the requested resource (post workflows.argoproj.io)',
			'could not find the requested resource',
			/has no Argo Workflows/,
		],
		[
			'Failed to create a workflow for (): workflows.argoproj.io is forbidden: User "system:serviceaccount:kubeflow:ml-pipeline" cannot create resource "workflows"',
			'is forbidden',
			/service account/,
		],
		[
			'Failed to create a workflow for (): Post "https://10.0.0.1": dial tcp 10.0.0.1:443: connect: connection refused',
			'refused',
			/Kubernetes API/,
		],
	])('there is advice for: %s', (message, words, advice) => {
		const error = refusal(internal(message), 'start the run r');
		expect(error.message).toContain(words);
		expect(error.message).not.toContain('InternalServerError');
		expect(error.detail).toMatch(advice);
		expect(error.kind).toBe('outside');
	});
});
