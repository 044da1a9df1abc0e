// Whether kedro-mlflow runs in the tasks, and what they know of its server and its run.
import type {Facts} from './facts.ts';

/** Whether kedro-mlflow runs in the tasks: it is installed here, and the image gets it or lacks what the project needs. */
export const usesMlflow = (facts: Facts): boolean => {
	const {hooks, plugins} = facts.project;
	const names = hooks === undefined ? plugins : hooks.map(({plugin}) => plugin ?? '');
	return names.some(name => /^kedro[-_]mlflow$/i.test(name)) && mayHaveMlflow(facts);
};

function mayHaveMlflow({project: {installs, notRequired = []}, dockerfile}: Facts): boolean {
	return (
		installs === null ||
		[...installs, ...notRequired.flatMap(({packages}) => packages)].includes('kedro-mlflow') ||
		(dockerfile?.generated !== true && dockerfile?.text.includes('mlflow') === true)
	);
}

/** Whether every task gets a variable, from the spec or a Secret. */
export const hasVariable = ({variables, credentials}: Facts, name: string): boolean =>
	variables?.[name] !== undefined || credentials?.hasVariable(name) === true;

/** Whether all tasks log into one MLflow run. */
export const sharesRun = (facts: Facts): boolean =>
	facts.project.mlflow?.hasRun === true || hasVariable(facts, 'MLFLOW_RUN_ID');

export const shareRunAdvice =
	'create the MLflow run (mlflow runs create --experiment-name NAME, with the experiment of mlflow.yml) in a task that runs first and hands MLFLOW_RUN_ID on (on_start in kfp.yml), or before the deploy with --env-var MLFLOW_RUN_ID=ID';
