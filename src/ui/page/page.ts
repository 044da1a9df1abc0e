// A run or a rehearsal as one page of HTML. It needs no network and has no script of its own; what a report contains runs in
// a sandbox of its own, and reaches neither the page nor a network.
import type {RunTask, RunTimeline} from '../../schema/outcome.ts';
import type {Metric} from '../../schema/metric.ts';
import {graphOf} from './graph.ts';
import {commandList, escaped, joined} from './html.ts';
import {metricsTable} from './metrics.ts';
import {hasScripts, type Report, reportFrames} from './reports.ts';
import {style} from './style.ts';
import {failedTasks, taskTable} from './tasks.ts';
import {timelineOf} from './timeline.ts';

export type Page = {
	/** What the page is about: `Run of 14:02`. */
	readonly title: string;
	/** How it ended, or what it does now, in a word. */
	readonly state: string;
	readonly tone: 'succeeded' | 'failed' | 'cancelled' | 'running';
	readonly facts: readonly PageFact[];
	/** What is wrong with it as a whole, and commands that fix it. */
	readonly message?: string;
	readonly fix?: readonly string[];
	readonly timeline?: RunTimeline;
	/** In topological order. */
	readonly tasks: readonly RunTask[];
	readonly metrics: readonly Metric[];
	readonly reports: readonly Report[];
};

export type PageFact = {readonly label: string; readonly value: string; readonly link?: string};

export function pageOf({title, state, tone, facts, message, fix = [], ...page}: Page): string {
	const {tasks, timeline, metrics, reports} = page;
	return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy(reports)}">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}: ${escaped(state)}</title>
<style>${style}</style>
<header>
<p class="state ${tone}">${escaped(state)}</p>
<h1>${escaped(title)}</h1>
<dl>${facts.map(fact => `<div><dt>${escaped(fact.label)}<dd>${factText(fact)}</div>`).join('')}</dl>
${message === undefined ? '' : `<div class="problem"><p>${escaped(message)}</p>${commandList(fix)}</div>`}
</header>
<main>
${joined(
	failedTasks(tasks),
	metrics.length === 0 ? undefined : section('Metrics', metricsTable(metrics)),
	tasks.length === 0 ? undefined : section('Graph', graphOf(tasks, timeline?.critical ?? [])),
	timeline === undefined ? undefined : section('Timeline', timelineOf(timeline, tasks)),
	reports.length === 0 ? undefined : section('Reports', reportFrames(reports)),
	tasks.length === 0 ? undefined : section('Tasks', taskTable(tasks)),
)}
</main>
<footer>Written by kfp-wizard</footer>
</html>
`;
}

/**
 * Nothing is loaded from anywhere. The frames of reports are under the same rules, so that a report that has scripts runs
 * them without a network.
 */
const policy = (reports: readonly Report[]): string =>
	[
		"default-src 'none'",
		"style-src 'unsafe-inline'",
		"base-uri 'none'",
		"form-action 'none'",
		...(reports.length === 0 ? [] : ['img-src data: blob:', 'font-src data:']),
		...(reports.some(hasScripts) ? ["script-src 'unsafe-inline' 'unsafe-eval'", 'worker-src blob:'] : []),
	].join('; ');

const section = (title: string, body: string): string =>
	`<section class="${title.toLowerCase()}"><h2>${title}</h2>\n${body}\n</section>`;

/** Only an address of the web is a link. */
function factText({value, link}: PageFact): string {
	if (link === undefined || !/^https?:\/\//.test(link)) return escaped(value);
	return `<a href="${escaped(link)}" rel="noreferrer">${escaped(value)}</a>`;
}
