// The page of a run: whole, escaped, and without anything from elsewhere.
import {expect, it} from 'vitest';
import {runPage} from '../../../src/follow/run-page.ts';
import type {RunStatus} from '../../../src/schema/run-status.ts';

const status: RunStatus = {
	ok: true,
	exitCode: 0,
	id: 'run-1',
	name: 'tide <script>alert(1)</script>',
	url: 'http://localhost:8080/#/runs/details/run-1',
	state: 'FAILED',
	outcome: 'failed',
	created: '2026-11-23T14:00:00.000Z',
	seconds: 100,
	timeline: {
		started: '2026-11-23T14:00:00.000Z',
		seconds: 100,
		critical: ['load', 'train'],
		savings: [{groupBy: 'chain', seconds: 20}],
	},
	tasks: [
		{
			task: 'load',
			title: 'load "raw" & more',
			nodes: ['load'],
			dependsOn: [],
			state: 'succeeded',
			started: '2026-11-23T14:00:02.000Z',
			ended: '2026-11-23T14:00:30.000Z',
			seconds: 28,
			waiting: 2,
			starting: 18,
			running: 10,
		},
		{
			task: 'train',
			title: 'train',
			nodes: ['train'],
			dependsOn: ['load'],
			state: 'failed',
			message: 'The task used more memory than it may',
			fix: ['memory: 64Mi'],
			lines: ['a < b'],
		},
	],
};

it('has the graph, the timeline and the tasks', () => {
	const page = runPage(status);
	expect(page).toMatch(/^<!doctype html>/);
	expect(page.match(/<rect /g)).toHaveLength(2);
	expect(page.match(/<path /g)).toHaveLength(1);
	expect(page).toMatch(/<li class="critical"><span [^>]*>load &quot;raw&quot; &amp; more/);
	expect(page).toContain('<code>--group-by chain</code>');
	expect(page).toContain('The task used more memory than it may');
	expect(page).toMatch(/<pre>(?:<span>)?a &lt; b</);
});

it('has no script and nothing from the network', () => {
	const page = runPage(status);
	expect(page).not.toMatch(/<script|<link|<img|@import|url\(|src=/);
	expect(page).toContain("default-src 'none'");
	expect(page).not.toContain('undefined');
});

it('is whole for a run without tasks', () => {
	const page = runPage({...status, tasks: [], timeline: undefined});
	expect(page).toContain('tide &lt;script&gt;');
	expect(page).not.toMatch(/<svg|<table|NaN|Infinity|undefined/);
});
