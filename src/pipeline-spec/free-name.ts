// Names that are not taken yet.

/** The name itself, else with the first free number: `main-2`. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
	for (let number = 1; ; number++) {
		const candidate = number === 1 ? name : `${name}-${number}`;
		if (!taken.has(candidate)) return candidate;
	}
}
