// The tasks on the page: those that failed with their cause and the end of their log, and the table of all.
import type {RunTask} from '../../schema/outcome.ts';
import {count, duration} from '../../system/text.ts';
import {commandList, escaped} from './html.ts';

/** What failed comes first on the page; nothing where all is well. */
export function failedTasks(tasks: readonly RunTask[]): string | undefined {
	const failed = tasks.filter(({state, message, lines}) => state === 'failed' || (message ?? lines) !== undefined);
	if (failed.length === 0) return undefined;
	return `<section class="problems"><h2>What went wrong</h2>\n${failed.map(problemOf).join('\n')}\n</section>`;
}

const problemOf = ({title, state, message, fix = [], rule, lines = []}: RunTask): string =>
	`<article class="problem"><h3>${escaped(title)} <small>${state}</small></h3>` +
	(message === undefined ? '' : `<p>${escaped(message)}</p>`) +
	(rule === undefined ? '' : `<p class="faint">check: ${escaped(rule)}</p>`) +
	commandList(fix) +
	(lines.length === 0
		? ''
		: `<details open><summary>Log, last ${count(lines.length, 'line')}</summary><pre><span>${escaped(lines.join('\n'))}</span></pre></details>`) +
	'</article>';

type Column = readonly [title: string, text: (task: RunTask) => string];

const seconds =
	(of: 'waiting' | 'starting' | 'running' | 'seconds') =>
	(task: RunTask): string => {
		const value = task[of];
		return value === undefined || value === 0 ? '' : duration(value * 1000).replaceAll(' ', '\u00A0');
	};

const columns: readonly Column[] = [
	['Task', ({title}) => escaped(title)],
	['State', ({state}) => `<span class="${state}">${state}</span>`],
	['Took', seconds('seconds')],
	['Ran', seconds('running')],
	['Started in', seconds('starting')],
	['Waited', seconds('waiting')],
	['Nodes', ({title, nodes}) => (nodes.join() === title ? '' : escaped(nodes.join(', ')))],
];

/** Columns that are empty throughout are left out. */
export function taskTable(tasks: readonly RunTask[]): string {
	const used = columns.filter(([, text]) => tasks.some(task => text(task) !== ''));
	return `<div class="wide"><table>
<thead><tr>${used.map(([title]) => `<th>${title}`).join('')}</thead>
<tbody>
${tasks.map(task => `<tr>${used.map(([, text]) => `<td>${text(task)}`).join('')}`).join('\n')}
</tbody>
</table></div>`;
}
