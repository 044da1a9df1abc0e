// Addresses of this machine, such as localhost: in a task that is the pod itself.
import {localHostIn} from '../../local-host.ts';
import type {RatedProblem, Rule} from '../../rule.ts';

export const environmentLocalHost: Rule = {
	id: 'environment/local-host',
	severity: 'varies',
	title: 'An address leads to this machine',
	why: '`localhost` in a task is the pod of the task, and `host.docker.internal` is a name that clusters do not know.',
	fix: 'Use the address that the server has in the cluster, such as `http://minio.kubeflow:9000`',
	check: ({project, pipeline, variables = {}}) => {
		const used = new Set(pipeline.nodes.flatMap(({inputs, outputs}) => [...inputs, ...outputs]));
		const configured = (project.localHosts ?? []).filter(({dataset}) => dataset === null || used.has(dataset));
		return [
			...configured.map(({what, host, place, dataset}) =>
				problem(what, host, {
					severity: what.startsWith('params:') ? 'warning' : 'error',
					location: place,
					...(dataset === null ? {} : {dataset}),
				}),
			),
			...Object.entries(variables).flatMap(([name, value]) => {
				const host = localHostIn(value);
				return host === undefined ? [] : [problem(`the variable ${name}`, host, {severity: 'warning'})];
			}),
		];
	},
};

const problem = (
	what: string,
	host: string,
	rest: Pick<RatedProblem, 'severity' | 'location' | 'dataset'>,
): RatedProblem => ({
	message: `${what} has the address ${host}, which in a task is ${host.includes('internal') ? 'an unknown name' : 'the pod itself'}`,
	fix: 'Use the address that the server has in the cluster',
	...rest,
});
