// Errors as data: what happened, what is already changed, what to type next; and the exit code of each kind.
import type {Outcome} from '../schema/outcome.ts';

/** Exit codes as promised to scripts; `--help` and the README have them in words. */
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
 * Why the program could not go on. `usage`: a flag or an answer is missing or wrong · `project`: the Kedro project is
 * not ready · `denied`: credentials were refused · `outside`: a tool or service failed or is missing · `run`: the run
 * failed · `declined`: the plan was not agreed to · `cancelled`: Ctrl-C · `failed`: anything else, a bug of ours included.
 */
export type ErrorKind = keyof typeof exitCodes;

/** A command that moves the user on, and when to use it. */
export type NextCommand = {readonly command: string; readonly when?: string};

export type ErrorDetails = {
	/** Upper-case code to search for, such as `KUBECTL_MISSING`. */
	readonly code: string;
	/** More lines: the outside tool's own words (already cleaned), a list of what there is. */
	readonly detail?: string;
	/** What was already changed when it happened, one line each. */
	readonly changed?: readonly string[];
	readonly next?: readonly NextCommand[];
	/** What had come out of the work all the same, for the result. */
	readonly outcome?: Outcome;
	readonly cause?: unknown;
};

/** The one error class. `message` is a sentence for the user, without a trailing period needed. */
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

/** Ctrl-C, or whatever else aborted the signal that the work runs under. */
export const cancelled = (): WizardError => new WizardError('cancelled', 'Cancelled', {code: 'CANCELLED'});

/** Anything thrown, as a WizardError; what is not one of ours is a bug and keeps its stack as detail. */
export function asWizardError(thrown: unknown): WizardError {
	if (thrown instanceof WizardError) return thrown;
	if (thrown instanceof Error && thrown.name === 'AbortError') return cancelled();
	const error = thrown instanceof Error ? thrown : new Error(String(thrown));
	return new WizardError('failed', `Unexpected: ${error.message}`, {
		code: 'BUG',
		...(error.stack === undefined ? {} : {detail: error.stack}),
		cause: thrown,
	});
}
