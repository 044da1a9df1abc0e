// Specs that a server would refuse, and the summary of those that it takes.
import {describe, expect, it} from 'vitest';
import {argoWorkflow} from '../../../src/pipeline-spec/argo/argo-workflow.ts';
import {pipelineSpec} from '../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {readSpec} from '../../../src/pipeline-spec/read-spec.ts';
import {pipeline, sizedPipeline, specInput} from '../../support/spec-samples.ts';

const good = pipelineSpec(specInput(pipeline({clean: [], train: ['clean']}), {variables: {MODE: 'fast'}}));
const goodArgo = argoWorkflow(specInput(pipeline({clean: [], train: ['clean']}), {variables: {MODE: 'fast'}}));

/** A spec as people write it by hand, with an input of the pipeline and one of the component. */
const byHand = `
components:
  comp-kedro:
    executorLabel: exec-kedro
    inputDefinitions:
      parameters:
        env: {parameterType: STRING}
        node: {parameterType: STRING}
        mode: {parameterType: STRING, defaultValue: slow}
deploymentSpec:
  executors:
    exec-kedro:
      container:
        image: example.com/flights:1
        command: [kedro]
        args: [run, "--env={{$.inputs.parameters['env']}}", --nodes, "{{$.inputs.parameters['node']}}", "{{$.inputs.parameters['mode']}}"]
        resources: {cpuLimit: 2.0}
pipelineInfo: {name: flights}
root:
  dag:
    tasks:
      a:
        componentRef: {name: comp-kedro}
        inputs:
          parameters:
            env: {componentInputParameter: env}
            node: {runtimeValue: {constant: a_node}}
        taskInfo: {name: a}
  inputDefinitions:
    parameters:
      env: {defaultValue: base, isOptional: true, parameterType: STRING}
schemaVersion: 2.1.0
`;

describe('readSpec', () => {
	it('the summary has what a cluster would run', () => {
		expect(readSpec(good)).toEqual({
			format: 'kfp',
			name: 'space-flights-s3',
			tasks: 2,
			images: [expect.stringMatching(/@sha256:/)],
			hasPlatform: true,
			inputs: [],
			executions: ['clean', 'train'].map(task => ({
				task,
				image: expect.stringMatching(/@sha256:/),
				shown: task,
				command: ['kedro', 'run', '--env=s3', '--pipeline=__default__', `--nodes=${task}`],
				env: {MODE: 'fast'},
				secretEnv: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].map(key => ({name: key, secret: 'aws-secrets', key})),
				dependsOn: task === 'train' ? ['clean'] : [],
			})),
			imports: [],
		});
		expect(readSpec(goodArgo)).toEqual({...readSpec(good), format: 'argo', hasPlatform: false});
	});

	it('inputs of the pipeline and defaults are resolved', () => {
		expect(readSpec(byHand).executions).toEqual([
			{
				task: 'a',
				image: 'example.com/flights:1',
				shown: 'a',
				command: ['kedro', 'run', '--env=base', '--nodes', 'a_node', 'slow'],
				env: {},
				secretEnv: [],
				dependsOn: [],
			},
		]);
	});

	it('the platform document may come first, and the spec may be JSON', () => {
		expect(readSpec(good.split('---\n').reverse().join('---\n'))).toEqual(readSpec(good));
		expect(readSpec('{"apiVersion":"argoproj.io/v1alpha1",' + jsonWorkflow)).toMatchObject({format: 'argo', tasks: 1});
	});

	it('a sub-DAG depends on the last tasks of the sub-DAGs before it', () => {
		const {executions} = readSpec(pipelineSpec(specInput(sizedPipeline(300))));
		const first = executions.find(({task}) => task.includes('-0050-'));
		expect(first?.dependsOn).toEqual(['compute-features-0049-node-for-thex']);
	});
});

