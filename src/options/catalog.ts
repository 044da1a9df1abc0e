// Every flag as data: the parser, the environment twins, the help and the README table are made from this list.
import {choices} from './choices.ts';

export type CommandName = 'deploy' | 'check' | 'describe' | 'compile' | 'rehearse' | 'teardown';

export type Flag = {
	/** Name of the answer; the environment twin is KFP_WIZARD_<NAME>. */
	readonly name: string;
	/** As commander reads it: `-e, --env <env>`. */
	readonly syntax: string;
	readonly text: string;
	readonly choices?: readonly string[];
	/** True when the flag may be given several times. */
	readonly repeatable?: boolean;
	readonly commands: readonly CommandName[];
};

const all: readonly CommandName[] = ['deploy', 'check', 'describe', 'compile', 'rehearse', 'teardown'];
const project: readonly CommandName[] = ['deploy', 'check', 'describe', 'compile', 'rehearse'];
const spec: readonly CommandName[] = ['deploy', 'compile'];
const talking: readonly CommandName[] = ['deploy', 'teardown'];
const rehearsing: readonly CommandName[] = ['deploy', 'rehearse'];

export const flags: readonly Flag[] = [
	{
		name: 'project',
		syntax: '--project <dir>',
		text: 'the Kedro project (default: the one that contains this folder)',
		commands: all,
	},
	{
		name: 'env',
		syntax: '-e, --env <env>',
		text: "Kedro environment (default: Kedro's own, mostly local)",
		commands: ['deploy', 'check', 'describe', 'compile', 'teardown'],
	},
	{
		name: 'pipeline',
		syntax: '-p, --pipeline <name>',
		text: 'registered pipeline (default: __default__)',
		commands: ['deploy', 'check', 'compile', 'teardown'],
	},
	{name: 'python', syntax: '--python <path>', text: "the project's interpreter (default: found)", commands: project},
	{
		name: 'timeout',
		syntax: '--timeout <seconds>',
		text: 'how long the project may take to be read (default: 120)',
		commands: project,
	},
	{name: 'image', syntax: '--image <ref>', text: 'image repository, such as ghcr.io/acme/churn', commands: spec},
	{name: 'build', syntax: '--no-build', text: 'use the image that --image names as it is', commands: ['deploy']},
	{
		name: 'push',
		syntax: '--no-push',
		text: 'keep the image in the local engine (clusters that load images)',
		commands: ['deploy'],
	},
	{
		name: 'builder',
		syntax: '--builder <engine>',
		text: 'container engine (default: the first that works)',
		choices: choices.builder,
		commands: rehearsing,
	},
	{
		name: 'platform',
		syntax: '--platform <os/arch>',
		text: 'platform of the cluster nodes (default: linux/amd64)',
		commands: ['deploy'],
	},
	{
		name: 'dockerfile',
		syntax: '--dockerfile <path>',
		text: 'Dockerfile to build (default: the project’s own, else one is made)',
		commands: rehearsing,
	},
	{name: 'tag', syntax: '--tag <tag>', text: 'push under this tag as well as the content tag', commands: ['deploy']},
	{
		name: 'allow_file',
		syntax: '--allow-file <path>',
		text: 'let this suspicious file into the image',
		repeatable: true,
		commands: ['deploy'],
	},
	{
		name: 'secret',
		syntax: '--secret <name>',
		text: 'Kubernetes Secret with the AWS keys (default: aws-secrets)',
		commands: ['deploy', 'compile', 'teardown'],
	},
	{
		name: 'aws_profile',
		syntax: '--aws-profile <name>',
		text: 'shared AWS profile to take the keys from',
		commands: rehearsing,
	},
	{
		name: 'existing_secret',
		syntax: '--existing-secret',
		text: 'use the Secret as it is on the cluster',
		commands: ['deploy'],
	},
	{name: 'adopt_secret', syntax: '--adopt-secret', text: 'take over a Secret that is not ours', commands: ['deploy']},
	{name: 'secrets', syntax: '--no-secret', text: 'the tasks get no Secret', commands: spec},
	{
		name: 'spec',
		syntax: '-o, --spec <path>',
		text: 'pipeline spec to write, - is stdout (default: <project-name>.yaml)',
		commands: ['deploy', 'compile', 'teardown'],
	},
	{
		name: 'format',
		syntax: '--format <format>',
		text: 'spec format: KFP v2, or a v1 Argo Workflow (default: kfp)',
		choices: choices.format,
		commands: spec,
	},
	{
		name: 'group_by',
		syntax: '--group-by <way>',
		text: 'which nodes share a task: node, memory, chain, namespace, tag, tag:PREFIX or all (default: node)',
		commands: ['deploy', 'check', 'compile'],
	},
	{
		name: 'env_var',
		syntax: '--env-var <name=value>',
		text: 'plain environment variable of every task',
		repeatable: true,
		commands: spec,
	},
	{
		name: 'param',
		syntax: '--param <key=value>',
		text: 'value of a Kedro parameter as YAML, such as model.depth=5; of an exposed one for this run only',
		repeatable: true,
		commands: ['deploy', 'check', 'compile', 'rehearse'],
	},
	{
		name: 'expose_param',
		syntax: '--expose-param <key>',
		text: 'make a Kedro parameter an input of the pipeline, with its default from the project',
		repeatable: true,
		commands: spec,
	},
	{
		name: 'kfp_name',
		syntax: '--kfp-name <name>',
		text: 'pipeline name on Kubeflow (default: <project>-<env>)',
		commands: ['deploy', 'compile', 'teardown'],
	},
	{
		name: 'context',
		syntax: '--context <name>',
		text: 'kubeconfig context (default: the current one)',
		commands: talking,
	},
	{
		name: 'namespace',
		syntax: '-n, --namespace <ns>',
		text: 'Kubernetes namespace (default: kubeflow)',
		commands: talking,
	},
	{
		name: 'host',
		syntax: '--host <url>',
		text: 'Kubeflow Pipelines API, such as http://localhost:8888',
		commands: talking,
	},
	{
		name: 'ca_file',
		syntax: '--ca-file <path>',
		text: 'certificate authority of the host and the registry, beside the known ones',
		commands: talking,
	},
	{
		name: 'experiment',
		syntax: '--experiment <name>',
		text: 'experiment of the run (default: Default)',
		commands: ['deploy'],
	},
	{
		name: 'run_name',
		syntax: '--run-name <name>',
		text: 'name of the run (default: pipeline and time)',
		commands: ['deploy'],
	},
	{name: 'upload', syntax: '--no-upload', text: 'stop before the cluster: image and spec only', commands: ['deploy']},
	{name: 'run', syntax: '--no-run', text: 'upload, but start no run', commands: ['deploy']},
	{
		name: 'new_run',
		syntax: '--new-run',
		text: 'start a run even if one of this deployment is active',
		commands: ['deploy'],
	},
	{
		name: 'rehearse',
		syntax: '--rehearse',
		text: 'run the spec here first: nothing is pushed unless every task succeeds',
		commands: ['deploy'],
	},
	{
		name: 'parallel',
		syntax: '--parallel <n>',
		text: 'tasks of a rehearsal that run side by side (default: one a core)',
		commands: rehearsing,
	},
	{
		name: 'in',
		syntax: '--in <where>',
		text: 'a rehearsed task is a process here, or a container of the image (default: process)',
		choices: choices.in,
		commands: rehearsing,
	},
	{
		name: 'ignore',
		syntax: '--ignore <rule>',
		text: 'go on in spite of findings of this rule',
		repeatable: true,
		commands: ['deploy', 'check', 'compile'],
	},
	{
		name: 'fix',
		syntax: '--fix',
		text: 'make the fixes of what the checks find; write a Dockerfile and .dockerignore when missing',
		commands: ['deploy', 'check'],
	},
	{
		name: 'data',
		syntax: '--data <url>',
		text: 'where fixes put data that is only here or in memory, such as s3://bucket/prefix',
		commands: ['deploy', 'check'],
	},
	{name: 'all', syntax: '--all', text: 'remove everything that is ours', commands: ['teardown']},
	{
		name: 'yes',
		syntax: '-y, --yes',
		text: 'ask nothing: take known or default answers',
		commands: ['deploy', 'rehearse', 'teardown'],
	},
	{name: 'dry_run', syntax: '--dry-run', text: 'show the plan, change nothing', commands: talking},
	{
		name: 'json',
		syntax: '--json',
		text: 'machine-readable output on stdout',
		commands: all,
	},
	{
		name: 'plain',
		syntax: '--plain',
		text: 'questions one after the other, no live screen',
		commands: ['deploy', 'rehearse', 'teardown'],
	},
	{
		name: 'accessible',
		syntax: '--accessible',
		text: 'numbered questions, lines that are never redrawn, words for signs (also ACCESSIBLE=1)',
		commands: ['deploy', 'check', 'compile', 'rehearse', 'teardown'],
	},
	{name: 'color', syntax: '--no-color', text: 'no colours (also NO_COLOR)', commands: all},
	{
		name: 'verbose',
		syntax: '-v, --verbose',
		text: 'show the output of outside tools, and every finding and difference in full',
		commands: all,
	},
	{name: 'quiet', syntax: '-q, --quiet', text: 'say only what went wrong', commands: all},
];

/** The environment twin of a flag. */
export const twin = (flag: Flag): string => `KFP_WIZARD_${flag.name.toUpperCase()}`;
