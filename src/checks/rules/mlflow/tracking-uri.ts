// kedro-mlflow without a tracking server: each task writes to files in its own container.
import {hasVariable, usesMlflow} from '../../mlflow.ts';
import type {Rule} from '../../rule.ts';

export const mlflowTrackingUri: Rule = {
	id: 'mlflow/tracking-uri',
	severity: 'warning',
	title: 'MLflow has no tracking server',
	why: 'Where the tracking URI is not set, or is a folder or an SQLite file, MLflow writes to the container. What a task logs is deleted with it.',
	fix: 'Set the address of a tracking server in mlflow.yml, or give the tasks MLFLOW_TRACKING_URI',
	check: facts => {
		const {project, environment} = facts;
		const {tracking = 'none', place = null} = project.mlflow ?? {};
		const isUnset = tracking === 'none' && !hasVariable(facts, 'MLFLOW_TRACKING_URI');
		if (!usesMlflow(facts) || (!isUnset && tracking !== 'local')) return [];
		return [
			{
				message: `kedro-mlflow writes to ${isUnset ? 'the folder mlruns' : 'a local tracking store'} in the container of each task, because ${
					isUnset ? 'no tracking URI is set' : 'the tracking URI is a path'
				}: what tasks log is lost`,
				fix: isUnset
					? 'Give the tasks the address of a tracking server in the cluster: --env-var MLFLOW_TRACKING_URI=URL'
					: `Set server.mlflow_tracking_uri in ${project.confSource}/${environment}/mlflow.yml to the address of a tracking server in the cluster`,
				location: place,
			},
		];
	},
};
