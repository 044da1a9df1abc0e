// The keys of kubeflow.yaml that are about the whole run.
import type {Exact} from '../../system/exact-values.ts';
import {repositoryOf} from './placeholders.ts';

/** Where a value goes, with another value where it changes; or why it goes nowhere. */
export type Target = {readonly path?: readonly string[]; readonly value?: Exact; readonly note?: string};

type Convert = (value: Exact) => Target;

const to =
	(...path: readonly string[]): Convert =>
	value => ({path, value});

const none =
	(note: string): Convert =>
	() => ({note});

const image: Convert = value => {
	if (typeof value !== 'string') return {path: ['image'], value};
	const repository = repositoryOf(value);
	const note = 'without its tag: kfp-wizard makes the tag from the content; deploy --tag adds one';
	return {path: ['image'], value: repository, ...(repository === value ? {} : {note})};
};

const runName: Convert = value =>
	typeof value === 'string' && /(?<!\$)\{\w+\}|\$\{pipeline_name\b/.test(value)
		? {
				note: 'has placeholders that only the plugin replaces: write a plain name to run_name, or leave it to kfp-wizard',
			}
		: {path: ['run_name'], value};

const merge: Convert = value =>
	value === 'full'
		? {path: ['group_by'], value: 'all', note: 'all nodes in one task'}
		: {note: 'one task for each node is the default'};

/** By the key in `run_config`. */
export const runKeys: Readonly<Record<string, Convert>> = {
	image,
	image_pull_policy: to('image_pull_policy'),
	experiment_name: to('experiment'),
	experiment_namespace: to('namespace'),
	namespace: to('namespace'),
	service_account: to('service_account'),
	service_account_name: to('service_account'),
	run_name: runName,
	scheduled_run_name: none('a schedule has the name in run_name'),
	description: to('description'),
	wait_for_completion: value =>
		value === true
			? {note: 'is an option of the command: kfp-wizard deploy --wait'}
			: {note: 'not to wait is the default outside of a terminal'},
	ttl: to('ttl'),
	on_exit_pipeline: value => ({
		path: ['on_exit', 'pipeline'],
		value,
		note: 'its nodes have the state of the run as the variable KFP_WIZARD_RUN_STATE, not as parameters',
	}),
	max_cache_staleness: none('kfp-wizard turns caching off for every task'),
	store_kedro_outputs_as_kfp_artifacts: none(
		'kfp-wizard makes no artifacts of datasets: they are where the catalog says',
	),
	node_merge_strategy: merge,
	volume: none(
		'kfp-wizard makes no volume that the tasks of a run share (ephemeral_volumes of kfp.yml are for one pod each, and a claim for all runs would mix their data): tasks pass data through remote storage, see kfp-wizard check --fix --data URL. A claim that you make yourself can be in every task: volumes of nodes.__default__',
	),
	schedule: none('is an option of a command: kfp-wizard run --schedule CRON'),
	cron_expression: none('is an option of a command: kfp-wizard run --schedule CRON'),
	root: none('was for Vertex AI'),
};

/** By the key at the top of the file. */
export const topKeys: Readonly<Record<string, Convert>> = {
	host: to('host'),
	project_id: none('was for Vertex AI'),
	region: none('was for Vertex AI'),
};
