// One JSON document on stdout.
import type {Context} from '../ui/context.ts';

export const printJson = (document: unknown, {stdout}: Pick<Context, 'stdout'>): void =>
	void stdout.write(`${JSON.stringify(document, null, 2)}\n`);
