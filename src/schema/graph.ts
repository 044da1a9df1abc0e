// The tasks of a deployment: each is one container that runs one or more nodes.
import * as z from 'zod';

export const Task = z.object({
	key: z.string().describe('Kubernetes-safe, unique in the graph'),
	title: z.string().describe('name for display: the node name'),
	nodes: z.array(z.string()).describe('Kedro node names that run in this container'),
	dependsOn: z.array(z.string()).describe('keys of the tasks that must succeed before this one starts'),
});
export type Task = z.infer<typeof Task>;

export const TaskGraph = z.object({
	pipeline: z.string(),
	tasks: z.array(Task).describe('in topological order'),
});
export type TaskGraph = z.infer<typeof TaskGraph>;
