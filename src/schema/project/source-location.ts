// Where something stands in the files of a project.
import * as z from 'zod';

/** A file of the project, with the line where it is known. */
export const SourceLocation = z.object({
	file: z.string().describe('path relative to the project, with forward slashes'),
	line: z.number().int().positive().nullable().describe('1-based; null when only the file is known'),
});
export type SourceLocation = z.infer<typeof SourceLocation>;
