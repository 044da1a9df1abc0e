// The remote datasets of a selection that Kubeflow imports as artifacts, where kfp.yml asks for it, and their row on the plan.
import {list} from '../../../checks/wording.ts';
import {lineageFile} from '../../../options/settings/settings.ts';
import type {ImportTask} from '../../../pipeline-spec/spec-input.ts';
import type {PlanValue} from '../../../schema/plan.ts';
import {defined} from '../../../system/defined.ts';
import {WizardError} from '../../../system/errors.ts';
import {count} from '../../../system/text.ts';
import {taskNames} from '../../../tasks/kubernetes-names.ts';
import {type Lineage, lineageOf, type RemoteDataset} from '../../../tasks/lineage.ts';
import type {Selection} from '../../selection.ts';
import {shownGraph} from '../selection/grouping-text.ts';

type Parts = {readonly selection: Selection; readonly isArgo: boolean};

/** Each is about 1 kB of the 1 MB that a run may have. */
const most = 100;

/** @throws WizardError `usage` with --format argo, which has no imports. */
export function importsOf({selection, isArgo}: Parts): readonly ImportTask[] {
	const file = lineageFile(selection.project);
	if (file === undefined) return [];
	if (isArgo)
		throw new WizardError('usage', `lineage in ${file} needs --format kfp: a v1 Workflow cannot import artifacts`, {
			code: 'CONTRADICTION',
			next: [{command: '--format kfp', when: 'for a pipeline of KFP v2'}],
		});
	const {graph, pipeline} = selection;
	const titles = new Map(shownGraph(graph, pipeline).tasks.map(({key, title}) => [key, title]));
	const titlesOf = (keys: readonly string[]): string => keys.map(key => titles.get(key) ?? key).join(', ');
	const datasets = shown(selection).datasets.slice(0, most);
	const names = taskNames([...graph.tasks.map(({key}) => key), ...datasets.map(({name}) => taskName(name))]);
	return datasets.map(dataset => ({
		key: names.get(taskName(dataset.name)) ?? dataset.name,
		title: taskName(dataset.name),
		uri: dataset.uri,
		kind: dataset.kind,
		metadata: metadataOf(dataset, titlesOf),
		...defined({after: dataset.writer}),
	}));
}

const taskName = (dataset: string): string => `import ${dataset}`;

function metadataOf(
	{name, type, versioned, writer, readers}: RemoteDataset,
	titlesOf: (keys: readonly string[]) => string,
): ImportTask['metadata'] {
	return {
		kedro_dataset: name,
		kedro_type: type,
		kedro_versioned: String(versioned),
		...(writer === undefined ? {} : {written_by: titlesOf([writer])}),
		...(readers.length === 0 ? {} : {read_by: titlesOf(readers)}),
	};
}

const shown = ({project, pipeline, graph}: Selection): Lineage => lineageOf(project, pipeline, graph);

export function lineageRow({selection}: Parts): readonly PlanValue[] {
	const source = lineageFile(selection.project);
	if (source === undefined) return [];
	const {datasets, left} = shown(selection);
	const pods = Math.min(datasets.length, most);
	const many = datasets.length <= most ? '' : `, of ${datasets.length}: a run has room for ${most}`;
	const reasons = [...new Set(left.map(({reason}) => reason))];
	const others = reasons.map(
		reason =>
			`; not ${list(
				left.filter(one => one.reason === reason).map(({name}) => name),
				3,
			)}: ${reason}`,
	);
	const value = `${count(pods, 'dataset')}, ${count(pods, 'more pod')}${many}${others.join('')}`;
	return [{name: 'lineage', value, source}];
}
