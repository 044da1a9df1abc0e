// Every error of every command has a code that the documentation explains, and a next command.
import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {withNext} from '../../../src/cli/with-next.ts';
import {commandNames} from '../../../src/options/option.ts';
import {type ErrorKind, exitCodes, WizardError} from '../../../src/system/errors.ts';
import {sources} from '../../support/sources.ts';

const codes = [
	...new Set(
		sources.flatMap(([, text]) => [...text.matchAll(/\bcode: '([A-Z][A-Z0-9_]+)'/g)].map(([, code = '']) => code)),
	),
];

describe('every code', () => {
	const explained = readFileSync('docs/troubleshooting.md', 'utf8');

	it.each(codes)('%s is explained', code => expect(explained).toContain(`\`${code}\``));

	it('is found', () => expect(codes.length).toBeGreaterThan(100));
});

it('every kind of error of every command has a next command, unless the user stopped it', () => {
	for (const command of commandNames)
		for (const kind of Object.keys(exitCodes) as ErrorKind[]) {
			const {next} = withNext(new WizardError(kind, 'It failed', {code: 'X'}), command, ['x']);
			expect(next.length, `${command} ${kind}`).toBe(kind === 'declined' || kind === 'cancelled' ? 0 : 1);
		}
});
