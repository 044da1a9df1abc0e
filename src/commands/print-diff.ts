// What a dry run would write to the project's files, on stdout.
import type {FileDiff} from '../schema/diff.ts';
import {redact} from '../system/secrecy/redact.ts';
import type {Context} from '../ui/context.ts';
import {lookOf} from '../ui/text/look.ts';
import {paint} from '../ui/text/rows.ts';
import {diffRows} from '../ui/views/diff.ts';

export function printDiff(diff: readonly FileDiff[], context: Context): void {
	const look = lookOf(context.stdout, context);
	for (const line of diffRows(diff, look)) context.stdout.write(`${redact(paint(line, look))}\n`);
}
