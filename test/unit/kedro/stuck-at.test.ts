// Where Python was when its time was over, from the text of faulthandler.
import {expect, it} from 'vitest';
import {stuckAt} from '../../../src/kedro/stuck-at.ts';

const dump = (...frames: readonly string[]): string =>
	['Timeout (0:00:58)!', 'Thread 0x00007f1c (most recent call first):', '  File "/x/other.py", line 1 in other', '']
		.concat('Thread 0x00007f2d (most recent call first):', ...frames.map(frame => `  File ${frame}`), '')
		.join('\n');

it('F36: the lines of the project come first, innermost first, then what they called', () => {
	const text = dump(
		'"/usr/lib/python3.11/socket.py", line 706 in connect',
		'"/p/.venv/lib/python3.11/site-packages/redis/client.py", line 12 in ping',
		'"/p/src/shop/nodes.py", line 4 in wait',
		'"/p/src/shop/nodes.py", line 9 in <module>',
		'"<frozen importlib._bootstrap>", line 241 in _call_with_frames_removed',
		'"/p/src/shop/pipeline_registry.py", line 2 in <module>',
		'"/opt/kfp-wizard/dist/inspector/load_pipelines.py", line 26 in load_pipelines',
	);
	expect(stuckAt(text, '/p')).toEqual({
		at: 'src/shop/nodes.py:4 in wait',
		lines: [
			'src/shop/nodes.py:4 in wait',
			'src/shop/nodes.py:9',
			'src/shop/pipeline_registry.py:2',
			'in socket.py:706 in connect',
			'in redis/client.py:12 in ping',
		],
	});
});

it('without a line of the project the innermost one is named', () => {
	const text = dump(
		'"/x/site-packages/kedro_mlflow/hook.py", line 7 in ask',
		'"/x/python3.11/runpy.py", line 1 in run',
	);
	expect(stuckAt(text, '/p')?.at).toBe('kedro_mlflow/hook.py:7 in ask');
});

it('a crash has one thread', () => {
	const text =
		'Fatal Python error: Aborted\n\nCurrent thread 0x1 (most recent call first):\n  File "/p/a.py", line 3 in <module>\n';
	expect(stuckAt(text, '/p')?.at).toBe('a.py:3');
});

it('nothing is known where nothing was written, or only our own code', () => {
	expect(stuckAt('', '/p')).toBeUndefined();
	expect(stuckAt(dump('"/opt/dist/inspector/answer.py", line 3 in main'), '/p')).toBeUndefined();
});
