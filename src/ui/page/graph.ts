// The graph of the tasks as a picture: each with its state and time, the critical path drawn strongly.
import type {RunTask} from '../../schema/outcome.ts';
import {duration} from '../../system/text.ts';
import {reduced, shapeOf} from '../graph/shape.ts';
import {cutApart} from '../text/fit.ts';
import {box, type Layout, layOut} from './graph-layout.ts';
import {escaped, rounded} from './html.ts';

/** Characters of a name that fit a box. */
const longestName = 20;

/** How far the picture shrinks to fit the page; a wider one is scrolled. */
const smallest = 0.8;

/** `critical`: the keys of the tasks of the critical path. */
export function graphOf(tasks: readonly RunTask[], critical: readonly string[]): string {
	const keyed = tasks.map(({task, ...rest}) => ({...rest, key: task, nodes: [...rest.nodes]}));
	const layout = layOut(reduced(shapeOf({pipeline: '', tasks: keyed})));
	const names = cutApart(
		tasks.map(({title}) => title),
		longestName,
		'…',
	);
	const isCritical = (from: number, to: number): boolean => {
		const place = critical.indexOf(tasks[from]?.task ?? '');
		return place !== -1 && critical[place + 1] === tasks[to]?.task;
	};
	const lines = layout.lines.map(
		line => `<path${isCritical(line.from, line.to) ? ' class="critical"' : ''} d="${pathOf(line, layout.boxes)}"/>`,
	);
	const boxes = tasks.map((task, index) => {
		const {x = 0, y = 0} = layout.boxes[index] ?? {};
		const marks = [task.state, ...(critical.includes(task.task) ? ['critical'] : [])].join(' ');
		const below = task.seconds === undefined ? task.state : duration(task.seconds * 1000);
		const all = [task.title, task.state, ...task.nodes.filter(node => node !== task.title)].join('\n');
		return (
			`<g class="${marks}" transform="translate(${rounded(x)} ${rounded(y)})"><title>${escaped(all)}</title>` +
			`<rect width="${box.width}" height="${box.height}" rx="7"/><circle cx="14" cy="${box.height / 2}" r="4.5"/>` +
			`<text x="27" y="20">${escaped(names[index] ?? '')}</text><text class="faint" x="27" y="36">${escaped(below)}</text></g>`
		);
	});
	const [width, height] = [Math.ceil(layout.width) + 4, Math.ceil(layout.height) + 4];
	return `<div class="wide"><svg style="max-width:${width}px;min-width:${Math.round(width * smallest)}px" viewBox="-2 -2 ${width} ${height}" role="img" aria-label="graph of the tasks">${lines.join('')}${boxes.join('')}</svg></div>`;
}

/** From the right side of a box to the left side of another, straight through the columns that it passes. */
function pathOf({from, to, through}: Layout['lines'][number], boxes: Layout['boxes']): string {
	const middle = (task: number) => ({x: boxes[task]?.x ?? 0, y: (boxes[task]?.y ?? 0) + box.height / 2});
	let [x, y] = [middle(from).x + box.width, middle(from).y];
	let path = `M${rounded(x)} ${rounded(y)}`;
	for (const next of [...through, middle(to)]) {
		const turn = (x + next.x) / 2;
		path += `C${rounded(turn)} ${rounded(y)} ${rounded(turn)} ${rounded(next.y)} ${rounded(next.x)} ${rounded(next.y)}`;
		[x, y] = [next.x + box.width, next.y];
		if (through.includes(next)) path += `H${rounded(x)}`;
	}
	return path;
}
