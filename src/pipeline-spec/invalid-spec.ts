// The error for a spec that is not valid, with the path of the problem.
import type * as z from 'zod';
import {defined} from '../system/defined.ts';
import {WizardError} from '../system/errors.ts';
import {clean} from '../system/text.ts';

/** @param where a path such as `root.dag.tasks.train`, or `line 3` */
export function invalidSpec(where: string, reason: string, cause?: unknown): WizardError {
	return new WizardError('failed', clean(`Not a valid pipeline spec: ${where === '' ? '' : `${where}: `}${reason}`), {
		code: 'SPEC_INVALID',
		...defined({cause}),
	});
}

/** The value parsed by the schema. @throws WizardError SPEC_INVALID with the path of the first difference. */
export function parseSpec<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
	const result = schema.safeParse(value);
	if (result.success) return result.data;
	// A misspelled key is also a missing one; the misspelled key says more.
	const {issues} = result.error;
	const issue = issues.find(({code}) => code === 'unrecognized_keys') ?? issues[0];
	const path = [where, ...(issue?.path ?? []).map(String)].filter(part => part !== '').join('.');
	throw invalidSpec(path, issue?.message ?? 'unknown shape');
}
