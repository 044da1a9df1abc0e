// `build_kubeflow_pipeline.py`, the script of Kedro's older deployment guide: what of it belongs into kfp.yml.
import {own} from '../../system/own.ts';
import type {Mapping} from './mapping.ts';

export const buildScript = 'build_kubeflow_pipeline.py';

/** Calls on a task that have a key in kfp.yml. */
const calls: Readonly<Record<string, string>> = {
	set_cpu_limit: 'nodes.NAME.cpu',
	set_cpu_request: 'nodes.NAME.cpu',
	set_memory_limit: 'nodes.NAME.memory',
	set_memory_request: 'nodes.NAME.memory',
	set_gpu_limit: 'nodes.NAME.gpu',
	add_node_selector_constraint: 'nodes.NAME.node_selector',
	add_toleration: 'nodes.NAME.tolerations',
	add_env_variable: 'nodes.NAME.env_vars',
	add_pvolumes: 'nodes.NAME.volumes',
	set_retry: 'nodes.NAME.retries',
	set_timeout: 'nodes.NAME.timeout',
	set_image_pull_policy: 'image_pull_policy',
	set_image_pull_secrets: 'image_pull_secrets',
};

export function mapBuildScript(text: string): readonly Mapping[] {
	const lines = text.split(/\r?\n/);
	const secret = /use_aws_secret\(\s*(?:secret_name\s*=\s*)?["']([\w.-]+)["']/.exec(text);
	const found = lines.flatMap((line, index): readonly Mapping[] => {
		const [, name = ''] = /^[^#]*\.(\w+)\(/.exec(line) ?? [];
		const key = own(calls, name);
		return key === undefined
			? []
			: [
					{
						key: name,
						line: index + 1,
						note: `is Python, which is not run: write its value to ${key}; __default__ is every node`,
					},
				];
	});
	return [
		{key: 'IMAGE', note: 'is an argument of the script: write the repository to image, or use --image'},
		{key: '--env, --pipeline', note: 'have the same names: kfp-wizard deploy --env ENV --pipeline NAME'},
		...(secret === null ? [] : secretMappings(secret[1] ?? '', text.slice(0, secret.index).split('\n').length)),
		...found,
	];
}

const secretMappings = (name: string, line: number): readonly Mapping[] => [
	{key: 'use_aws_secret', line, to: {path: ['secret'], value: name}},
	{
		key: 'use_aws_secret',
		line,
		to: {path: ['existing_secret'], value: true},
		note: 'kfp-wizard did not create the Secret, so it uses it as it is',
	},
];
