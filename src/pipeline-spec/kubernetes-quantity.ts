// Quantities of CPU and memory in the notation of Kubernetes.

const units: Readonly<Record<string, number>> = {
	m: 1e-3,
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

/** Cores or bytes of a Kubernetes quantity such as `500m`, `2`, `1.5Gi`; NaN for any other text. */
export function quantity(text: string): number {
	const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?|\.\d+)([A-Za-z]*)$/.exec(text) ?? [];
	return number === '' ? Number.NaN : Number(number) * (unit === '' ? 1 : (units[unit] ?? Number.NaN));
}
