// One JSON document on stdout.
import {redactAll} from '../system/secrecy/redact.ts';
import type {Context} from '../ui/context.ts';

export const printJson = (document: unknown, {stdout}: Pick<Context, 'stdout'>): void =>
	void stdout.write(`${JSON.stringify(redactAll(document), null, 2)}\n`);
