// Removes secrets from text that is shown: known ones in any encoding and however broken, and what has the form of one.
import {namedSecrets} from './find-credentials.ts';
import {maskForms} from './mask-forms.ts';
import {plainCharacters} from './plain-characters.ts';
import {isWellKnown} from './placeholders.ts';
import {knownSecrets, mask} from '../secrets.ts';

/** Pieces of this many characters of a secret are masked, so fewer of them in a row are ever shown. */
const shortest = 8;

/** `before`: the text that was shown before, where a secret may have begun. */
type Redact = (text: string, before?: string) => string;

let current: {readonly size: number; readonly redact: Redact} | undefined;

/** Masks every secret that this process knows, and what has the form of one. */
export function redact(text: string, before?: string): string {
	const {size} = knownSecrets();
	if (current?.size !== size) current = {size, redact: redactor([...knownSecrets()])};
	return current.redact(text, before);
}

/** The same for lines that come one after the other: a secret may be broken over them. */
export function lineRedactor(): (line: string) => string {
	let before = '';
	return line => {
		const masked = redact(line, before);
		before = `${before}\n${line}`.slice(-200);
		return masked;
	};
}

/** The same for every text in a value, such as an event or a document. */
export function redactAll<T>(value: T, shown: (text: string) => string = redact): T {
	if (typeof value === 'string') return shown(value) as T;
	if (Array.isArray(value)) return value.map((item: unknown) => redactAll(item, shown)) as T;
	if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactAll(item, shown)])) as T;
}

type Search = {
	/** Every piece of `shortest` characters of the secrets and of their encodings that does not look like a word. */
	readonly pieces: ReadonlySet<string>;
	/** Marks the hashes of the beginnings of the pieces. */
	readonly isBeginning: Uint8Array;
	readonly wholes: readonly string[];
};

const hash = (text: string, at: number): number =>
	((text.charCodeAt(at) << 10) ^ (text.charCodeAt(at + 1) << 5) ^ text.charCodeAt(at + 2)) & 0xffff;

/**
 * A function that masks secrets in a text: as they are, in base64 (also amid other bytes), in hexadecimal, in escapes of
 * URLs, JSON and HTML, over line breaks, and in parts. What has the form of a secret is masked too. Exported for tests.
 */
export function redactor(secrets: readonly string[]): Redact {
	const wanted = secrets.flatMap(partsOf).filter(isSearched);
	if (wanted.length === 0) return maskForms;
	const search = searchFor(wanted);
	return (text, before = '') => maskForms(maskKnown(text, before, search));
}

/** A shorter secret may be any word, unless it mixes letters and digits. */
const isSearched = (secret: string): boolean =>
	!isWellKnown(secret) &&
	(secret.length >= shortest || (secret.length >= 6 && /\d/.test(secret) && /[A-Za-z]/.test(secret)));

/** Of a text of several lines or of JSON, such as a key, credentials or cookies, what is no word in it: it has names of hosts too. */
const partsOf = (secret: string): readonly string[] => {
	const text = secret.trim();
	if (!/[\n\t]|^[{[]/.test(text)) return [text];
	const random = text
		.split(/[\s"',{}[\]]+/)
		.filter(part => part.length >= 16 && /\d/.test(part) && /[A-Za-z]/.test(part) && !part.includes('://'));
	const inUrls = [...text.matchAll(/:\/\/[^\s/@:]*:([^\s/@]+)@/g)].map(([, password = '']) => password);
	return [...random, ...inUrls, ...namedSecrets(text)];
};

function searchFor(secrets: readonly string[]): Search {
	const wholes = secrets.map(secret => plainCharacters(secret).text).filter(whole => whole.length >= 6);
	const pieces = new Set<string>();
	const add = (form: string, isWanted: (piece: string) => boolean = () => true): void => {
		for (let at = 0; at + shortest <= form.length; at++) {
			const piece = form.slice(at, at + shortest);
			if (isWanted(piece)) pieces.add(piece);
		}
	};
	for (const whole of wholes) add(whole, piece => !isWord(piece));
	for (const form of secrets.flatMap(encodings)) add(form);
	const isBeginning = new Uint8Array(0x10000);
	for (const piece of pieces) isBeginning[hash(piece, 0)] = 1;
	return {pieces, isBeginning, wholes: wholes.sort((a, b) => b.length - a.length)};
}

/** Letters of one case or digits, with separators: parts of a passphrase, a date or an address that other text has too. */
const isWord = (piece: string): boolean =>
	!/[A-Za-z]/.test(piece) || (!/\d/.test(piece) && !/[a-z].*[A-Z]|[A-Z].*[a-z]/.test(piece.slice(1)));

/** Base64 of a secret by itself, and at each of its three places amid other bytes without the characters that depend on these. */
function encodings(secret: string): readonly string[] {
	const bytes = Buffer.from(secret);
	const amid = [0, 1, 2].map(before =>
		Buffer.concat([Buffer.alloc(before), bytes])
			.toString('base64')
			.slice([0, 2, 3][before], Math.floor(((before + bytes.length) * 8) / 6)),
	);
	const base64 = [bytes.toString('base64'), ...amid];
	const url = base64.map(text => text.replaceAll('+', '-').replaceAll('/', '_'));
	const hex = bytes.toString('hex');
	return [...base64, ...url, hex, hex.toUpperCase()];
}

function maskKnown(shown: string, before: string, {pieces, isBeginning, wholes}: Search): string {
	const original = before + shown;
	const {text, starts, ends} = plainCharacters(original);
	const spans: {from: number; to: number}[] = [];
	for (let at = 0; at + shortest <= text.length; at++) {
		if (isBeginning[hash(text, at)] !== 1 || !pieces.has(text.slice(at, at + shortest))) continue;
		const last = spans.at(-1);
		if (last !== undefined && at <= last.to) last.to = at + shortest;
		else spans.push({from: at, to: at + shortest});
	}
	for (const whole of wholes) {
		for (let at = text.indexOf(whole); at !== -1; at = text.indexOf(whole, at + whole.length))
			spans.push({from: at, to: at + whole.length});
	}
	let result = '';
	let done = before.length;
	for (const {from, to} of spans.sort((a, b) => a.from - b.from)) {
		const [start, end] = [Math.max(before.length, starts[from] ?? 0), ends[to - 1] ?? original.length];
		if (end <= done) continue;
		if (start >= done) result += original.slice(done, start) + mask;
		done = end;
	}
	return result + original.slice(done);
}
