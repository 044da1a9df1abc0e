// The live view of a run for a long time: a program that the soak run bundles and plays in a pseudo-terminal.
// Arguments: a file that gets its memory, a line of JSON each time; minutes that it lasts; minutes of the run that it shows.
import {appendFileSync} from 'node:fs';
import {setTimeout as wait} from 'node:timers/promises';
import {openUi} from './view-ui.ts';

const [file = '', ...minutes] = process.argv.slice(2);
const [lasts = 1, shown = 60] = minutes.map(Number);
const tasks = 1000;
const atATime = 10;
/** A line a second of each task that runs. */
const turns = shown * 60;
const keys = Array.from({length: tasks}, (_, index) => `layer_${Math.floor(index / 10)}.task_${index}`);

const ui = openUi();
const step = 'rehearsal';
let events = 0;
const emit = (event: Parameters<typeof ui.emit>[0]): void => {
	ui.emit(event);
	events++;
};
const memory = async (): Promise<void> => {
	for (let turn = 0; turn < 3; turn++) {
		await wait(50);
		globalThis.gc?.();
	}
	const {rss, heapUsed} = process.memoryUsage();
	appendFileSync(file, `${JSON.stringify({rss, heapUsed, events, seconds: Math.round(performance.now() / 1000)})}\n`);
};

ui.begin({title: 'kfp-wizard', steps: [{id: step, title: 'Rehearsal'}]});
emit({event: 'step', step, state: 'active'});
emit({event: 'tasks', step, tasks: keys.map(task => ({task, title: task, dependsOn: []}))});
const pace = (lasts * 60_000) / turns;
const started = performance.now();
for (let turn = 0; turn < turns; turn++) {
	// Each ten tasks have their share of the turns; the list starts anew in the end, as a run that is followed again.
	const first = (Math.floor((turn * tasks) / turns / atATime) * atATime) % tasks;
	for (let index = first; index < first + atATime; index++) {
		const task = keys[index] ?? '';
		const line = `INFO  Loading data from dataset_${turn} (CSVDataset), row ${turn * index}`;
		emit({event: 'task', step, task, title: task, state: 'running', line});
		const before = keys[index - atATime];
		if (before !== undefined) emit({event: 'task', step, task: before, title: before, state: 'succeeded', seconds: 36});
	}
	emit({event: 'log', step, line: `a line of the tool, number ${turn}`});
	// The memory of a view that has not drawn everything once is not what it starts with.
	if (turn === Math.floor(turns / 20)) await memory();
	const due = started + pace * (turn + 1) - performance.now();
	if (due > 1) await wait(due);
	if (ui.signal.aborted) break;
}
await memory();
await ui.close();
process.exit();
