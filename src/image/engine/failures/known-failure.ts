// What is known of a failure of the engine: how it is recognized, and what the error for it says.
import type {ErrorKind, NextCommand} from '../../../system/errors.ts';
import type {Reference} from '../../reference.ts';

/** What the engine was asked to do when it failed. */
export type Operation =
	| {readonly what: 'connect'}
	/** `dockerfile`: its text. */
	| {readonly what: 'build'; readonly platform: string; readonly dockerfile?: string}
	| {readonly what: 'push' | 'inspect' | 'remove' | 'run' | 'save'; readonly reference: string};

export type FailureFacts = {
	readonly engine: string;
	readonly reference: Reference | undefined;
	/** The platform of the image. */
	readonly platform: string;
	/** The text of the Dockerfile, for a build. */
	readonly dockerfile: string;
	/** The operating system here. */
	readonly host: NodeJS.Platform;
	/** The last lines of the engine. */
	readonly output: string;
};

export type KnownFailure = {
	readonly pattern: RegExp;
	/** The row is for this operation only; default: all. */
	readonly operation?: Operation['what'];
	readonly kind: ErrorKind;
	readonly code: string;
	readonly message: (facts: FailureFacts) => string;
	readonly help?: string;
	readonly next?: (facts: FailureFacts) => readonly NextCommand[];
};

/** The registry of the image, or the one that the engine wanted to reach, such as that of a base image. */
export const hostOf = ({reference, output}: FailureFacts): string | undefined =>
	reference?.registry ?? /\bhttps?:\/\/([\w.:[\]-]+)\/v2\//.exec(output)?.[1];

export const registryOf = (facts: FailureFacts): string => hostOf(facts) ?? 'the registry';

/** All engines have this command. */
export const seeEngine = (engine: string): NextCommand => ({
	command: `${engine} info`,
	when: `to see whether ${engine} itself works`,
});
