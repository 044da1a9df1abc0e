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

it.each([
	['EMFILE', 'this shell allows too few open files', 'ulimit -n 4096'],
	['EAGAIN', 'no more processes can be started', 'ulimit -u'],
	['ENOMEM', 'there is not enough memory', 'free -m'],
])(
	'F27: %s is no bug: it is a limit of the system, with the command that raises or shows it',
	(code, reason, command) => {
		const error = asWizardError(Object.assign(new Error(`spawn ${code}`), {code}));
		expect(error).toMatchObject({code: 'SYSTEM_LIMIT', detail: undefined, next: [{command}]});
		expect(error.message).toContain(reason);
	},
);
