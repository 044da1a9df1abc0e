// What the tasks of a selection hand over to Kubeflow's pages, and its row on the plan.
import {list} from '../../../checks/wording.ts';
import type {Bootstrap} from '../../../kedro/bootstrap.ts';
import {isOff, type Options} from '../../../options/options.ts';
import {wantedArtifacts} from '../../../options/settings/settings.ts';
import type {PlanValue} from '../../../schema/plan.ts';
import {count} from '../../../system/text.ts';
import type {Artifact} from '../../../schema/artifact.ts';
import {artifactsByTask, type Wanted} from '../../../tasks/artifacts.ts';
import type {Selection} from '../../selection.ts';
import {shownGraph} from '../selection/grouping-text.ts';

type Parts = {readonly selection: Selection; readonly options: Options; readonly isArgo: boolean};

/** Each of these tasks has the program in a container of its own, about 12 kB of the 1 MB that a run may have. */
const mostTasks = 40;

type Found = {
	/** By task key. */
	readonly of: Readonly<Record<string, readonly Artifact[]>>;
	/** How many tasks have artifacts for which a run has no room. */
	readonly left: number;
};

export function specArtifacts({selection, options, isArgo}: Parts): Found {
	const {project, pipeline, graph} = selection;
	const {wanted} = wantedArtifacts(project);
	if (isOff(options.artifacts) || (isArgo && !isNamed(wanted))) return {of: {}, left: 0};
	const all = Object.entries(artifactsByTask(project, pipeline, graph, wanted));
	return {of: Object.fromEntries(all.slice(0, mostTasks)), left: Math.max(0, all.length - mostTasks)};
}

/** A v1 task with artifacts fails where Argo has no artifact repository, which no server tells: kfp.yml says that there is one. */
const isNamed = ({metrics = [], reports = []}: Wanted): boolean => metrics.length + reports.length > 0;

/** `evaluate/metrics`, as Kubeflow's pages name them. */
export function artifactsRow(parts: Parts): readonly PlanValue[] {
	const {project, pipeline, graph} = parts.selection;
	const {of, left} = specArtifacts(parts);
	const found = shownGraph(graph, pipeline).tasks.flatMap(({key, title}) =>
		(of[key] ?? []).map(({name, kind}) => ({text: `${title}/${name}`, isMetrics: kind === 'metrics'})),
	);
	const names = found.sort((a, b) => Number(b.isMetrics) - Number(a.isMetrics)).map(({text}) => text);
	if (names.length === 0) return unshown(parts);
	const rest = left === 0 ? '' : `, without ${count(left, 'task')}: a run has room for ${mostTasks} with artifacts`;
	const {file} = wantedArtifacts(project);
	const source = file === undefined ? 'detected: saved as metrics or reports' : `detected, and ${file}`;
	return [{name: 'artifacts', value: `${list(names, 4)}${rest}`, source}];
}

/** Why a v1 Workflow shows nothing of what would be there. */
function unshown(parts: Parts): readonly PlanValue[] {
	if (!parts.isArgo || artifactsRow({...parts, isArgo: false}).length === 0) return [];
	return [{name: 'artifacts', value: 'none', source: 'detected: --format argo needs metrics or reports in kfp.yml'}];
}

/** What the program in front of a task gets: datasets by the names of their artifacts. */
export function handedOver(
	artifacts: readonly Artifact[],
	isArgo: boolean,
): Pick<Bootstrap, 'metrics' | 'reports' | 'v1'> {
	const isMetrics = ({kind}: Artifact): boolean => kind === 'metrics';
	const datasets = (some: readonly Artifact[]): Bootstrap['metrics'] =>
		some.length === 0 ? undefined : Object.fromEntries(some.map(({name, dataset}) => [name, dataset]));
	return {
		metrics: datasets(artifacts.filter(isMetrics)),
		reports: datasets(artifacts.filter(one => !isMetrics(one))),
		v1: isArgo ? true : undefined,
	};
}
