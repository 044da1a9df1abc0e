// Reads the warnings among the events of a namespace: why a pod does not start.
import * as z from 'zod';
import {clean} from '../system/text.ts';
import type {Cluster} from './kubectl.ts';
import {listObjects} from './list.ts';

const text = z.string().transform(clean);

const EventObject = z
	.object({
		involvedObject: z.object({kind: text.default(''), name: text.default('')}).default({kind: '', name: ''}),
		type: text.default(''),
		reason: text.default(''),
		message: text.default(''),
	})
	.transform(({involvedObject, ...event}) => ({...event, kind: involvedObject.kind, name: involvedObject.name}));
export type KubernetesEvent = z.infer<typeof EventObject>;

/** The events of a list, as the Kubernetes API has them; none for anything else. */
export const parseEvents = (value: unknown): readonly KubernetesEvent[] =>
	z.array(EventObject).safeParse(value).data ?? [];

/** @throws WizardError as of `kubectlFailure`. */
export async function listWarnings(cluster: Cluster): Promise<readonly KubernetesEvent[]> {
	return listObjects(cluster, ['events', '--field-selector', 'type=Warning'], EventObject, {
		doing: 'list the events of the namespace',
		what: 'events',
	});
}
