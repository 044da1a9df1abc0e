// The command of a task with retries.
import {expect, it} from 'vitest';
import {retrying} from '../../../src/pipeline-spec/retry.ts';

it('a command without retries stays as it is', () => {
	expect(retrying(['kedro', 'run'], 0)).toEqual(['kedro', 'run']);
	expect(retrying(['kedro', 'run'], 2).slice(-3)).toEqual(['2', 'kedro', 'run']);
});

it('the times between tries are in the program only where they are set', () => {
	const [, , usual] = retrying(['kedro'], 2);
	const [, , set, count] = retrying(['kedro'], {count: 3, wait: 60, factor: 1.5});
	expect(usual).toContain('time.sleep(min(60, 2**number))');
	expect(set).toContain('time.sleep(min(3600, 60 * 1.5 ** (number - 1)))');
	expect(count).toBe('3');
	expect(retrying(['kedro'], {count: 0, wait: 60, factor: 2})).toEqual(['kedro']);
});
