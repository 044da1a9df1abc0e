// The kinds of errors, their exit codes, and thrown values that are bugs.
import {expect, it} from 'vitest';
import {asWizardError, WizardError} from '../../../src/system/errors.ts';

it('kinds of errors give exit codes, and any other thrown value is a bug with its stack', () => {
	expect(new WizardError('denied', 'no', {code: 'X'}).exitCode).toBe(4);
	expect(asWizardError(new TypeError('boom'))).toMatchObject({
		kind: 'failed',
		code: 'BUG',
		exitCode: 1,
		detail: expect.stringContaining('TypeError'),
	});
});
