// Hooks at the start and the end of a run: each task is a run of its own.
import {baseName, isParameter} from '../../../kedro/datasets.ts';
import type {Task} from '../../../schema/graph.ts';
import type {Hook} from '../../../schema/project.ts';
import {count} from '../../../system/text.ts';
import {unique} from '../../collections.ts';
import type {Facts} from '../../facts.ts';
import type {RatedProblem, Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

/** When each hook runs in a task. */
const moments: Readonly<Record<string, string>> = {
	after_catalog_created: 'start',
	before_pipeline_run: 'start',
	after_pipeline_run: 'end',
};

export const hooksEveryTask: Rule = {
	id: 'hooks/every-task',
	severity: 'varies',
	title: 'A hook runs at the start or the end of every task',
	why: 'Each task is a `kedro run` of its own nodes. A hook for the whole pipeline runs once in each task, and sees only the nodes and results of that task. It is an error where the hook loads a dataset that some tasks cannot have yet.',
	fix: 'Move what concerns the whole pipeline from the hook into a node',
	check: facts =>
		facts.graph.tasks.length < 2
			? []
			: (facts.project.hooks ?? []).filter(({plugin}) => plugin === null).flatMap(hook => judge(hook, facts)),
};

function judge(hook: Hook, facts: Facts): readonly RatedProblem[] {
	const moment = moments[hook.method];
	const loads = hook.loads.filter(({dataset}) => dataset === null || !isParameter(dataset));
	const isQuiet = loads.length === 0 && (hook.method === 'after_catalog_created' || hook.acts === false);
	if (moment === undefined || isQuiet) return [];
	const runs = `${hook.name} runs at the ${moment} of each of the ${count(facts.graph.tasks.length, 'task')}`;
	const location = hook.place;
	const early = unique(loads.flatMap(({dataset, guarded}) => (dataset === null || guarded ? [] : [dataset]))).flatMap(
		dataset => {
			const {writer, without} = availability(dataset, moment === 'end', facts);
			return writer === undefined || without.length === 0 ? [] : [{dataset, writer, without}];
		},
	);
	const [first] = early;
	if (first !== undefined) {
		const {dataset, writer, without} = first;
		return [
			{
				severity: 'error',
				message: `${runs} and loads ${list(early.map(one => one.dataset))}: ${dataset} is written by ${writer}, so ${list(
					without.map(({title}) => title),
					3,
				)} will fail, or get the data of an earlier run`,
				fix: `Move it into a node that reads ${dataset}; or return from the hook in other tasks: if not any("${dataset}" in node.outputs for node in pipeline.nodes): return`,
				location,
				dataset,
			},
		];
	}
	const names = unique(loads.flatMap(({dataset}) => dataset ?? []));
	const what = loads.length === 0 ? '' : ` and loads ${names.length === 0 ? 'datasets' : list(names)}`;
	return [
		{
			severity: 'warning',
			message: `${runs}${what}; it sees only the nodes of its task`,
			fix: 'Nothing to do if it may run more than once, each time with a part of the pipeline; otherwise move it into a node',
			location,
		},
	];
}

/** The node that writes a dataset, and the tasks that cannot load it at the start or the end of their run. */
function availability(
	dataset: string,
	atEnd: boolean,
	{pipeline, graph, kindOf}: Facts,
): {readonly writer: string | undefined; readonly without: readonly Task[]} {
	const writer = pipeline.nodes.find(({outputs}) => outputs.some(name => baseName(name) === baseName(dataset)))?.name;
	const own = graph.tasks.find(({nodes}) => nodes.some(name => name === writer));
	if (writer === undefined || own === undefined) return {writer, without: []};
	const isShared = kindOf(dataset) !== 'memory' && kindOf(dataset) !== 'local';
	const having = new Set(atEnd ? [own.key] : []);
	const after = new Set([own.key]);
	// Tasks are in the order in which they can run.
	for (const {key, dependsOn} of isShared ? graph.tasks : []) {
		if (!dependsOn.some(name => after.has(name))) continue;
		after.add(key);
		having.add(key);
	}
	return {writer, without: graph.tasks.filter(({key}) => !having.has(key))};
}
