// Names of variables and keys that hold secrets, and whether a value under such a name is plausible as one.
import {isPlaceholder} from './placeholders.ts';

const password = /(?:password|passwd|passphrase|pwd)_?\d*$/;
const keyOrToken =
	/(?:secret|token|api_?key|access_?key(?:_id)?|secret_?key|private_?key|account_?key|shared_?key|signing_?key|encryption_?key|connection_?string|conn_?str|sas)_?\d*$/;

/** Where the next page of a list begins, what makes a request unique, and hashes. */
const notSecret = /^hashed_|(?:next|input|output|continuation|page|request|change|action|idempotency|sync)_token$/;

/** `AWS_SECRET_ACCESS_KEY` and `dbPassword`, by their last words: neither `TOKENIZERS_PARALLELISM` nor `TOKEN_FILE`. */
export function isSecretName(name: string): boolean {
	const words = wordsOf(name);
	return (password.test(words) || keyOrToken.test(words)) && !notSecret.test(words);
}

const wordsOf = (name: string): string =>
	name
		.replaceAll(/([a-z0-9])(?=[A-Z])/g, '$1_')
		.replaceAll(/[^A-Za-z0-9]+/g, '_')
		.toLowerCase();

/** How sure it is that a key of a configuration file holds a secret: `undefined` where it does not look like one. */
export function judgeAssignment(name: string, value: string): 'certain' | 'likely' | undefined {
	const words = wordsOf(name);
	if (isPlaceholder(value) || isPointer(value)) return undefined;
	if (password.test(words)) {
		if (value.length < 4) return undefined;
		if (isSlug(value)) return /\d/.test(value) ? 'likely' : undefined;
		// The label of a form in any language.
		const word = value.replace(/[\s.:?!*]+$/, '');
		if (/^[^\d\s]+(?:\s+[^\d\s]+)+$/.test(word)) return undefined;
		if (/[^A-Za-z\u0080-\uFFFF]/.test(word) || /[a-z][A-Z]/.test(word)) return 'certain';
		return word.length < 12 ? undefined : 'likely';
	}
	const isRandom = /\d/.test(value) && /[A-Za-z]/.test(value);
	if (!keyOrToken.test(words) || !isRandom || isSlug(value) || value.length < 8) return undefined;
	return value.length < 16 ? 'likely' : 'certain';
}

/** A path, a URL, the name of a resource of AWS, or the name of a variable. */
const isPointer = (value: string): boolean => /^(?:\.{0,2}\/|~|arn:)|:\/\/|^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value);

/** Words such as `aws-secrets` and `bert-base-v2`, which name something. */
export const isSlug = (value: string): boolean =>
	/^(?:[a-z]+\d{0,3}|\d{1,12})(?:[-_.:/](?:[a-z]+\d{0,3}|\d{1,12}))+$/i.test(value);
