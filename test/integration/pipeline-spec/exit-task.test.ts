// The task at the end of a run, beside the exit handlers that the KFP SDKs compile.
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {expect, it} from 'vitest';
import {argoWorkflow} from '../../../src/pipeline-spec/argo/argo-workflow.ts';
import {pipelineSpec} from '../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {webhookCommand} from '../../../src/pipeline-spec/webhook.ts';
import {run} from '../../../src/system/exec.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {withExit} from '../../support/exit-task.ts';
import {at, documents, type Json} from '../../support/task-settings.ts';
import {runScript} from './judges.ts';

describeWith(await bed.python('kfp-2'), 'the exit task, beside the KFP SDK 2', python => {
	it('is the exit task of a group as the SDK compiles it, and the SDK loads the spec', async () => {
		const text = pipelineSpec(withExit());
		const answer = JSON.parse(await runScript(python, 'compile-exit-kfp-2.py', {specs: [text]})) as Json;
		expect(answer['loaded']).toEqual(['space-flights-s3']);
		const [written] = documents(text);
		const compiled = at(answer, 'compiled');
		const {run_state: state, ...run} = at(written, 'components', 'comp-on-exit', 'inputDefinitions', 'parameters');
		const known = at(compiled, 'components', 'comp-on-exit', 'inputDefinitions', 'parameters');
		expect({run_state: state, ...run}).toEqual(known);
		const {inputs, ...exit} = at(written, 'root', 'dag', 'tasks', 'on-exit');
		const {inputs: sdkInputs, ...sdk} = at(compiled, 'root', 'dag', 'tasks', 'on-exit');
		const group = {dependentTasks: ['exit-handler-1'], taskInfo: {name: 'on exit: webhook'}};
		expect({...exit, ...group}).toEqual({...sdk, ...group, cachingOptions: {enableCache: false}});
		const named = JSON.stringify(sdkInputs).replaceAll('exit-handler-1', 'main');
		expect(inputs).toEqual(JSON.parse(named));
		expect(exit['dependentTasks']).toEqual(['main']);
		expect(at(written, 'root', 'dag', 'tasks', 'main', 'inputs', 'parameters')).toEqual({
			alpha: {componentInputParameter: 'alpha'},
		});
	});
});

describeWith(await bed.python('kfp-2'), 'the program of a webhook', python => {
	it('posts the state and the link of the run, and prints no URL where the message is refused', async () => {
		const posted: string[] = [];
		let status = 200;
		const server = createServer(async (request, response) => {
			for await (const chunk of request) posted.push(String(chunk));
			response.writeHead(status).end();
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-path`;
		const {command, args} = webhookCommand('shop-prod', 'https://kf.test');
		const post = (state: string, env: Readonly<Record<string, string>>) =>
			run(python, [...command.slice(1), `state=${state}`, 'run=abc', 'created=x', ...args], {env, inherit: false});
		const sent = await post('{"state":"FAILED","error":{}}', {KFP_WIZARD_WEBHOOK: url});
		expect(JSON.parse(posted[0] ?? '')).toEqual({
			text: 'shop-prod: FAILED, run abc https://kf.test/#/runs/details/abc',
		});
		expect(sent.exitCode).toBe(0);
		const without = await post('Succeeded', {});
		expect([without.exitCode, without.stdout.trim()]).toEqual([
			0,
			'shop-prod: SUCCEEDED, run abc https://kf.test/#/runs/details/abc',
		]);
		status = 404;
		// The waiting times between the tries are those of a cluster.
		const [program = ''] = command.slice(-1);
		const quick = program.replace('(5, 20, 0)', '(0, 0)');
		const refused = await run(python, ['-c', quick, 'state=Error', 'run=abc', ...args], {
			env: {KFP_WIZARD_WEBHOOK: url},
			inherit: false,
		});
		server.close();
		expect([refused.exitCode, posted.length]).toEqual([0, 3]);
		expect(refused.stderr).toContain('did not take the message: 404');
		expect(refused.stdout + refused.stderr).not.toContain('secret-path');
	});
});

describeWith(await bed.python('kfp-1.8'), 'the exit task, beside the KFP SDK 1.8', python => {
	it('is the template that the SDK names as onExit, with the same placeholder of the state', async () => {
		const compiled = JSON.parse(await runScript(python, 'compile-exit-kfp-1.py', {})) as Json;
		const [written] = documents(argoWorkflow(withExit()));
		const spec = at(written, 'spec');
		expect(spec['onExit']).toBe(compiled['onExit']);
		const argsOf = (all: unknown): readonly string[] =>
			(all as {name: string; container?: {args: string[]}}[]).find(({name}) => name === 'on-exit')?.container?.args ??
			[];
		const [placeholder = ''] = argsOf(compiled['templates']);
		expect(argsOf(spec['templates'])[0]).toBe(`state=${placeholder}`);
	});
});
