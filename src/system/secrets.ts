// A secret value that cannot be printed, and a filter that removes known secrets from text.
import {inspect} from 'node:util';

const mask = '[REDACTED]';

/** A secret. Printing, serialising or inspecting it gives a mask of fixed length; only `reveal()` gives the value. */
export class Sensitive {
	readonly #value: string;

	constructor(value: string) {
		this.#value = value;
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

/** Replaces each secret in a text, also in base64, base64url, URL or JSON encoding. */
export function redactor(secrets: readonly Sensitive[]): (text: string) => string {
	const forms = new Set<string>();
	for (const secret of secrets) {
		const value = secret.reveal();
		if (value.length < 8) continue;
		forms.add(value);
		forms.add(Buffer.from(value).toString('base64'));
		forms.add(Buffer.from(value).toString('base64url'));
		forms.add(encodeURIComponent(value));
		forms.add(JSON.stringify(value).slice(1, -1));
	}
	const longestFirst = [...forms].sort((a, b) => b.length - a.length);
	return text => {
		let result = text;
		for (const form of longestFirst) result = result.replaceAll(form, mask);
		return result;
	};
}
