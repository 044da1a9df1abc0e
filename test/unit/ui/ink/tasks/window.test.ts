// Which tasks are in sight if not all fit.
import {describe, expect, it} from 'vitest';
import type {TaskState} from '../../../../../src/schema/task-state.ts';
import {afterTask, taskList} from '../../../../../src/ui/ink/tasks/list.ts';
import {taskWindow} from '../../../../../src/ui/ink/tasks/window.ts';
import {layers, task} from '../../../../support/ui/tasks.ts';

describe('the window on tasks', () => {
	const states: readonly TaskState[] = ['waiting', 'running', 'succeeded', 'failed', 'skipped', 'cancelled'];

	it.each([1, 2, 3, 5, 8, 13, 40, 2000])(
		'the window on tasks of %d rows has every task in it or counted, those that matter first',
		room => {
			for (const every of [2, 3, 7, 50]) {
				const list = layers(300).tasks.reduce(
					(before, {task: key}, index) => {
						const state = index % every === 0 ? states[(index / every) % states.length] : 'succeeded';
						return afterTask(before, task(key, state ?? 'waiting', {detail: 'one\ntwo'}), 0);
					},
					taskList(layers(300), 0),
				);
				const {shown, details, hidden} = taskWindow(list, room, () => ['one', 'two']);
				const rows = shown.length + [...details.values()].flat().length;
				expect(rows).toBeLessThanOrEqual(room);
				expect(shown.length + Object.values(hidden).reduce((sum, one) => sum + one, 0)).toBe(300);
				expect(shown).toEqual([...new Set(shown)].toSorted((a, b) => a - b));
				const seen = (state: TaskState): number => list.counts[state] - hidden[state];
				// In all but a few rows there is room for counting what is out of sight.
				const forTasks = room < 5 ? room : room - 2;
				expect(seen('running')).toBe(Math.min(forTasks, list.counts.running));
				expect(seen('failed')).toBe(Math.min(forTasks - seen('running'), list.counts.failed));
				expect(shown.length === 300 || rows <= forTasks).toBe(true);
			}
		},
	);
});
