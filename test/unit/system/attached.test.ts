// Attached programs: their lines and their end.
import {describe, expect, it} from 'vitest';
import {startAttached} from '../../../src/system/attached.ts';
import {lives} from '../../support/processes.ts';

describe('an attached program', () => {
	it('reports its lines and its end', async () => {
		const lines: string[] = [];
		await new Promise<void>(resolve => {
			startAttached('sh', ['-c', 'echo "$GREETING $1"; echo second >&2', 'sh', 'a b'], {
				env: {GREETING: 'hello'},
				onLine: line => lines.push(line),
				onEnd: resolve,
			});
		});
		await expect.poll(() => lines.toSorted()).toEqual(['hello a b', 'second']);
	});

	it('reports its end when there is no such program', async () => {
		await new Promise<void>(resolve => {
			startAttached('/no/such/program', [], {env: {}, onLine: () => {}, onEnd: resolve});
		});
	});

	it('ends when it is stopped', async () => {
		const lines: string[] = [];
		let isEnded = false;
		const attached = startAttached('sh', ['-c', 'echo $$; exec sleep 600'], {
			env: {},
			onLine: line => lines.push(line),
			onEnd: () => (isEnded = true),
		});
		await expect.poll(() => lines.length).toBe(1);
		attached.end();
		await expect.poll(() => lives(Number(lines[0]))).toBe(false);
		await expect.poll(() => isEnded).toBe(true);
	});
});
