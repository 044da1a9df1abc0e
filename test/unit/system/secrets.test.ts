// Secrets that cannot be printed.
import {inspect} from 'node:util';
import {expect, it} from 'vitest';
import {redactor, Sensitive} from '../../../src/system/secrets.ts';

it('a secret is never printed, in no encoding', () => {
	const secret = new Sensitive('wJalrXUtnFEMI/K7MDENG+x"y');
	expect(
		[
			String(secret),
			JSON.stringify({secret}),
			inspect({secret}, {depth: 9, showHidden: true}),
			secret.toString(),
		].join(),
	).not.toContain('wJalr');
	const redact = redactor([secret]);
	const value = secret.reveal();
	for (const form of [
		value,
		Buffer.from(value).toString('base64'),
		Buffer.from(value).toString('base64url'),
		encodeURIComponent(value),
		JSON.stringify(value),
	]) {
		expect(redact(`before ${form} after`)).toMatch(/^before "?\[REDACTED\]"? after$/);
	}
});
