// A secret value that cannot be printed, and the secrets that this process knows.
import {inspect} from 'node:util';

export const mask = '[REDACTED]';

const known = new Set<string>();

/** The values of all secrets so far: whatever is shown is searched for them. */
export const knownSecrets = (): ReadonlySet<string> => known;

/** A secret. Printing, serialising or inspecting it gives a mask of fixed length; only `reveal()` gives the value. */
export class Sensitive {
	readonly #value: string;

	constructor(value: string) {
		this.#value = value;
		known.add(value);
	}

	/** The value itself: for stdin of a program or a request body, never for arguments, files or output. */
	reveal(): string {
		return this.#value;
	}

	/** The last `count` characters, enough to recognise a key id. */
	suffix(count = 4): string {
		return this.#value.slice(-count);
	}

	toString(): string {
		return mask;
	}

	toJSON(): string {
		return mask;
	}

	[inspect.custom](): string {
		return mask;
	}
}
