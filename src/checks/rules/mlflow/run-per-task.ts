// kedro-mlflow starts an MLflow run in each task.
import {count} from '../../../system/text.ts';
import {capitalized} from '../../wording.ts';
import {sharesRun, shareRunAdvice, usesMlflow} from '../../mlflow.ts';
import type {Rule} from '../../rule.ts';

export const mlflowRunPerTask: Rule = {
	id: 'mlflow/run-per-task',
	severity: 'warning',
	title: 'Each task is an MLflow run of its own',
	why: 'kedro-mlflow starts a run before the pipeline, and each task runs a pipeline. The parameters, metrics and artifacts of one pipeline are then in as many MLflow runs as there are tasks.',
	fix: 'Create the MLflow run in a task that runs first, and hand its id on to all others: `on_start` in kfp.yml with `variables: [MLFLOW_RUN_ID]`',
	check: facts => {
		const {length} = facts.graph.tasks;
		if (length < 2 || !usesMlflow(facts) || sharesRun(facts)) return [];
		return [
			{
				message: `kedro-mlflow starts an MLflow run in each of the ${count(length, 'task')}: parameters, metrics and artifacts of one pipeline run are in ${length} MLflow runs`,
				fix: `${capitalized(shareRunAdvice)}; or run all nodes in one task with --group-by all`,
				location: facts.project.mlflow?.place,
			},
		];
	},
};
