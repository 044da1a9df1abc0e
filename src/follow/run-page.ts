// A run as one page of HTML: its graph, its timeline and its tasks. It needs no network and has no script.
import type {RunTask} from '../schema/outcome.ts';
import type {RunStatus} from '../schema/run-status.ts';
import {duration} from '../system/text.ts';

const box = {width: 190, height: 34, right: 60, below: 14} as const;
const barWidth = 640;
const barHeight = 22;
const longestName = 26;

export function runPage(status: RunStatus): string {
	const {name, state, outcome, url, seconds, created, message, fix = [], tasks} = status;
	const shownState = outcome === 'cancelled' ? 'terminated' : state;
	const took = seconds === undefined ? '' : ` in ${duration(seconds * 1000)}`;
	return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(name)}: ${text(shownState)}</title>
<style>${style}</style>
<h1>${text(name)} <span class="${outcome ?? 'running'}">${text(shownState)}</span></h1>
<p>${text(created ?? '')}${text(took)} · <a href="${text(url)}">${text(url)}</a></p>
${message === undefined ? '' : `<p class="failed">${text(message)}</p>${list(fix)}`}
<h2>Graph</h2>
<div class="wide">${graph(tasks)}</div>
${status.timeline === undefined ? '' : timeline(status)}
<h2>Tasks</h2>
<table>
<tr><th>task<th>state<th>waited<th>started<th>ran<th>
${tasks.map(task => taskRow(task)).join('\n')}
</table>
</html>
`;
}

const taskRow = ({
	title,
	nodes,
	state,
	waiting,
	starting,
	running,
	message,
	fix = [],
	rule,
	lines = [],
}: RunTask): string =>
	`<tr><td title="${text(nodes.join(', '))}">${text(title)}<td class="${state}">${state}<td>${time(waiting)}<td>${time(starting)}<td>${time(running)}<td>` +
	`${message === undefined ? '' : text(message)}${rule === undefined ? '' : ` <small>check: ${text(rule)}</small>`}${list(fix)}` +
	`${lines.length === 0 ? '' : `<pre>${text(lines.join('\n'))}</pre>`}`;

const time = (value: number | undefined): string => (value === undefined ? '' : duration(value * 1000));

const list = (lines: readonly string[]): string =>
	lines.length === 0 ? '' : `<ul>${lines.map(line => `<li><code>${text(line)}</code>`).join('')}</ul>`;

/** A column for each level; a task stands one column after the last that it waits for. */
function graph(tasks: readonly RunTask[]): string {
	const level = new Map<string, number>();
	const place = new Map<string, {readonly x: number; readonly y: number}>();
	const inColumn: number[] = [];
	for (const {task, dependsOn} of tasks) {
		const column = Math.max(0, ...dependsOn.map(key => (level.get(key) ?? -1) + 1));
		const row = inColumn[column] ?? 0;
		inColumn[column] = row + 1;
		level.set(task, column);
		place.set(task, {x: column * (box.width + box.right), y: row * (box.height + box.below)});
	}
	const columns = inColumn.length;
	const width = columns * (box.width + box.right) - box.right;
	const height = Math.max(1, ...inColumn) * (box.height + box.below);
	const lines = tasks.flatMap(({task, dependsOn}) =>
		dependsOn.flatMap(key => {
			const [from, to] = [place.get(key), place.get(task)];
			if (from === undefined || to === undefined) return [];
			const [x1, y1, x2, y2] = [from.x + box.width, from.y + box.height / 2, to.x, to.y + box.height / 2];
			const middle = (x1 + x2) / 2;
			return [`<path d="M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}"/>`];
		}),
	);
	const boxes = tasks.map(({task, title, state}) => {
		const {x = 0, y = 0} = place.get(task) ?? {};
		return `<g class="${state}"><title>${text(title)}: ${state}</title><rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="6"/><text x="${x + 10}" y="${y + 22}">${text(shortened(title))}</text></g>`;
	});
	return `<svg width="${Math.max(0, width)}" height="${height}" role="img" aria-label="graph of the tasks">${lines.join('')}${boxes.join('')}</svg>`;
}

function timeline({timeline: whole, tasks}: RunStatus): string {
	if (whole === undefined) return '';
	const begun = Date.parse(whole.started);
	const scale = barWidth / Math.max(1, whole.seconds);
	const ran = tasks.filter(({started, ended}) => started !== undefined && ended !== undefined);
	const bars = ran.map((task, index) => {
		const y = index * barHeight;
		const at = (Date.parse(task.started ?? '') - begun) / 1000;
		const {waiting = 0, starting = 0, seconds = 0, state, title} = task;
		const part = (name: string, from: number, to: number): string =>
			`<rect class="${name}" x="${round(210 + from * scale)}" y="${y + 3}" width="${round(Math.max(0, to - from) * scale)}" height="${barHeight - 6}"/>`;
		const isCritical = whole.critical.includes(task.task);
		return (
			`<text x="0" y="${y + 16}"${isCritical ? ' class="critical"' : ''}>${text(shortened(title))}</text>` +
			part('waits', at - waiting, at) +
			part('starts', at, at + starting) +
			part(`runs ${state}`, at + starting, at + seconds) +
			`<text x="${220 + barWidth}" y="${y + 16}">${duration(seconds * 1000)}</text>`
		);
	});
	const savings = whole.savings.map(
		({groupBy, seconds}) =>
			`<p>Another grouping would have saved about ${duration(seconds * 1000)}: <code>--group-by ${text(groupBy)}</code></p>`,
	);
	return `<h2>Timeline</h2>
<p><small>light: waits and starts · full: runs · bold: critical path</small></p>
<div class="wide"><svg width="${300 + barWidth}" height="${ran.length * barHeight}" role="img" aria-label="timeline">${bars.join('')}</svg></div>
${savings.join('\n')}`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

const shortened = (title: string): string =>
	title.length <= longestName ? title : `${title.slice(0, longestName - 1)}…`;

const text = (value: string): string =>
	value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const style = `
:root{color-scheme:light dark;--line:#8888;--good:#2a7d2e;--bad:#b3261e;--warn:#9a6700;--soft:#8884}
body{font:15px/1.5 system-ui,sans-serif;margin:2rem;max-width:75rem}
h1 span{font-size:.6em;padding:.2em .6em;border-radius:1em;background:var(--soft)}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3em .8em .3em 0;border-bottom:1px solid var(--soft);vertical-align:top}
pre{background:var(--soft);padding:.6em;overflow-x:auto}ul{margin:.2em 0;padding-left:1.2em}code{overflow-wrap:anywhere}
.wide{overflow-x:auto}svg text{font:13px system-ui,sans-serif;fill:currentColor}svg path{fill:none;stroke:var(--line)}
g rect{fill:var(--soft);stroke:var(--line)}g.succeeded rect{stroke:var(--good)}g.failed rect{stroke:var(--bad);stroke-width:2}
h1 .succeeded,td.succeeded{color:var(--good)}h1 .failed,td.failed,p.failed{color:var(--bad)}h1 .cancelled,td.cancelled{color:var(--warn)}
.waits{fill:#8883}.starts{fill:#8886}.runs{fill:var(--good)}.runs.failed{fill:var(--bad)}svg text.critical{font-weight:700}
`;
