// The list of the commands: `--help`, the docs and the program itself are made from it. Each command is loaded when it runs.
import type {Command} from './command.ts';

const runArgument = ['A run is named by its id, the beginning of its id, its name, or "latest".'];

export const commands: readonly Command[] = [
	{
		name: 'deploy',
		summary: 'deploy the project to Kubeflow Pipelines (default command)',
		examples: [
			'kfp-wizard',
			'kfp-wizard deploy --yes --env prod --image ghcr.io/acme/churn --host http://localhost:8080',
			'kfp-wizard deploy --dry-run --env prod --image ghcr.io/acme/churn --no-upload',
		],
		mode: 'rich',
		load: async () => (await import('./deploy.ts')).deploy,
	},
	{
		name: 'check',
		summary: 'run every check on the project; changes nothing without --fix',
		examples: [
			'kfp-wizard check',
			'kfp-wizard check --env prod --json',
			'kfp-wizard check --env cluster --fix --data s3://bucket/prefix',
		],
		mode: 'document',
		load: async () => (await import('./check.ts')).check,
	},
	{
		name: 'describe',
		summary: 'print the inspected project as JSON',
		examples: ['kfp-wizard describe --env prod'],
		mode: 'document',
		documentOnly: true,
		load: async () => (await import('./describe.ts')).describe,
	},
	{
		name: 'compile',
		summary: 'write the pipeline spec; needs no cluster and no container engine',
		examples: ['kfp-wizard compile --env prod --image ghcr.io/acme/churn:1.4.0 -o -'],
		mode: 'document',
		load: async () => (await import('./compile.ts')).compile,
	},
	{
		name: 'rehearse',
		summary: 'run the tasks of the spec on this machine, in the order of the cluster',
		args: '[spec]',
		examples: [
			'kfp-wizard rehearse',
			'kfp-wizard rehearse --parallel 2 --json',
			'kfp-wizard rehearse churn.yaml --in container',
		],
		notes: [
			'Runs the spec that deploy or compile wrote (default: <project-name>.yaml). Each task gets its own copy of the files',
			'in the image, the variables of the spec, the keys of the Secret, PATH and HOME, and nothing else: an S3 endpoint or',
			'a region of this shell (AWS_ENDPOINT_URL, AWS_REGION) does not reach it, as it would not reach the cluster. Set it',
			'with --env-var when you write the spec, or in ~/.aws/config.',
		],
		mode: 'rich',
		load: async () => (await import('./rehearse.ts')).rehearse,
	},
	{
		name: 'run',
		summary: 'start a run of the uploaded pipeline, or a schedule of it',
		examples: [
			'kfp-wizard run',
			'kfp-wizard run --param model.depth=5 --pipeline-version 4be1c09a77f2',
			"kfp-wizard run --schedule '0 3 * * 1-5'",
			'kfp-wizard run --every 6h --yes',
		],
		mode: 'rich',
		load: async () => (await import('./runs/run.ts')).run,
	},
	{
		name: 'runs',
		summary: 'list the runs of this project, or what differs between two',
		args: '[diff...]',
		examples: ['kfp-wizard runs', 'kfp-wizard runs --limit 5 --json', 'kfp-wizard runs diff latest 0f3c9a12'],
		notes: runArgument,
		mode: 'document',
		load: async () => (await import('./runs/runs.ts')).runs,
	},
	{
		name: 'terminate',
		summary: 'end a run, and wait until it has ended',
		args: '<run>',
		examples: ['kfp-wizard terminate latest', 'kfp-wizard terminate --yes 0f3c9a12'],
		notes: runArgument,
		mode: 'plain',
		load: async () => (await import('./runs/terminate.ts')).terminate,
	},
	{
		name: 'retry',
		summary: 'run the failed tasks of a failed run again',
		args: '<run>',
		examples: ['kfp-wizard retry latest', 'kfp-wizard retry --yes 0f3c9a12'],
		notes: runArgument,
		mode: 'plain',
		load: async () => (await import('./runs/retry.ts')).retry,
	},
	{
		name: 'schedules',
		summary: 'list, enable, disable or delete the schedules of this project',
		args: '[action...]',
		examples: [
			'kfp-wizard schedules',
			'kfp-wizard schedules disable churn-prod',
			'kfp-wizard schedules delete churn-prod --yes',
		],
		mode: 'plain',
		load: async () => (await import('./runs/schedules.ts')).schedules,
	},
	{
		name: 'teardown',
		summary: 'remove what kfp-wizard created for this project',
		args: '[names...]',
		examples: [
			'kfp-wizard teardown --host http://localhost:8080',
			'kfp-wizard teardown --yes --all --host http://localhost:8080',
			'kfp-wizard teardown --yes run/0f3c9a12-…',
		],
		mode: 'plain',
		load: async () => (await import('./teardown/teardown.ts')).teardown,
	},
];
