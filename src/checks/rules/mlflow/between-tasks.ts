// Datasets of kedro-mlflow between tasks: they are in the files or in the MLflow run of one task.
import {locationOf} from '../../../kedro/datasets.ts';
import type {Dataset} from '../../../schema/project.ts';
import {datasetOf, freeInputs, passedDatasets} from '../../data-flow.ts';
import {pathInProject} from '../../data-location.ts';
import type {Facts} from '../../facts.ts';
import {sharesRun, shareRunAdvice} from '../../mlflow.ts';
import {entryAdvice} from '../../remote-entry.ts';
import type {Problem, Rule} from '../../rule.ts';
import {capitalized, list} from '../../wording.ts';

/** They store a local file; an artifact is a copy of it. */
const inFile = /(?:^|\.)Mlflow(?:Artifact|ModelLocalFileSystem|ModelSaver)Data[sS]et$/;
/** They read from the MLflow run that is active. */
const inRun = /(?:^|\.)Mlflow(?:Metrics?|MetricHistory|MetricsHistory|ModelTracking|ModelLogger)Data[sS]et$/;

export const mlflowBetweenTasks: Rule = {
	id: 'mlflow/between-tasks',
	severity: 'error',
	title: 'A dataset of MLflow is read in another task',
	why: 'MlflowArtifactDataset reads the local file of which MLflow has a copy; models and metrics are read from the active MLflow run. Another task has neither this file nor this run.',
	fix: 'Use a plain dataset on remote storage for what tasks pass to each other, and log it to MLflow under another name',
	check: facts => [...passed(facts), ...read(facts)],
};

const passed = (facts: Facts): readonly Problem[] =>
	passedDatasets(facts).flatMap(({name, producer, readers}) => {
		const dataset = datasetOf(facts, name);
		const where = isInFile(dataset)
			? 'a file in its own container'
			: inRun.test(dataset?.type ?? '') && !sharesRun(facts)
				? 'the MLflow run of its task'
				: undefined;
		if (where === undefined) return [];
		const plain = capitalized(entryAdvice(facts, name, undefined));
		return [
			{
				message: `${producer.name} writes ${name} to ${where} (${dataset?.type ?? ''}), where ${list(readers.map(node => node.name))} cannot read it`,
				fix: `${plain}; to log it too, return it a second time under another name with the present entry${
					isInFile(dataset) ? '' : `. Or ${shareRunAdvice}`
				}`,
				location: dataset?.place ?? producer.place,
				node: producer.name,
				dataset: name,
			},
		];
	});

const read = (facts: Facts): readonly Problem[] =>
	freeInputs(facts).flatMap(({name, readers}) => {
		const dataset = datasetOf(facts, name);
		const path = isInFile(dataset) ? locationOf(dataset) : null;
		const inside = path === null ? undefined : pathInProject(path, facts.project.root);
		if (inside === undefined || facts.imageHasFile(inside)) return [];
		return [
			{
				message: `${list(readers.map(node => node.name))} reads ${name} from ${inside}, which will not be in the image; MLflow is asked only where the entry has a run_id`,
				fix: `Set run_id in the entry to the MLflow run that has it, or: upload the file and ${entryAdvice(facts, name, undefined)}`,
				location: dataset?.place ?? readers[0]?.place,
				node: readers[0]?.name,
				dataset: name,
			},
		];
	});

const isInFile = (dataset: Dataset | undefined): boolean => inFile.test(dataset?.type ?? '');
