// Lists with columns and graphs, and their screens.
import type {TaskGraph} from '../../../src/schema/graph.ts';
import {frame} from '../../../src/ui/ink/frame.ts';
import {reduce} from '../../../src/ui/ink/state/reduce.ts';
import {type Action, initialState, type State} from '../../../src/ui/ink/state/state.ts';
import {textOf} from '../../../src/ui/text/rows.ts';
import type {SelectQuestion} from '../../../src/ui/ui.ts';
import {before, header} from './events.ts';
import {look} from './look.ts';
import {tide} from './tasks.ts';

const graphs: Readonly<Record<string, TaskGraph>> = {
	__default__: {
		pipeline: '__default__',
		tasks: tide.tasks.map(({task, title, dependsOn}) => ({key: task, title, nodes: [title], dependsOn})),
	},
	ports: {
		pipeline: 'ports',
		tasks: ['north', 'south'].map(one => ({key: one, title: `${one}.load_port`, nodes: [one], dependsOn: []})),
	},
};
export const pipelines: SelectQuestion = {
	kind: 'select',
	name: 'pipeline',
	message: 'Which pipeline?',
	flag: '--pipeline NAME',
	choices: [
		{value: '__default__', columns: ['11 nodes', '5 levels'], hint: 'harmonics + ports'},
		{value: 'ports', columns: ['2 nodes', '1 level']},
		{value: 'empty', disabled: 'has no nodes'},
	],
	preview: name => {
		const graph = graphs[name];
		return graph === undefined
			? undefined
			: {graph, text: 'On the cluster: 11 tasks, 22 pods, 5 levels, about 1 min 40 s of waiting.'};
	},
};
export const play = (
	question: SelectQuestion,
	[columns, rows]: readonly [number, number],
	keys: readonly string[] = [],
): State =>
	[
		{type: 'begin', header} as const,
		...before.map(event => ({type: 'event', event, now: 0}) as const),
		{type: 'ask', question} as const,
		...keys.map(key => ({type: 'key', key}) as const),
	].reduce<State>((state, action: Action) => reduce(state, action), initialState({columns, rows}, undefined));
export const drawn = (...args: Parameters<typeof play>): string =>
	frame(play(...args), look)
		.rows.map(cells => textOf(cells).trimEnd())
		.join('\n');
