// Settings of tasks compared with what the KFP SDKs write for the same settings.
import {expect, it} from 'vitest';
import {argoWorkflow} from '../../../src/pipeline-spec/argo/argo-workflow.ts';
import {description} from '../../../src/pipeline-spec/spec-header.ts';
import {pipelineSpec} from '../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {judge, runScript} from './judges.ts';

import {at, documents, everything, input, type Json, ofRun} from '../../support/task-settings.ts';

describeWith(await bed.python('kfp-2'), 'settings, beside the KFP SDK 2 with kfp-kubernetes', python => {
	it('settings are in the fields that the SDK writes, without those that break older servers', async () => {
		const compiled = await runScript(python, 'compile-kfp-2.py', {settings: everything, run: ofRun});
		const [theirs, theirPlatform] = documents(compiled);
		const [ours, platform] = documents(pipelineSpec(input()));
		const container = (spec: unknown, label: string): Json =>
			at(spec, 'deploymentSpec', 'executors', label, 'container');
		const sdk = container(theirs, 'exec-kedro-run');
		const own = container(ours, 'exec-kedro-run-2');
		const byName = (a: Json, b: Json): number => (String(a['name']) < String(b['name']) ? -1 : 1);
		expect(own['image']).toBe(sdk['image']);
		expect(own['resources']).toEqual(sdk['resources']);
		expect(own['env']).toEqual((sdk['env'] as Json[]).sort(byName));
		const executors = (document: unknown): Json =>
			at(document, 'platforms', 'kubernetes', 'deploymentSpec', 'executors');
		expect(at(executors(platform), 'exec-kedro-run-2')).toEqual(
			universal(at(executors(theirPlatform), 'exec-kedro-run')),
		);
		const configOf = (document: unknown): Json => at(document, 'platforms', 'kubernetes', 'pipelineConfig');
		expect(configOf(platform)).toEqual(configOf(theirPlatform));
		expect(at(executors(platform), 'exec-kedro-run')).toEqual({
			imagePullPolicy: 'Always',
			imagePullSecret: [{secretName: 'pull'}, {secretName: 'pull-too'}],
		});
	});

	it('the SDK accepts every key of the settings', async () => {
		const [verdict, refused] = await judge(python, [
			pipelineSpec(input()),
			pipelineSpec(input()).replace('activeDeadlineSeconds', 'deadline'),
		]);
		expect(verdict).toMatchObject({tasks: [{}, {}], secrets: [['db', 'user', 'DB_USER']]});
		expect(refused).toMatchObject({error: expect.stringContaining('deadline')});
	});
});

/** Without the keys that servers before 2.15 do not know. */
function universal(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(universal);
	if (typeof value !== 'object' || value === null) return value;
	const kept = Object.entries(value).filter(([key]) => key !== 'optional' && !key.endsWith('NameParameter'));
	return Object.fromEntries(kept.map(([key, inner]) => [key, universal(inner)]));
}

describeWith(await bed.python('kfp-1.8'), 'settings, beside the KFP SDK 1.8', python => {
	it('the templates of v1 are those that the SDK compiles', async () => {
		const from = input({variables: {}});
		const compiled = await runScript(python, 'compile-kfp-1.py', {
			name: from.name,
			description: description(from),
			image: from.image,
			command: from.command,
			...ofRun,
			settings: from.settings,
			tasks: from.graph.tasks.map(task => ({...task, args: [...from.args, `--nodes=${task.nodes.join(',')}`]})),
		});
		const [theirs] = documents(compiled);
		const [ours] = documents(argoWorkflow(from));
		expect(at(ours, 'spec')['imagePullSecrets']).toEqual(at(theirs, 'spec')['imagePullSecrets']);
		expect(at(ours, 'spec')['serviceAccountName']).toBe('trainer');
		expect(at(ours, 'spec')['ttlStrategy']).toEqual(at(theirs, 'spec')['ttlStrategy']);
		expect(templates(ours)).toEqual(templates(theirs));
	});
});

/** The templates by name, without the versions of the compilers and in one order of lists that have none. */
function templates(workflow: unknown): Json {
	const all = at(workflow, 'spec')['templates'] as Json[];
	return Object.fromEntries(
		all
			.filter(template => 'container' in template)
			.map(template => {
				const container = at(template, 'container');
				const {'pipelines.kubeflow.org/kfp_sdk_version': _, ...labels} = at(template, 'metadata', 'labels');
				const sorted = (list: unknown): unknown =>
					Array.isArray(list)
						? list.toSorted((a: Json, b: Json) => (String(a['name']) < String(b['name']) ? -1 : 1))
						: [];
				return [
					String(template['name']),
					{
						...template,
						metadata: {...at(template, 'metadata'), labels},
						container: {...container, env: sorted(container['env']), volumeMounts: sorted(container['volumeMounts'])},
						volumes: sorted(template['volumes']),
					},
				];
			}),
	);
}
