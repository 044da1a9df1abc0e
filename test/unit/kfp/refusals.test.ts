// Refusals of a server as one paragraph: without stacks, with the cause.
import {describe, expect, it} from 'vitest';
import {notKfp, readable, refusal} from '../../../src/kfp/refusals.ts';
import {specText} from '../../support/spec-text.ts';
import {withApi} from '../../support/with-api.ts';
import {errorOf} from '../../support/error-of.ts';
import {answer, runOf} from '../../support/kfp-answers.ts';

describe('refusals of a run', () => {
	it.each([
		[
			'a dangling component',
			{'componentRef: {name: comp-run}': 'componentRef: {name: comp-nowhere}'},
			'error processing component name="root": cannot find component ref name="comp-nowhere"',
		],
		[
			'a dangling executor',
			{'executorLabel: exec-run': 'executorLabel: exec-nowhere'},
			'error processing component name="comp-run": executor(label="exec-nowhere") not found in deployment config',
		],
		[
			'an unknown dependency',
			{'[clean]': '[ghost]'},
			'Failed to validate workflow for (): templates.entrypoint.tasks.root templates.root sorting failed: invalid dependency ghost',
		],
		[
			'a cycle',
			{'[clean]': '[train]'},
			'Failed to validate workflow for (): templates.entrypoint.tasks.root templates.root sorting failed: graph with cycle',
		],
		[
			'an unknown platform setting',
			{secretAsEnv: 'fooBar'},
			'compiling DAG "root": compiling task "clean": error creating executor for "clean": failed to unmarshal kubernetes config: proto: (line 1:2): unknown field "fooBar"',
		],
		[
			'a task name that begins with a digit',
			{'      clean:': '      1clean:', '[clean]': '[1clean]'},
			"Failed to validate workflow for (): templates.entrypoint.tasks.root templates.root.tasks.1clean-driver name cannot begin with a digit when using either 'depends' or 'dependencies'",
		],
	])('a run is refused for %s', async (_, changes, words) => {
		const {client} = await withApi();
		let spec: string = specText.withPlatform;
		for (const [from, to] of Object.entries(changes)) spec = spec.replaceAll(from, to);
		const error = await errorOf(runOf(client, spec));
		expect(error).toMatchObject({kind: 'outside', code: 'KFP_FAILED'});
		expect(error.message).toBe(`Kubeflow Pipelines can't start the run r: ${words}`);
	});

	it('a run is refused for a parameter that the pipeline does not have', async () => {
		const {client} = await withApi();
		const error = await errorOf(runOf(client, specText.plain, {zzz: 1}));
		expect(error).toMatchObject({code: 'KFP_REFUSED'});
		expect(error.message).toContain('parameter(s) provided are not required by pipeline: zzz');
	});

	it('a run is refused for an unknown experiment', async () => {
		const {client} = await withApi();
		const unknown = client.createRun({name: 'r', description: '', experimentId: 'x', pipelineId: 'p', versionId: 'v'});
		expect(await errorOf(unknown)).toMatchObject({
			code: 'KFP_NOT_FOUND',
			message: expect.stringContaining('Experiment x not found') as string,
		});
	});
});

describe('other refusals', () => {
	it('a name that is in use is reported, though the upload error has no cause', () => {
		const error = refusal(
			answer(409, {
				error_message: 'Failed to create a pipeline version',
				error_details: 'Failed to create a pipeline version\ngithub.com/x.Y\n\t/go/x.go:1',
			}),
			'take it',
		);
		expect(error).toMatchObject({code: 'KFP_CONFLICT', detail: 'The name is already in use.'});
		expect(error.message).toBe("Kubeflow Pipelines can't take it: Failed to create a pipeline version");
	});

	it('missing permissions are reported with the user and without the request dump', () => {
		const external =
			"User 'user@example.com' is not authorized with reason:  (request: &ResourceAttributes{Namespace:other-ns,Verb:list,FieldSelector:nil,})";
		const error = refusal(
			answer(403, {
				code: 7,
				message: `List experiments failed: ${external}: Unauthorized access`,
				details: [{message: external}],
			}),
			'list',
		);
		expect(error).toMatchObject({kind: 'denied', code: 'KFP_DENIED', exitCode: 4});
		expect(error.message).toBe("Kubeflow Pipelines can't list: User 'user@example.com' is not authorized");
	});

	it('an expired token is reported, though only the long message has the cause', () => {
		const external = 'Failed to check authorization. User identity is empty in the request header';
		const message = `${external}: [Authentication failure: Review.Status.Authenticated is false. Error invalid bearer token: Failed to authenticate token review]`;
		const error = refusal(answer(401, {code: 16, message, details: [{message: external}]}), 'list');
		expect(error).toMatchObject({kind: 'denied', code: 'KFP_DENIED'});
		expect(error.message).toContain('invalid bearer token');
		expect(error.detail).toContain('pipelines.kubeflow.org');
	});

	it('a refusal in plain text is reported', () => {
		const error = refusal(
			answer(400, 'Invalid input error: Pipeline.Name length cannot exceed 128\n', 'text/plain; charset=utf-8'),
			'create it',
		);
		expect(error.message).toBe("Kubeflow Pipelines can't create it: Pipeline.Name length cannot exceed 128");
	});

	it('a refusal of the Kubernetes API server in between is reported', () => {
		const error = refusal(
			answer(403, {kind: 'Status', code: 403, message: 'services "ml-pipeline" is forbidden'}),
			'list',
		);
		expect(error).toMatchObject({kind: 'denied'});
		expect(error.message).toContain('services "ml-pipeline" is forbidden');
	});

	it('F20: a web page, truncated JSON and an empty body are not refusals of KFP', () => {
		expect(refusal(answer(502, '<html><title>502 Bad Gateway</title></html>', 'text/html'), 'list')).toMatchObject({
			kind: 'outside',
			code: 'KFP_NOT_API',
		});
		expect(refusal(answer(500, '{"code":13,"mess'), 'list')).toMatchObject({code: 'KFP_NOT_API'});
		expect(refusal(answer(500, ''), 'list')).toMatchObject({code: 'KFP_NOT_API'});
		expect(notKfp(answer(304, ''), 'list')).toMatchObject({code: 'KFP_NOT_API'});
	});

	it.each([429, 502, 503, 504])('F20: a gateway that answers %i by itself is busy, not another service', status => {
		for (const one of [answer(status, ''), answer(status, '<html><title>Nope</title></html>', 'text/html')])
			expect(refusal(one, 'list')).toMatchObject({
				message: `Can't list: the server or the gateway before it is busy or does not work now (HTTP ${status})`,
				detail: expect.stringContaining('again later') as string,
			});
	});
});

describe('readable text', () => {
	it.each([
		['plain', 'plain'],
		['one\ntwo', 'one two'],
		['Internal error: cause\nFailed to compile job\ngithub.com/a/b.(*C).D\n\t/go/x.go:1', 'cause'],
		['cause\nmain.apiServerInterceptor\n\t/go/x.go:1\nmore', 'cause'],
		['A: B: ResourceNotFoundError: Run x not found', 'Run x not found'],
		['a \u001B[31mred\u001B[0m cause', 'a red cause'],
		['', ''],
	])('the server text %j becomes readable', (text, expected) => expect(readable(text)).toBe(expected));

	it('a very long text is cut', () => expect(readable('x'.repeat(5000))).toHaveLength(598));
});
