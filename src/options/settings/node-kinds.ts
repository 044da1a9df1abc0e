// Which nodes may share a task by their settings in kfp.yml.
import type {Pipeline, Project} from '../../schema/project.ts';
import {sortedKeys} from '../../pipeline-spec/sorted-keys.ts';
import type {TaskSettings} from '../../pipeline-spec/task-settings.ts';
import {attempt} from '../../system/attempt.ts';
import {byCodeUnit} from '../../system/order.ts';
import type {Limit} from '../../tasks/max-tasks/limit-groups.ts';
import type {TimeFacts} from '../../tasks/auto/by-auto.ts';
import {taskSettings} from './settings.ts';
import {merged} from './task-settings.ts';

/** Settings of nodes, and all of them together. */
type Set = {readonly texts: readonly string[]; readonly all: TaskSettings};

export function nodeKinds(project: Project, pipeline: Pipeline): Limit['kinds'] {
	const settingsOf = taskSettings(project, pipeline);
	const known = new Map<string, TaskSettings>();
	const texts = new Map(
		pipeline.nodes.map(({name}) => {
			const settings = attempt(() => settingsOf({key: '', title: name, nodes: [name], dependsOn: []}));
			// What contradicts itself is refused where its task is made.
			const text = settings === undefined ? `node ${name}` : JSON.stringify(sortedKeys(settings));
			if (settings !== undefined) known.set(text, settings);
			return [name, text] as const;
		}),
	);
	const sets = [...known]
		.sort(([a], [b]) => byCodeUnit(a, b))
		.reduce<readonly Set[]>((found, [text, settings]) => {
			const fitting = found.flatMap((set, index) => {
				const all = attempt(() => merged([set.all, settings], 'a task'));
				return all === undefined ? [] : [{index, set: {texts: [...set.texts, text], all}}];
			})[0];
			return fitting === undefined
				? [...found, {texts: [text], all: settings}]
				: found.with(fitting.index, fitting.set);
		}, []);
	const setOf = new Map(sets.flatMap(({texts: own}, index) => own.map(text => [text, String(index)] as const)));
	const same = (node: string): string => texts.get(node) ?? '';
	return {same, combined: node => setOf.get(same(node)) ?? same(node)};
}

/** Of these a task gets the larger ones or their sum. */
const amounts: ReadonlySet<string> = new Set(['cpu', 'memory', 'sharedMemory', 'retries', 'timeout']);

/** What of the settings of a node can contradict those of another one, as a text, and whether two of these can be combined. */
export function sharing(project: Project, pipeline: Pipeline): Pick<TimeFacts, 'kindOf' | 'mayShare'> {
	const settingsOf = taskSettings(project, pipeline);
	const known = new Map<string, TaskSettings>();
	const kinds = new Map(
		pipeline.nodes.map(({name}) => {
			const settings = attempt(() => settingsOf({key: '', title: name, nodes: [name], dependsOn: []}));
			const entries = Object.entries(settings ?? {}).filter(([key]) => !amounts.has(key));
			const rest: TaskSettings = Object.fromEntries(entries);
			const kind = settings === undefined ? `node ${name}` : JSON.stringify(sortedKeys(rest));
			if (settings !== undefined) known.set(kind, rest);
			return [name, kind] as const;
		}),
	);
	return {
		kindOf: node => kinds.get(node) ?? '',
		mayShare: (kind, other) => {
			const [one, two] = [known.get(kind), known.get(other)];
			return one !== undefined && two !== undefined && attempt(() => merged([one, two], 'a task')) !== undefined;
		},
	};
}
