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

it('F32: a full disk is no bug, and has no stack', () => {
	const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {code: 'ENOSPC'});
	expect(asWizardError(full)).toMatchObject({
		code: 'OUTPUT_FULL',
		message: 'A file cannot be written: the disk is full',
		detail: undefined,
	});
});
