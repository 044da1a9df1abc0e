// KFP v1 pipelines compared with what the KFP SDK 1.8 compiles.
import {parse} from 'yaml';
import {expect, it} from 'vitest';
import {argoWorkflow} from '../../../src/pipeline-spec/argo/argo-workflow.ts';
import {description} from '../../../src/pipeline-spec/spec-header.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {runScript} from './judges.ts';
import {pipeline, specInput} from '../../support/spec-samples.ts';

const diamond = pipeline({
	on: [],
	'012': [],
	'ns.größe': ['on', '012'],
	'add([a;b]) -> [c]': ['on'],
	last: ['ns.größe'],
});

describeWith(await bed.python('kfp-1.8'), 'argoWorkflow, beside the KFP SDK 1.8', python => {
	it('the DAG, the templates and the containers are those that the SDK compiles for ContainerOps', async () => {
		const input = specInput(diamond, {imagePullPolicy: 'Always'});
		const compiled = await runScript(python, 'compile-kfp-1.py', {
			name: input.name,
			description: description(input),
			image: input.image,
			imagePullPolicy: input.imagePullPolicy,
			command: input.command,
			secret: input.secret?.name,
			keys: input.secret?.keys,
			tasks: input.graph.tasks.map(task => ({...task, args: [...input.args, `--nodes=${task.nodes.join(',')}`]})),
		});
		expect(normal(argoWorkflow(input))).toEqual(normal(compiled));
	});
});

type Item = {readonly name: string; dependencies?: string[]};
type Workflow = {
	metadata: {annotations: Record<string, string>; labels: object};
	spec: {templates: (Item & {dag?: {tasks: Item[]}; metadata?: {labels: Record<string, string>}})[]};
};

/** Without the names of the compilers, and in the order of names, which is how SDK 1.8 sorts. */
function normal(text: string): Workflow {
	const workflow = parse(text, {version: '1.1'}) as Workflow;
	const byName = (a: Item, b: Item): number => (a.name < b.name ? -1 : 1);
	const {annotations} = workflow.metadata;
	const compiled: unknown = JSON.parse(annotations['pipelines.kubeflow.org/pipeline_spec'] ?? '');
	workflow.metadata = {...workflow.metadata, annotations: compiled as Record<string, string>, labels: {}};
	for (const template of workflow.spec.templates.sort(byName)) {
		template.dag?.tasks.sort(byName);
		for (const task of template.dag?.tasks ?? []) task.dependencies = (task.dependencies ?? []).toSorted();
		if (template.metadata !== undefined) delete template.metadata.labels['pipelines.kubeflow.org/kfp_sdk_version'];
	}
	return workflow;
}
