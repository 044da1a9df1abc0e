// How a change alters a file of the project.
import * as z from 'zod';

export const FileDiff = z.object({
	file: z.string().describe('path relative to the project, with forward slashes'),
	action: z.enum(['create', 'update']),
	lines: z
		.array(
			z.object({
				sign: z
					.enum(['+', '-', ' ', '@'])
					.describe('`+` added, `-` removed, blank unchanged, `@` a gap of unchanged lines'),
				text: z.string(),
			}),
		)
		.describe('the changed lines, with up to three unchanged lines around them'),
});
export type FileDiff = z.infer<typeof FileDiff>;
