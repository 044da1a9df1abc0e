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
type SettingsSet = {readonly texts: readonly string[]; readonly all: TaskSettings};

export function nodeKinds(project: Project, pipeline: Pipeline): Limit['kinds'] {
	const {known, kindOf: same} = kindsOf(project, pipeline, settings => settings);
	const sets = [...known]
		.sort(([a], [b]) => byCodeUnit(a, b))
		.reduce<readonly SettingsSet[]>((found, [text, settings]) => {
			const fitting = found.flatMap((set, index) => {
				const all = attempt(() => merged([set.all, settings], 'a task'));
				return all === undefined ? [] : [{index, set: {texts: [...set.texts, text], all}}];
			})[0];
			return fitting === undefined
				? [...found, {texts: [text], all: settings}]
				: found.with(fitting.index, fitting.set);
		}, []);
	const setOf = new Map(sets.flatMap(({texts: own}, index) => own.map(text => [text, String(index)] as const)));
	return {same, combined: node => setOf.get(same(node)) ?? same(node)};
}

/** Of these a task gets the larger ones or their sum. */
const amounts: ReadonlySet<string> = new Set(['cpu', 'memory', 'sharedMemory', 'retries', 'timeout']);

/** What of the settings of a node can contradict those of another one, as a text, and whether two of these can be combined. */
export function sharing(project: Project, pipeline: Pipeline): Pick<TimeFacts, 'kindOf' | 'mayShare'> {
	const {known, kindOf} = kindsOf(project, pipeline, withoutAmounts);
	return {
		kindOf,
		mayShare: (kind, other) => {
			const [one, two] = [known.get(kind), known.get(other)];
			return one !== undefined && two !== undefined && attempt(() => merged([one, two], 'a task')) !== undefined;
		},
	};
}

const withoutAmounts = (settings: TaskSettings): TaskSettings =>
	Object.fromEntries(Object.entries(settings).filter(([key]) => !amounts.has(key)));

/** What counts of the settings of each node as a text, and the settings by these texts. */
function kindsOf(
	project: Project,
	pipeline: Pipeline,
	counting: (settings: TaskSettings) => TaskSettings,
): {readonly known: ReadonlyMap<string, TaskSettings>; readonly kindOf: (node: string) => string} {
	const settingsOf = taskSettings(project, pipeline);
	const known = new Map<string, TaskSettings>();
	const kinds = new Map(
		pipeline.nodes.map(({name}) => {
			const settings = attempt(() => counting(settingsOf({key: '', title: name, nodes: [name], dependsOn: []})));
			// What contradicts itself is refused where its task is made.
			const kind = settings === undefined ? `node ${name}` : JSON.stringify(sortedKeys(settings));
			if (settings !== undefined) known.set(kind, settings);
			return [name, kind] as const;
		}),
	);
	return {known, kindOf: node => kinds.get(node) ?? ''};
}
