// The display name of a task of a spec.
import {expect, it} from 'vitest';
import type {Execution} from '../../../src/pipeline-spec/read-spec.ts';
import {titleOf} from '../../../src/pipeline-spec/task-title.ts';

const execution = (...command: readonly string[]): Execution => ({
	task: 'key',
	command,
	env: {},
	image: 'demo:1',
	secretEnv: [],
	dependsOn: [],
});

it('a task is called by its node names, or by its key where it names none or too many', () => {
	expect(titleOf(execution('kedro', 'run', '--env=s3', '--nodes=f([a,b]) -> [c],g'))).toBe('f([a,b]) -> [c],g');
	expect(titleOf(execution('sh', '-c', 'true'))).toBe('key');
	expect(titleOf(execution('kedro', 'run', `--nodes=${'clean,train,'.repeat(9)}report`))).toBe('key');
});
