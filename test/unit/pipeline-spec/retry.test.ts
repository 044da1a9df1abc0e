// The command of a task with retries.
import {expect, it} from 'vitest';
import {retrying} from '../../../src/pipeline-spec/retry.ts';

it('a command without retries stays as it is', () => {
	expect(retrying(['kedro', 'run'], 0)).toEqual(['kedro', 'run']);
	expect(retrying(['kedro', 'run'], 2).slice(-3)).toEqual(['2', 'kedro', 'run']);
});
