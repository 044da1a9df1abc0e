// The task at the end of a run: where it stands in both formats, what it gets, and how a spec with it reads back.
import {describe, expect, it} from 'vitest';
import {argoWorkflow} from '../../../src/pipeline-spec/argo/argo-workflow.ts';
import {pipelineSpec} from '../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {readSpec} from '../../../src/pipeline-spec/read-spec.ts';
import {readStoredSpec} from '../../../src/pipeline-spec/stored-spec.ts';
import {parse} from 'yaml';
import {webhook, withExit} from '../../support/exit-task.ts';
import {pipeline, sizedPipeline, specInput} from '../../support/spec-samples.ts';
import {at, documents} from '../../support/task-settings.ts';

const run = {id: 'abc', created: '2026-01-02T03:04:05Z'};

describe.each([
	['kfp', pipelineSpec],
	['argo', argoWorkflow],
] as const)('a %s spec with a task at its end', (_, write) => {
	it('reads back with it as the last one, which runs whatever happened', () => {
		const {executions, tasks, inputs} = readSpec(write(withExit()), {run});
		expect(tasks).toBe(3);
		expect(inputs.map(({key}) => key)).toEqual(['alpha']);
		expect(executions.map(({task, dependsOn, always}) => [task, dependsOn, always])).toEqual([
			['clean', [], undefined],
			['train', ['clean'], undefined],
			['on-exit', ['train'], true],
		]);
		expect(executions[0]?.command.slice(0, 2)).toEqual(['kedro', 'alpha=0.5']);
		expect(executions[2]).toMatchObject({
			env: {},
			secretEnv: [{name: 'KFP_WIZARD_WEBHOOK', secret: 'slack', key: 'url'}],
		});
		expect(executions[2]?.command.slice(3)).toEqual([
			'state={{workflow.status}}',
			'run=abc',
			'created=2026-01-02T03:04:05Z',
			'pipeline=space-flights-s3',
			'pages=https://kubeflow.test/pipeline',
		]);
	});

	it('gives it the Secret of the storage where it needs one, and another name where a node has its own', () => {
		const onExit = {...webhook, secret: {name: 'aws-secrets', keys: ['AWS_ACCESS_KEY_ID']}};
		const input = specInput(pipeline({'on-exit': [], 'on-exit-2': []}), {onExit});
		const {executions} = readSpec(write(input));
		expect(executions.at(-1)).toMatchObject({
			task: 'on-exit-3',
			secretEnv: [{secret: 'aws-secrets'}, {secret: 'slack'}],
		});
	});

	it('refuses a text that the cluster would change, and a variable that is set twice', () => {
		expect(() => write(withExit({onExit: {...webhook, args: ['$(HOME)']}}))).toThrow('Kubernetes expands');
		expect(() => write(withExit({onExit: {...webhook, variables: {KFP_WIZARD_WEBHOOK: 'x'}}}))).toThrow('is set twice');
	});
});

it('a v2 pipeline of many tasks is divided below the group that the last task follows', () => {
	const text = pipelineSpec(specInput(sizedPipeline(300), {onExit: webhook}));
	const {executions} = readSpec(text);
	expect(executions).toHaveLength(301);
	expect(executions.at(-1)).toMatchObject({task: 'on-exit', always: true});
	const [spec] = documents(text);
	expect(Object.keys(at(spec, 'root', 'dag', 'tasks'))).toEqual(['main', 'on-exit']);
	expect(readStoredSpec(parse(text.split('\n---\n')[0] ?? '')).tasks).toHaveLength(301);
});
