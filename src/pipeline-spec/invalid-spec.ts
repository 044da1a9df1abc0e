// The one way to say that a spec is not valid, and where.
import type * as z from 'zod';
import {WizardError} from '../system/errors.ts';
import {clean} from '../system/text.ts';

/** `where` is a path such as `root.dag.tasks.train`, or `line 3`. */
export function invalid(where: string, reason: string, cause?: unknown): WizardError {
	return new WizardError('failed', clean(`Not a valid pipeline spec: ${where === '' ? '' : `${where}: `}${reason}`), {
		code: 'SPEC_INVALID',
		...(cause === undefined ? {} : {cause}),
	});
}

/** The value in the shape of the schema, else an error that names the first place where it differs. */
export function checked<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
	const result = schema.safeParse(value);
	if (result.success) return result.data;
	// A misspelled key is also a missing one; the misspelling says more.
	const {issues} = result.error;
	const issue = issues.find(({code}) => code === 'unrecognized_keys') ?? issues[0];
	const path = [where, ...(issue?.path ?? []).map(String)].filter(part => part !== '').join('.');
	throw invalid(path, issue?.message ?? 'unknown shape');
}
