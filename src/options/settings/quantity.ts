// Which of two amounts of CPU or memory is the larger one.
import {quantity} from '../../pipeline-spec/kubernetes-quantity.ts';
import type {TaskSettingsValues} from './task-schema.ts';

/** Of two amounts the larger one. */
export const larger = (a: string, b: string): string => (quantity(b) > quantity(a) ? b : a);

type Amount = TaskSettingsValues['cpu'] | TaskSettingsValues['memory'];

/** Whether the request is more than the limit, which a cluster refuses. */
export function exceeds(amount: Amount): boolean {
	if (typeof amount !== 'object') return false;
	const {request, limit} = amount;
	return request !== undefined && limit !== undefined && quantity(String(request)) > quantity(String(limit));
}
