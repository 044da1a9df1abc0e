// Which nodes may share a task by their settings in kfp.yml.
import type {Pipeline, Project} from '../../schema/project.ts';
import {sortedKeys} from '../../pipeline-spec/sorted-keys.ts';
import type {TaskSettings} from '../../pipeline-spec/task-settings.ts';
import {attempt} from '../../system/attempt.ts';
import {byCodeUnit} from '../../system/order.ts';
import type {Limit} from '../../tasks/max-tasks/limit-groups.ts';
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
