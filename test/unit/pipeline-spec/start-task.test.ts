// The task before all others: where it stands in both formats, what the others get, and how a spec with it reads back.
import {parse} from 'yaml';
import {describe, expect, it} from 'vitest';
import {argoWorkflow} from '../../../src/pipeline-spec/argo/argo-workflow.ts';
import {pipelineSpec} from '../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {readSpec} from '../../../src/pipeline-spec/read-spec.ts';
import {variablesIn} from '../../../src/pipeline-spec/start-program.ts';
import {variablesPlaceholder} from '../../../src/pipeline-spec/start-task.ts';
import {readStoredSpec} from '../../../src/pipeline-spec/stored-spec.ts';
import {webhook} from '../../support/exit-task.ts';
import {pipeline, specInput} from '../../support/spec-samples.ts';
import {startCommand, withStart} from '../../support/start-task.ts';
import {at, documents} from '../../support/task-settings.ts';

const run = {id: 'abc', created: '2026-01-02T03:04:05Z'};

describe.each([
	['kfp', pipelineSpec],
	['argo', argoWorkflow],
] as const)('a %s spec with a task at its start', (_, write) => {
	it('reads back with it as the first one, which all others wait for and get variables from', () => {
		const {executions, tasks, inputs} = readSpec(write(withStart({onExit: webhook})), {run});
		expect(tasks).toBe(4);
		expect(inputs.map(({key}) => key)).toEqual(['alpha']);
		expect(executions.map(({task, dependsOn, first, always}) => [task, dependsOn, first, always])).toEqual([
			['on-start', [], true, undefined],
			['clean', ['on-start'], undefined, undefined],
			['train', ['on-start', 'clean'], undefined, undefined],
			['on-exit', ['train'], undefined, true],
		]);
		expect(executions[1]?.command.slice(0, 3)).toEqual(['kedro', `variables=${variablesPlaceholder}`, 'alpha=0.5']);
		expect(executions[3]?.command.join(' '), 'the end gets none').not.toContain('variables=');
		const [python, flag, , path, options, ...rest] = executions[0]?.command ?? [];
		expect([python, flag, path, ...rest]).toEqual(['python3', '-c', '-', 'run=abc', 'created=2026-01-02T03:04:05Z']);
		const {names, words: command} = startCommand;
		expect(JSON.parse(options ?? ''), 'what a cluster would expand is escaped').toEqual({names, command});
	});

	it('only waits for it where it hands nothing on', () => {
		const text = write(withStart({onStart: {...startCommand, names: []}}));
		expect(text).not.toContain('variables=');
		expect(readSpec(text).executions.map(({dependsOn}) => dependsOn)).toEqual([
			[],
			['on-start'],
			['on-start', 'clean'],
		]);
	});

	it('gives it settings of its own, and another name where a node has its own', () => {
		const settings = {image: 'ghcr.io/acme/tools:1', retries: 2, timeout: 60};
		const input = specInput(pipeline({'on-start': []}), {onStart: {...startCommand, settings}});
		const [start] = readSpec(write(input)).executions;
		expect(start).toMatchObject({task: 'on-start-2', image: 'ghcr.io/acme/tools:1', first: true});
		expect(start?.command[3], 'the program is tried again, with a new file').toBe('2');
	});

	it('refuses a variable that a task has already, and a text that the cluster would change', () => {
		expect(() => write(withStart({variables: {RUN: '1'}}))).toThrow('RUN is set twice');
		const keys = {name: 'aws-secrets', keys: ['RUN']};
		expect(() => write(withStart({secret: keys}))).toThrow('RUN is set twice');
		expect(() => write(withStart({onStart: {...startCommand, args: ['$(HOME)']}}))).toThrow('Kubernetes expands');
	});

	it('has the bytes that it had without such a task', () => {
		const {onStart: _, ...without} = withStart();
		expect(write(without)).toBe(write(withStart({onStart: undefined})));
		expect(write(without)).not.toMatch(/start/);
	});
});

it('a v2 pipeline of many tasks hands the variables to its groups, and each task in them waits for the first', () => {
	const names = Array.from({length: 60}, (_, index) => `${index}-${'x'.repeat(2000)}`);
	const nodes = Object.fromEntries(names.map((name, index) => [name, names.slice(Math.max(0, index - 1), index)]));
	const text = pipelineSpec(specInput(pipeline(nodes), {onStart: startCommand, onExit: webhook}));
	const {executions} = readSpec(text);
	expect(executions).toHaveLength(62);
	expect(executions[0]).toMatchObject({task: 'on-start', first: true, dependsOn: []});
	expect(executions.slice(1, -1).filter(({dependsOn}) => !dependsOn.includes('on-start'))).toEqual([]);
	expect(executions.slice(1, -1).filter(({command}) => !command.includes(`variables=${variablesPlaceholder}`))).toEqual(
		[],
	);
	const [spec] = documents(text);
	const main = at(spec, 'components', 'comp-main');
	expect(Object.keys(at(main, 'dag', 'tasks')).slice(0, 2)).toEqual(['on-start', 'group-1']);
	expect(main['inputDefinitions']).toBeUndefined();
	expect(readStoredSpec(parse(text.split('\n---\n')[0] ?? '')).tasks).toHaveLength(62);
});

it('a spec whose task takes an output of one that it does not wait for is not valid', () => {
	const text = pipelineSpec(withStart({inputs: []})).replace(
		/ +dependentTasks:\n +- on-start\n(?= +cachingOptions)/,
		'',
	);
	expect(() => readSpec(text)).toThrow('does not depend on it');
});

it('the variables are the last line of that kind in the output of the program', () => {
	expect(variablesIn('loading\nVariables for the other tasks: {"A": "1"}\n')).toBe('{"A": "1"}');
	expect(variablesIn('Traceback')).toBe('{}');
});
