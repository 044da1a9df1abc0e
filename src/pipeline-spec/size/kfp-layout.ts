// What KFP's server writes into a Workflow for a DAG and for each of its tasks: a driver, and what the driver prepares.

type Task = {readonly componentRef: {readonly name: string}; readonly dependentTasks?: readonly string[] | undefined};

const dagId = {name: 'parent-dag-id', value: '{{inputs.parameters.parent-dag-id}}'};
/** As long as the digest in the names of parameters. */
const digest = '0'.repeat(64);

/** Without its tasks. */
export const dagTemplate = (name: string): object => ({
	name,
	inputs: {parameters: [{name: 'parent-dag-id'}]},
	outputs: {},
	metadata: {annotations: {'pipelines.kubeflow.org/v2_component': 'true', 'sidecar.istio.io/inject': 'false'}},
	dag: {tasks: []},
});

/** @param text the task as JSON */
export function containerTasks(key: string, task: Task, text: string, hasConfig: boolean): readonly object[] {
	const config = `{{workflow.parameters.kubernetes-${task.componentRef.name}}}`;
	return [
		{
			...driver(key, task, 'system-container-driver'),
			arguments: {
				parameters: [
					{name: 'component', value: `{{workflow.parameters.components-${digest}}}`},
					{name: 'task', value: text},
					{name: 'container', value: `{{workflow.parameters.implementations-${digest}}}`},
					{name: 'task-name', value: key},
					dagId,
					...(hasConfig ? [{name: 'kubernetes-config', value: config}] : []),
				],
			},
		},
		{
			name: key,
			template: 'system-container-executor',
			arguments: {
				parameters: [
					{name: 'pod-spec-patch', value: outputOf(key, 'pod-spec-patch')},
					{name: 'cached-decision', default: 'false', value: outputOf(key, 'cached-decision')},
				],
			},
			depends: `${key}-driver.Succeeded`,
		},
	];
}

/** @param text the task as JSON */
export function dagTasks(key: string, task: Task, text: string): readonly object[] {
	const {name} = task.componentRef;
	return [
		{
			...driver(key, task, 'system-dag-driver'),
			arguments: {
				parameters: [
					{name: 'component', value: `{{workflow.parameters.components-${name}}}`},
					dagId,
					{name: 'task', value: text},
					{name: 'task-name', value: key},
				],
			},
		},
		{
			name: key,
			template: name,
			arguments: {
				parameters: [
					{name: 'parent-dag-id', value: outputOf(key, 'execution-id')},
					{name: 'condition', value: outputOf(key, 'condition')},
				],
			},
			depends: `${key}-driver.Succeeded`,
		},
	];
}

function driver(key: string, {dependentTasks = []}: Task, template: string): object {
	const depends = dependentTasks.map(name => `${name}.Succeeded`).join(' && ');
	return {name: `${key}-driver`, template, ...(depends === '' ? {} : {depends})};
}

const outputOf = (key: string, name: string): string => `{{tasks.${key}-driver.outputs.parameters.${name}}}`;
