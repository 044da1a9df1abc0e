// A part of the test bed is there or is missing with a reason; tests that need it say so aloud.
import {describe} from 'vitest';

export type Part<T> = {readonly value: T} | {readonly missing: string};

/** Set in CI: what is missing there is a failure, not a skip. */
const strict = process.env['KFP_WIZARD_TEST_STRICT'] === '1';

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
	describe.skip(`${title} [skipped: ${part.missing}]`, () => body(undefined as T));
}
