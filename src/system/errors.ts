// Errors as data: what happened, what is already changed, the next command; and the exit code of each kind.
import type {Outcome} from '../schema/outcome.ts';
import {defined} from './defined.ts';

/** The exit codes, a contract with scripts; `--help` and the README describe them. */
export const exitCodes = {
	declined: 1,
	failed: 1,
	usage: 2,
	project: 3,
	denied: 4,
	outside: 5,
	run: 6,
	cancelled: 130,
} as const;

/**
 * Why kfp-wizard stopped. `usage`: an option is missing or wrong · `project`: the Kedro project is not ready ·
 * `denied`: credentials were refused · `outside`: a tool or service failed or is missing · `run`: the run failed ·
 * `declined`: the user declined the plan · `cancelled`: Ctrl-C · `failed`: anything else, bugs of kfp-wizard included.
 */
export type ErrorKind = keyof typeof exitCodes;

/** A command that solves the problem, and when to use it. Flags alone are for the command that failed. */
export type NextCommand = {
	readonly command: string;
	readonly when?: string;
	/** kfp-wizard can run it in this terminal where a person is present; after it the same is tried again. */
	readonly here?: true;
	/** It has every option that it needs: none of the command that runs are added. */
	readonly isWhole?: true;
};

export type ErrorDetails = {
	/** Upper-case code to search for, such as `KUBECTL_MISSING`. */
	readonly code: string;
	/** More lines: the output of the outside tool (already cleaned), or a list of valid values. */
	readonly detail?: string;
	/** What was already changed before the error, one line each. */
	readonly changed?: readonly string[];
	readonly next?: readonly NextCommand[];
	/** The outcome so far, for the result. */
	readonly outcome?: Outcome;
	readonly cause?: unknown;
};

/** The only error class. `message` is a sentence for the user; it needs no final period. */
export class WizardError extends Error {
	override readonly name = 'WizardError';
	readonly kind: ErrorKind;
	readonly code: string;
	readonly detail: string | undefined;
	readonly changed: readonly string[];
	readonly next: readonly NextCommand[];
	readonly outcome: Outcome;

	constructor(kind: ErrorKind, message: string, details: ErrorDetails) {
		super(message, details.cause === undefined ? undefined : {cause: details.cause});
		this.kind = kind;
		this.code = details.code;
		this.detail = details.detail;
		this.changed = details.changed ?? [];
		this.next = details.next ?? [];
		this.outcome = details.outcome ?? {};
	}

	get exitCode(): number {
		return exitCodes[this.kind];
	}
}

/** Whether a thrown value is a WizardError with one of these codes. */
export const hasCode = (thrown: unknown, ...codes: readonly string[]): thrown is WizardError =>
	thrown instanceof WizardError && codes.includes(thrown.code);

/** The same error with another message or other details; the error itself becomes the cause. */
export function withDetails(
	error: WizardError,
	{message = error.message, ...details}: Partial<Omit<ErrorDetails, 'cause'>> & {readonly message?: string},
): WizardError {
	const {kind, code, detail, changed, next, outcome} = error;
	return new WizardError(kind, message, {code, ...defined({detail}), changed, next, outcome, ...details, cause: error});
}

/** For Ctrl-C, and for any other abort of the signal of the work. */
export const cancelled = (cause?: unknown): WizardError =>
	new WizardError('cancelled', 'Cancelled', {code: 'CANCELLED', cause});

/** After Ctrl-C any error is a cancellation, with what was already changed. */
export function asCancelled(thrown: unknown): WizardError {
	const error = asWizardError(thrown);
	const {changed, outcome} = error;
	return error.kind === 'cancelled' ? error : withDetails(cancelled(), {changed, outcome});
}

/** What is full, where a write failed for that reason; `undefined` for anything else. */
export function whatIsFull(thrown: unknown): string | undefined {
	const {code} = thrown instanceof Error ? (thrown as NodeJS.ErrnoException) : {};
	if (code === 'ENOSPC') return 'the disk is full';
	return code === 'EDQUOT' ? 'your disk quota is used up' : undefined;
}

/** `folder`: as a shell reads it; default: all disks. */
export const spaceCommand = (...folder: readonly string[]): NextCommand => ({
	command: ['df -h', ...folder].join(' '),
	when: 'to see which disk is full; free space, then run the command again',
});

/** What the system has no more of: what happens, and the command that shows or raises it. */
const limits: Readonly<Record<string, {readonly reason: string; readonly next: NextCommand}>> = {
	EMFILE: {
		reason: 'this shell allows too few open files',
		next: {command: 'ulimit -n 4096', when: 'to allow more in this shell; then run the command again'},
	},
	ENFILE: {
		reason: 'too many files are open on this machine',
		next: {command: 'lsof', when: 'to see which programs have them open'},
	},
	EAGAIN: {
		reason: 'no more processes can be started',
		next: {command: 'ulimit -u', when: 'to see how many you may have; end some, then run the command again'},
	},
	ENOMEM: {
		reason: 'there is not enough memory',
		next: {command: 'free -m', when: 'to see what is free; end other programs, then run the command again'},
	},
};

/** What the system lacks, where a call failed for that reason; `undefined` for anything else. */
export const systemLimit = (code: string | undefined): (typeof limits)[string] | undefined =>
	code !== undefined && Object.hasOwn(limits, code) ? limits[code] : undefined;

const limitReached = (code: string | undefined, cause: Error): WizardError | undefined => {
	const limit = systemLimit(code);
	return (
		limit &&
		new WizardError('failed', `kfp-wizard cannot go on: ${limit.reason}`, {
			code: 'SYSTEM_LIMIT',
			next: [limit.next],
			cause,
		})
	);
};

/** Any thrown value as a WizardError. A value that is not a WizardError is a bug; its stack becomes the detail. */
export function asWizardError(thrown: unknown): WizardError {
	if (thrown instanceof WizardError) return thrown;
	if (thrown instanceof Error && thrown.name === 'AbortError') return cancelled();
	const full = whatIsFull(thrown);
	if (full !== undefined)
		return new WizardError('failed', `A file cannot be written: ${full}`, {
			code: 'OUTPUT_FULL',
			next: [spaceCommand()],
			cause: thrown,
		});
	const error = thrown instanceof Error ? thrown : new Error(String(thrown));
	const limit = limitReached((error as NodeJS.ErrnoException).code, error);
	if (limit !== undefined) return limit;
	return new WizardError('failed', `Unexpected: ${error.message}`, {
		code: 'BUG',
		...defined({detail: error.stack}),
		cause: thrown,
	});
}
