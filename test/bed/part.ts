// A part of the test bed is there or is missing with a reason; tests that need it say so aloud.
import {describe, it} from 'vitest';

export type Part<T> = {readonly value: T} | {readonly missing: string};

/** Set in CI: what is missing there is a failure, not a skip. */
const strict = process.env['KFP_WIZARD_TEST_STRICT'] === '1';

/** All of the parts under their names, or the reason of the first one that is missing. */
export function together<T extends Readonly<Record<string, unknown>>>(parts: {
	readonly [Name in keyof T]: Part<T[Name]>;
}): Part<T> {
	const entries = Object.entries<Part<unknown>>(parts);
	for (const [, part] of entries) if ('missing' in part) return part;
	const values = entries.map(([name, part]) => [name, 'value' in part ? part.value : undefined]);
	return {value: Object.fromEntries(values) as T};
}

/**
 * A `describe` for tests that need a part of the bed. Without it they are skipped with the reason in their title, or
 * fail where nothing may be missing.
 */
export function describeWith<T>(part: Part<T>, title: string, body: (value: T) => void): void {
	if ('value' in part) {
		describe(title, () => body(part.value));
		return;
	}
	if (strict) throw new Error(`${title}: ${part.missing}`);
	describe.skip(`${title} [skipped: ${part.missing}]`, () => {
		try {
			body(undefined as T);
		} catch {
			// The list of tests is made from the part itself.
			it('has a test for each case of the missing part', () => {});
		}
	});
}
