// The page of a run or a rehearsal: nothing from a name, a log or a report gets out of its place, and nothing is loaded.
import {describe, expect, it} from 'vitest';
import type {RunTask} from '../../../../src/schema/outcome.ts';
import {type Page, pageOf} from '../../../../src/ui/page/page.ts';

const task = (name: string, more: Partial<RunTask> = {}): RunTask => ({
	task: name,
	title: name,
	nodes: [name],
	dependsOn: [],
	state: 'succeeded',
	started: '2026-11-28T00:00:00.000Z',
	ended: '2026-11-28T00:00:02.000Z',
	seconds: 2,
	...more,
});

const page: Page = {
	title: 'Rehearsal of Tide',
	state: 'succeeded',
	tone: 'succeeded',
	facts: [{label: 'Environment', value: 'base'}],
	timeline: {started: '2026-11-28T00:00:00.000Z', seconds: 4, critical: ['a', 'b'], savings: []},
	tasks: [task('a'), task('b', {dependsOn: ['a']})],
	metrics: [],
	reports: [],
};

const report = {task: 'b', dataset: 'plot', kind: 'html', text: '<h1>Tide</h1>'} as const;

/** The policy that the browser holds the page to. */
const policyOf = (html: string): string => /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';

describe('hostile text', () => {
	const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>'&amp;`;

	it('is text wherever it comes from', () => {
		const failed = {message: hostile, fix: [hostile], rule: hostile, lines: [hostile]};
		const html = pageOf({
			...page,
			title: hostile,
			state: hostile,
			facts: [{label: hostile, value: hostile, link: `https://x/${hostile}`}],
			message: hostile,
			fix: [hostile],
			timeline: {
				started: '2026-11-28T00:00:00.000Z',
				seconds: 4,
				critical: [hostile],
				savings: [{groupBy: hostile, seconds: 9}],
			},
			tasks: [task(hostile), task('b', {...failed, state: 'failed', dependsOn: [hostile]})],
			metrics: [{task: hostile, artifact: hostile, key: hostile, value: 1, before: 2}],
			reports: [
				{...report, task: hostile, dataset: hostile, text: hostile},
				{...report, kind: 'markdown', text: hostile},
			],
		});
		expect(html).not.toMatch(/<script|<img|onerror=alert\(1\)>/);
		// Every quote of an attribute is one of the page itself.
		for (const tag of html.match(/<[a-z][^>]*>/gi) ?? []) expect((tag.match(/"/g) ?? []).length % 2, tag).toBe(0);
		expect(html).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
		expect(html).toContain('&amp;amp;');
	});

	it('is no link unless it is an address of the web', () => {
		const html = pageOf({...page, facts: [{label: 'In Kubeflow', value: 'page', link: 'javascript:alert(1)'}]});
		expect(html).not.toContain('<a ');
	});
});

describe('the page', () => {
	it('loads nothing, and has no script', () => {
		const html = pageOf(page);
		expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|src=|https?:/);
		expect(policyOf(html)).toBe("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'");
		expect(html).not.toMatch(/undefined|NaN|Infinity/);
	});

	it('has a picture of the graph with the critical path, and a bar for each task', () => {
		const html = pageOf(page);
		expect(html.match(/<path class="critical"/g)).toHaveLength(1);
		expect(html.match(/<g class="succeeded critical"/g)).toHaveLength(2);
		expect(html.match(/class="runs succeeded"/g)).toHaveLength(2);
	});

	it('what failed comes first, with the end of its log', () => {
		const failed = task('b', {state: 'failed', message: "KeyError: 'height'", lines: ['one', 'two']});
		const html = pageOf({...page, tone: 'failed', state: 'failed', tasks: [task('a'), failed]});
		expect(html.indexOf('KeyError: &#39;height&#39;')).toBeLessThan(html.indexOf('<h2>Graph'));
		expect(html).toContain('Log, last 2 lines');
		expect(html).toContain('one\ntwo');
	});
});

describe('metrics', () => {
	it('have their change', () => {
		const evaluate = {task: 'evaluate', artifact: 'metrics'};
		const html = pageOf({
			...page,
			metrics: [
				{...evaluate, key: 'mae', value: 11.4, before: 12},
				{...evaluate, key: 'days', value: 14, before: 14},
				{...evaluate, key: 'new', value: 0.25},
			],
		});
		expect(html).toMatch(/<td>mae<td class="number"><b>11\.4<\/b><td [^>]*>12\.0<td [^>]*>−0\.6/);
		expect(html).toMatch(/<td>days<td class="number"><b>14<\/b><td [^>]*>14<td [^>]*>=/);
		expect(html).toMatch(/<td>new<td class="number"><b>0\.25<\/b><td [^>]*><td [^>]*>\n/);
		expect(html.match(/<tr class="group">/g)).toHaveLength(1);
	});
});

describe('a report', () => {
	it('stands in a frame without rights', () => {
		const html = pageOf({...page, reports: [report]});
		expect(html).toContain('<iframe sandbox="" ');
		expect(html).toContain('srcdoc="&lt;h1&gt;Tide&lt;/h1&gt;"');
		expect(policyOf(html)).not.toContain('script-src');
	});

	it('with scripts runs them, of no origin and without a network', () => {
		const html = pageOf({...page, reports: [{...report, text: '<SCRIPT>draw()</SCRIPT>'}]});
		expect(html).toContain('<iframe sandbox="allow-scripts" ');
		expect(html).not.toMatch(/allow-same-origin|allow-top-navigation|allow-popups|allow-forms/);
		const policy = policyOf(html);
		expect(policy).toContain("default-src 'none'");
		expect(policy).not.toMatch(/https?:|\*|connect-src|frame-src/);
	});

	it('of Markdown is drawn in a frame without rights, whatever HTML it holds', () => {
		const text = '# Tide\n\n|a|b|\n|-|-:|\n|1|2|\n\n<script>alert(1)</script>';
		const html = pageOf({...page, reports: [{...report, kind: 'markdown', text}]});
		expect(html).toContain('<iframe sandbox="" ');
		expect(html).toContain('&lt;h1&gt;Tide&lt;/h1&gt;');
		expect(html).toContain('&lt;td align=&quot;right&quot;&gt;2&lt;/td&gt;');
		expect(html).not.toContain('<script');
		expect(policyOf(html)).not.toContain('script-src');
	});
});
