// A small spec for tests: two tasks, and platform settings that give one a secret.
import type {Spec} from '../../src/deploy/steps/spec/make.ts';

const pipeline = `components:
  comp-run: {executorLabel: exec-run}
deploymentSpec:
  executors:
    exec-run:
      container: {image: alpine, command: [kedro], args: [run]}
pipelineInfo: {name: demo}
root:
  dag:
    tasks:
      clean:
        cachingOptions: {}
        componentRef: {name: comp-run}
        taskInfo: {name: clean}
      train:
        cachingOptions: {}
        componentRef: {name: comp-run}
        dependentTasks: [clean]
        taskInfo: {name: train}
schemaVersion: 2.1.0
sdkVersion: kfp-wizard-0.1.0
`;
const platform = `---
platforms:
  kubernetes:
    deploymentSpec:
      executors:
        exec-run:
          secretAsEnv:
          - secretName: aws-secrets
            keyToEnv: [{secretKey: K, envVar: K}]
`;

const inputs = pipeline
	.replace(
		'args: [run]',
		`args: ["model.depth={{$.inputs.parameters['model_depth']}}", "rate={{$.inputs.parameters['rate']}}", run]`,
	)
	.replace(
		'root:\n',
		`root:
  inputDefinitions:
    parameters:
      model_depth: {parameterType: NUMBER_INTEGER, defaultValue: 3, isOptional: true}
      rate: {parameterType: NUMBER_DOUBLE, defaultValue: 0.5, isOptional: true}
      title: {parameterType: STRING, defaultValue: demo, isOptional: true}
`,
	);

export const specText = {plain: pipeline, withPlatform: pipeline + platform, withInputs: inputs} as const;

/** What is compared of `specText.plain`. */
export const plainOutline = {tasks: ['root/clean', 'root/train'], platform: false} as const;

/** The spec of `specText.plain`, as its step makes it. */
export const demoSpec: Spec = {
	text: pipeline,
	hash: '0123456789ab',
	name: 'demo-s3',
	tasks: 2,
	hasPlatform: false,
	outline: plainOutline,
};
