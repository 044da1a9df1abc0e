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

it.each(['f([a]) -> [c]', 'f([a;params:b]) -> None', 'north.f__16d513c4'])(
	'a task whose node name Kedro generates, %s, is called as Kubeflow shows it',
	name => {
		expect(titleOf({...execution('kedro', 'run', `--nodes=${name}`), shown: 'f:6'})).toBe('f:6');
		expect(titleOf({...execution('kedro', 'run', '--nodes=f__16'), shown: '…6'})).toBe('f__16');
	},
);

it('a task is called by its node names, or by its key where it names none or too many', () => {
	expect(titleOf(execution('kedro', 'run', '--env=s3', '--nodes=f([a,b]) -> [c],g'))).toBe('f([a,b]) -> [c],g');
	expect(titleOf(execution('sh', '-c', 'true'))).toBe('key');
	expect(titleOf(execution('kedro', 'run', `--nodes=${'clean,train,'.repeat(9)}report`))).toBe('key');
});
