// Amounts of CPU and memory as Kubernetes counts them.
import type {TaskSettingsValues} from './settings-schema.ts';

const units: Readonly<Record<string, number>> = {
	m: 1e-3,
	'': 1,
	k: 1e3,
	M: 1e6,
	G: 1e9,
	T: 1e12,
	P: 1e15,
	E: 1e18,
	Ki: 2 ** 10,
	Mi: 2 ** 20,
	Gi: 2 ** 30,
	Ti: 2 ** 40,
	Pi: 2 ** 50,
	Ei: 2 ** 60,
};

/** Cores, or bytes, of `500m`, `2`, `1.5Gi`. */
export function quantity(text: string): number {
	const [, number = '', unit = ''] = /^([\d.]+)([A-Za-z]*)$/.exec(text) ?? [];
	return Number(number) * (units[unit] ?? Number.NaN);
}

/** Of two amounts the larger one. */
export const larger = (a: string, b: string): string => (quantity(b) > quantity(a) ? b : a);

type Amount = TaskSettingsValues['cpu'] | TaskSettingsValues['memory'];

/** Whether the request is more than the limit, which a cluster refuses. */
export function exceeds(amount: Amount): boolean {
	if (typeof amount !== 'object') return false;
	const {request, limit} = amount;
	return request !== undefined && limit !== undefined && quantity(String(request)) > quantity(String(limit));
}
