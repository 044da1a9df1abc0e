// Secrets that cannot be printed.
import {inspect} from 'node:util';
import {expect, it} from 'vitest';
import {knownSecrets, Sensitive} from '../../../src/system/secrets.ts';

it('a secret is never printed, and known to what masks secrets', () => {
	const secret = new Sensitive('wJalrXUtnFEMI/K7MDENG+x"y');
	expect(
		[
			String(secret),
			JSON.stringify({secret}),
			inspect({secret}, {depth: 9, showHidden: true}),
			secret.toString(),
		].join(),
	).not.toContain('wJalr');
	expect(knownSecrets().has(secret.reveal())).toBe(true);
});
