// Inputs of a pipeline compared with the KFP SDKs and with a recorded cluster.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parse, parseAllDocuments} from 'yaml';
import {expect, it} from 'vitest';
import {argoWorkflow} from '../../../src/pipeline-spec/argo/argo-workflow.ts';
import {argumentText, asInput, plainData} from '../../../src/pipeline-spec/pipeline-inputs.ts';
import {pipelineSpec} from '../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import type {Exact} from '../../../src/system/exact-values.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {runScript} from './judges.ts';
import {sizedPipeline, specInput} from '../../support/spec-samples.ts';
import {input, inputs, small} from '../../support/pipeline-inputs.ts';

describeWith(await bed.python('kfp-2'), 'inputs, beside the KFP SDK 2', python => {
	it('inputs are defined and passed on as the SDK compiles them, and the SDK loads the spec', async () => {
		// The SDK writes no null in a list, and breaks its own comment at a line break; servers take both.
		const others: Readonly<Record<string, Exact>> = {features: ['a,b', 1n, 2.5, true], text: "a, 'b' ü <&>"};
		const known = inputs.map(one => input(one.key, others[one.key] ?? one.initial));
		const text = pipelineSpec(specInput(small, {inputs: known, identity: true, command: ['python3', '-c', '# a\nb']}));
		const large = pipelineSpec(specInput(sizedPipeline(300), {inputs, identity: true}));
		const asked = known.map(({name, type, initial}) => ({name, type, default: plainData(asInput(type, initial))}));
		const answer = await runScript(python, 'compile-inputs-kfp-2.py', {inputs: asked, specs: [text, large]});
		const sdk = JSON.parse(answer) as Record<'definitions' | 'sources' | 'component', Record<string, object>> & {
			args: string[];
		};
		type Inputs = {parameters: Record<string, object>};
		const ours = parseAllDocuments(text, {version: '1.1'})[0]?.toJS() as {
			root: {inputDefinitions: Inputs; dag: {tasks: Record<string, {inputs: Inputs}>}};
			components: Record<string, {inputDefinitions: Inputs}>;
			deploymentSpec: {executors: Record<string, {container: {args: string[]}}>};
		};
		expect(ours.root.inputDefinitions.parameters).toEqual(sdk.definitions);
		const {nodes: _, run_id, run_created, ...sources} = ours.root.dag.tasks['clean']?.inputs.parameters ?? {};
		expect(sources).toEqual(sdk.sources);
		expect([run_id, run_created]).toEqual([
			{runtimeValue: {constant: '{{$.pipeline_job_uuid}}'}},
			{runtimeValue: {constant: '{{$.pipeline_job_create_time_utc}}'}},
		]);
		expect(ours.components['comp-kedro-run']?.inputDefinitions.parameters).toMatchObject(sdk.component);
		const args = ours.deploymentSpec.executors['exec-kedro-run']?.container.args ?? [];
		expect(args.slice(2, 2 + inputs.length).map(word => word.slice(word.indexOf('=') + 1))).toEqual(sdk.args);
	});
});

describeWith(await bed.python('kfp-1.8'), 'inputs, beside the KFP SDK 1.8', python => {
	it('inputs of v1 are the parameters that the SDK writes, with its types', async () => {
		const asked = inputs.map(({name, type, initial}) => ({name, type, default: plainData(asInput(type, initial))}));
		const sdk = JSON.parse(await runScript(python, 'compile-inputs-kfp-1.py', {inputs: asked})) as Parameters;
		const workflow = parse(argoWorkflow(specInput(small, {inputs})), {version: '1.1'}) as {
			metadata: {annotations: Record<string, string>};
			spec: {arguments: {parameters: {name: string; value: string}[]}};
		};
		const screen = JSON.parse(
			workflow.metadata.annotations['pipelines.kubeflow.org/pipeline_spec'] ?? '',
		) as Parameters;
		const kinds = ({inputs: all}: Parameters) => all.map(({name, type, optional}) => ({name, type, optional}));
		expect(kinds(screen)).toEqual(kinds(sdk));
		const texts = Object.fromEntries(workflow.spec.arguments.parameters.map(({name, value}) => [name, value]));
		for (const {name, type, default: text} of sdk.inputs) {
			const ours = texts[name] ?? '';
			if (type === 'String') expect(ours).toBe(text ?? '');
			else
				expect(JSON.parse(ours)).toEqual(JSON.parse(String(text).toLowerCase() === 'false' ? 'false' : (text ?? '')));
		}
	});
});

type Parameters = {inputs: {name: string; type: string; optional: boolean; default?: string}[]};

describeWith(await bed.recordings(), 'the text of an argument, beside a KFP 2.17 cluster', folder => {
	it.each(['argv-params', 'argv-params2'])('the arguments of the recorded run %s are those of a cluster', name => {
		const read = (file: string): string => readFileSync(join(folder, 'runs', name, file), 'utf8');
		const {request} = JSON.parse(read('create.json')) as {
			request: {runtime_config: {parameters: Record<string, unknown>}};
		};
		const logs = JSON.parse(read('logs.json')) as Record<string, {out: string}>;
		const out = Object.entries(logs).find(([key]) => key.includes('-impl-') && key.endsWith('-c main'))?.[1].out ?? '';
		const argv = JSON.parse(/^ARGV (.*)$/m.exec(out)?.[1] ?? '[]') as string[];
		expect(argv.length).toBeGreaterThan(10);
		for (const [key, value] of Object.entries(request.runtime_config.parameters)) {
			const text = argumentText(value);
			if (!text.includes('{{')) expect(argv).toContain(`--${key}=${text}`);
		}
	});
});
