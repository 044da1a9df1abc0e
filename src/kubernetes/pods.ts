// Reads pods: their phase, containers and times, and the Argo node that each belongs to.
import * as z from 'zod';
import {clean} from '../system/text.ts';
import type {Cluster} from './kubectl.ts';
import {listObjects} from './list.ts';

const text = z.string().transform(clean);
/** RFC 3339, as milliseconds since the epoch. */
const time = z
	.string()
	.nullish()
	.transform(value => (value == null || Number.isNaN(Date.parse(value)) ? undefined : Date.parse(value)));

const State = z
	.object({
		waiting: z.object({reason: text.optional(), message: text.optional()}).optional(),
		running: z.object({startedAt: time}).optional(),
		terminated: z
			.object({
				exitCode: z.number().default(0),
				reason: text.optional(),
				message: text.optional(),
				startedAt: time,
				finishedAt: time,
			})
			.optional(),
	})
	.default({});

const Container = z.object({
	name: text,
	image: text.default(''),
	state: State,
	lastState: State,
	restartCount: z.number().default(0),
});
export type ContainerStatus = z.infer<typeof Container>;

const Quantities = z.record(z.string(), text).default({});

const PodObject = z
	.object({
		metadata: z.object({
			name: text,
			uid: text.default(''),
			creationTimestamp: time,
			annotations: z.record(z.string(), z.string()).default({}),
		}),
		spec: z
			.object({
				nodeSelector: z.record(z.string(), text).default({}),
				containers: z
					.array(
						z.object({
							name: text,
							image: text.default(''),
							resources: z.object({limits: Quantities, requests: Quantities}).default({limits: {}, requests: {}}),
						}),
					)
					.default([]),
			})
			.default({nodeSelector: {}, containers: []}),
		status: z
			.object({
				phase: text.default('Pending'),
				reason: text.optional(),
				message: text.optional(),
				conditions: z
					.array(
						z.object({
							type: text,
							status: text,
							reason: text.optional(),
							message: text.optional(),
							lastTransitionTime: time,
						}),
					)
					.default([]),
				initContainerStatuses: z.array(Container).default([]),
				containerStatuses: z.array(Container).default([]),
			})
			.default({phase: 'Pending', conditions: [], initContainerStatuses: [], containerStatuses: []}),
	})
	.transform(({metadata, spec, status}) => ({
		name: metadata.name,
		uid: metadata.uid,
		created: metadata.creationTimestamp,
		/** The full name of its Argo node, such as `wf(0).root(0).train(0).executor(0)`; empty for another pod. */
		node: clean(metadata.annotations['workflows.argoproj.io/node-name'] ?? ''),
		/** `driver` or `launcher` in KFP v2; empty in v1. */
		role: clean(metadata.annotations['pipelines.kubeflow.org/runtime-role'] ?? ''),
		nodeSelector: spec.nodeSelector,
		containers: spec.containers,
		phase: status.phase,
		reason: status.reason,
		message: status.message,
		conditions: status.conditions,
		initStatuses: status.initContainerStatuses,
		statuses: status.containerStatuses,
	}));
export type Pod = z.infer<typeof PodObject>;

/** A pod as the Kubernetes API describes it; `undefined` for anything else. */
export const parsePod = (value: unknown): Pod | undefined => PodObject.safeParse(value).data;

/**
 * The pods with a label. `active`: without those that have succeeded, which is much less to read in a long run.
 * @throws WizardError as of `kubectlFailure`.
 */
export async function listPods(
	cluster: Cluster,
	selector: string,
	{active = false}: {readonly active?: boolean} = {},
): Promise<readonly Pod[]> {
	const only = active ? ['--field-selector', 'status.phase!=Succeeded'] : [];
	return listObjects(cluster, ['pods', '--selector', selector, ...only], PodObject, {
		doing: 'list the pods of the run',
		what: 'pods',
	});
}

/** The container of a pod that runs the user's code: `main` in Argo. */
export const mainOf = ({statuses}: Pod): ContainerStatus | undefined =>
	statuses.find(({name}) => name === 'main') ?? statuses[0];
