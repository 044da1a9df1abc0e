// One JSON document on stdout. A terminal that shows it gets no character that it could obey: JSON has escapes for them.
import {redactAll} from '../system/secrecy/redact.ts';
import {withEscapes} from '../system/hidden-characters.ts';
import type {Context} from '../ui/context.ts';

export function printJson(document: unknown, {stdout}: Pick<Context, 'stdout'>): void {
	const lines = JSON.stringify(redactAll(document), null, 2).split('\n');
	stdout.write(`${lines.map(withEscapes).join('\n')}\n`);
}
