// A finding: what a check reports, and how to fix it.
import * as z from 'zod';
import {severities} from './severity.ts';

const Severity = z.enum(severities);

export const Finding = z.object({
	rule: z.string().describe('rule id, such as catalog/memory-dataset'),
	severity: Severity,
	message: z.string(),
	file: z.string().optional().describe('path relative to the project'),
	line: z.number().int().positive().optional(),
	node: z.string().optional(),
	nodeLabel: z.string().optional().describe('function and line of a node that has no name of its own'),
	dataset: z.string().optional(),
	fix: z
		.object({
			title: z.string().describe('how to fix it'),
			byHand: z
				.string()
				.optional()
				.describe(
					'why kfp-wizard cannot make this change; absent where `--fix` makes it, and for a finding that is only info',
				),
		})
		.optional(),
});
export type Finding = z.infer<typeof Finding>;
