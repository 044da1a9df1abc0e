// The timeline on the page: a bar for each task with what it waited, started and ran; the critical path is marked.
import type {RunTask, RunTimeline} from '../../schema/outcome.ts';
import {duration} from '../../system/text.ts';
import {hasBar} from '../views/timeline.ts';
import {escaped} from './html.ts';

export function timelineOf(timeline: RunTimeline, tasks: readonly RunTask[]): string {
	const begun = Date.parse(timeline.started);
	const whole = Math.max(0.001, timeline.seconds);
	const ran = tasks.filter(hasBar);
	const bars = ran.map(task => {
		const at = (Date.parse(task.started ?? '') - begun) / 1000;
		const {waiting = 0, starting = 0, seconds = 0, state, title} = task;
		const part = (name: string, from: number, to: number): string => {
			const [left, right] = [from, to].map(second => (100 * Math.min(whole, Math.max(0, second))) / whole);
			const width = (right ?? 0) - (left ?? 0);
			return width <= 0 ? '' : `<i class="${name}" style="left:${percent(left ?? 0)};width:${percent(width)}"></i>`;
		};
		const isCritical = timeline.critical.includes(task.task);
		return (
			`<li${isCritical ? ' class="critical"' : ''}><span class="name" title="${escaped(title)}">${escaped(title)}</span><span class="track">` +
			part('waits', at - waiting, at) +
			part('starts', at, at + starting) +
			part(`runs ${state}`, at + starting, at + seconds) +
			`</span><span class="time">${duration(seconds * 1000)}</span>`
		);
	});
	const has = (of: 'waiting' | 'starting'): boolean => ran.some(task => (task[of] ?? 0) > 0);
	const legend = [
		...(has('waiting') ? ['<i class="waits"></i>waits'] : []),
		...(has('starting') ? ['<i class="starts"></i>starts'] : []),
		'<i class="runs"></i>runs',
		'<i class="mark"></i>critical path',
	];
	const savings = timeline.savings.map(
		({groupBy, seconds}) =>
			`<p>Another grouping would have saved about ${duration(seconds * 1000)}: <code>--group-by ${escaped(groupBy)}</code></p>`,
	);
	return `<p class="legend">${legend.map(one => `<span>${one}</span>`).join('')}</p>
<ol class="bars">${bars.join('')}</ol>
<p class="scale"><span>0</span><span>${duration(timeline.seconds * 1000)}</span></p>
${savings.join('\n')}`;
}

const percent = (value: number): string => `${Math.round(value * 100) / 100}%`;
