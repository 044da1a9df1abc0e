// What works on this machine and on the cluster, as `doctor` and `check` report it.
import * as z from 'zod';

export const MachineState = z.enum(['ok', 'warning', 'failed', 'skipped']);
export type MachineState = z.infer<typeof MachineState>;

export const MachineRow = z.object({
	id: z.string().describe('what was looked at, such as `engine`'),
	title: z.string(),
	state: MachineState.describe('`skipped`: it was not checked, or is not needed; the detail says why'),
	detail: z.string().describe('what was found, or what is wrong'),
	code: z.string().optional().describe('the error code, as in the documentation'),
	fix: z
		.array(z.object({command: z.string(), when: z.string().optional()}))
		.describe('commands that fix it on this system'),
	link: z.string().optional().describe('the page that explains it'),
});
export type MachineRow = z.infer<typeof MachineRow>;

/** The document of `doctor --json`. */
export const MachineReport = z.object({
	ok: z.boolean().describe('all that a deploy needs works'),
	exitCode: z.number(),
	rows: z.array(MachineRow),
});
export type MachineReport = z.infer<typeof MachineReport>;