const jsonWorkflow = `"kind":"Workflow","metadata":{"generateName":"x-"},"spec":{"entrypoint":"x","templates":[
{"name":"x","dag":{"tasks":[{"name":"a","template":"a"}]}},{"name":"a","container":{"image":"i","command":["c"]}}]}}`;

const selfContaining =
	'dag: {tasks: {x: {taskInfo: {name: x}, componentRef: {name: comp-kedro-run}, ' +
	'inputs: {parameters: {nodes: {componentInputParameter: nodes}}}}}}';

/** What is wrong, in which text, what is replaced by what, and what the message has to say. */
const refusals: readonly (readonly [string, string, string | RegExp, string, string])[] = [
	['YAML that does not parse', good, 'taskInfo: {name: clean}', 'taskInfo: {name: clean', 'line 3'],
	['a tab as indentation', good, '  name: space-flights-s3', '\tname: space-flights-s3', 'line 6'],
	['a key that is there twice', good, 'schemaVersion:', "sdkVersion: 'x'\nschemaVersion:", 'unique'],
	['a key that is no string', good, 'components:', '5: x\ncomponents:', 'not a string'],
	['a truth value for a text', good, 'name: MODE', 'name: on', 'env.0.name'],
	['a number for a text', good, 'constant: clean', 'constant: 012', 'root.dag.tasks.clean.inputs'],
	['an unknown key at the top', good, 'schemaVersion', 'schemaVersions', 'schemaVersion'],
	['an unknown key in a container', good, '        command:', '        commands:', 'commands'],
	['an unknown key in a task', good, 'dependentTasks', 'dependsOn', 'root.dag.tasks.train'],
	['platforms misspelled', good, 'platforms:', 'platform:', 'platform document: Unrecognized key: "platform"'],
	['kubernetes misspelled', good, '  kubernetes:', '  kubernets:', 'kubernets'],
	['an unknown key of the executor config', good, 'secretAsEnv', 'secretsAsEnv', 'secretsAsEnv'],
	['another schema version', good, "'2.1.0'", "'2.2.0'", 'schemaVersion'],
	['a schema version that is a number', good, "'2.1.0'", '2.1', 'schemaVersion'],
	['a bad pipeline name', good, 'name: space-flights-s3', 'name: Space-Flights', 'pipelineInfo.name'],
	['an unknown component', good, 'componentRef: {name: comp-kedro-run}', 'componentRef: {name: comp-x}', 'comp-x'],
	['an unknown executor', good, 'executorLabel: exec-kedro-run', 'executorLabel: exec-x', 'exec-x'],
	['an unknown dependency', good, '- clean\n', '- ghost\n', 'depends on ghost'],
	['a task that waits for itself', good, '- clean\n', '- train\n', 'depend on each other in a cycle: train'],
	['no task name', good, 'taskInfo: {name: train}', 'taskInfo: {}', 'root.dag.tasks.train.taskInfo'],
	['no command', good, 'command:\n        - kedro', 'command: []', 'no command'],
	['no image', good, /image: .*\n/, "image: ''\n", 'image'],
	['a task key with an underscore', good, /^ {6}train:/m, '      tr_ain:', 'tr_ain'],
	['a task key that begins with a digit', good, /^ {6}train:/m, '      1train:', '1train'],
	['a task key of 122 characters', good, /^ {6}train:/m, `      ${'t'.repeat(122)}:`, 'server refuses'],
	['a task beside the driver of another', good, /^ {6}train:/m, '      clean-driver:', 'clean-driver'],
	[
		'platform config for an unknown executor',
		good,
		/(executors:\n {8}exec-)kedro-run(?=:\n {10}secret)/,
		'$1x',
		'exec-x',
	],
	[
		'a bad pull policy',
		good,
		'          secretAsEnv',
		'          imagePullPolicy: always\n          secretAsEnv',
		'Pull',
	],
	['an emoji', good, 'constant: train', 'constant: train🚀', '4-byte'],
	['an emoji in a comment', good, '# Kedro', '# 🚀 Kedro', 'line 3'],
	['an Argo tag', good, 'constant: train', "constant: 'x{{workflow.name}}'", 'root.dag.tasks.train'],
	['a placeholder in a constant', good, 'constant: train', `constant: "{{$.inputs.parameters['nodes']}}"`, '{{'],
	['an Argo tag in args', good, '- --env=s3', "- '--env={{=1+1}}'", 'args.1'],
	['another placeholder in args', good, '- --env=s3', "- '{{$.pipeline_job_uuid}}'", 'args.1'],
	['a Kubernetes variable in a variable', good, 'value: fast', 'value: $(HOME)', 'env.0.value'],
	[
		'an input that is not defined',
		good,
		'inputs: {parameters: {nodes:',
		'inputs: {parameters: {node:',
		'no input node',
	],
	['an input without a value', good, /\n {8}inputs: .*train.*/, '', 'nodes has no value'],
	['a placeholder without an input', good, "parameters['nodes']", "parameters['other']", 'other has no value'],
	['an input of another type', good, 'parameterType: STRING', 'parameterType: NUMBER_INTEGER', 'parameterType'],
	['two pipeline specs', good, /^platforms:[^]*/m, 'root: {}\n', '2 pipeline specs'],
	['a third document', good, /$/, '---\n{}\n', 'more than one document'],
	['a component that contains itself', good, /executorLabel: exec-kedro-run/, selfContaining, 'contains itself'],
	['a custom tag', good, 'value: fast', 'value: !secret fast', 'secret'],
	['v1: another API version', goodArgo, 'v1alpha1', 'v1beta1', 'apiVersion'],
	['v1: another kind', goodArgo, 'kind: Workflow', 'kind: CronWorkflow', 'kind'],
	['v1: an unknown template', goodArgo, 'template: train', 'template: nowhere', 'train'],
	['v1: an unknown entry point', goodArgo, /entrypoint: .*/, 'entrypoint: nowhere', 'nowhere'],
	['v1: an unknown dependency', goodArgo, /dependencies:\n\s*- clean/, 'dependencies: [ghost]', 'ghost'],
	['v1: a cycle', goodArgo, /dependencies:\n\s*- clean/, 'dependencies: [train]', 'depend on each other in a cycle'],
	['v1: an Argo tag', goodArgo, '- --env=s3', "- '--env={{inputs.parameters.env}}'", 'args.1'],
	['v1: no command', goodArgo, /command:\n\s*- kedro/, 'command: []', 'command'],
	['v1: an unknown key', goodArgo, 'serviceAccountName', 'serviceAccount', 'serviceAccount'],
	[
		'v1: two templates of one name',
		goodArgo,
		'- name: train\n    metadata',
		'- name: clean\n    metadata',
		'same name',
	],
];

describe('readSpec refuses', () => {
	it.each(refusals)('%s', (_, text, from, to, says) => {
		const changed = text.replace(from, to);
		expect(changed).not.toBe(text);
		expect(() => readSpec(changed)).toThrow(
			expect.objectContaining({kind: 'failed', code: 'SPEC_INVALID', message: expect.stringContaining(says)}),
		);
	});

	it.each([
		['nothing', ''],
		['a line break', '\n'],
		['a text', 'hello\n'],
		['a list', '- a\n'],
		['a comment', '# a\n'],
		['empty documents', '---\n---\n'],
		['HTML', '<!DOCTYPE html>\n<html><body>login</body></html>\n'],
		['a bomb of aliases', `a: &a [x,x,x,x,x,x,x,x,x]\n${bomb(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])}`],
		['deep nesting', '['.repeat(20_000)],
	])('%s', (_, text) => {
		expect(() => readSpec(text)).toThrow(expect.objectContaining({code: 'SPEC_INVALID'}));
	});
});

function bomb(letters: readonly string[]): string {
	return letters
		.slice(1)
		.map(
			(letter, index) => `${letter}: &${letter} [${Array.from({length: 9}, () => `*${letters[index]}`).join(',')}]\n`,
		)
		.join('');
}
