// Removes secrets from text that is shown: known ones in any encoding and however broken, and what has the form of one.
import {namedSecrets} from './find-credentials.ts';
import {maskForms} from './mask-forms.ts';
import {PlainReader, plainText} from './plain-characters.ts';
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
	/** Marks the hashes of what a piece may have in it. A look at each fifth character finds them all. */
	readonly isPart: Uint8Array;
	readonly wholes: readonly Whole[];
	/** Characters of the longest one, with those of a piece at least. */
	readonly longest: number;
	readonly reader: PlainReader;
};

type Whole = {
	readonly text: string;
	/** Where one of its pieces is found, it may be found too, and nowhere else. */
	readonly hasPieces: boolean;
};

/** Characters of a part of a piece: each piece has one at each `stride` of its beginnings. */
const part = 4;
const stride = shortest - part + 1;
const hashes = 0x40000;

/** Below `hashes`. */
const hash = (a: number, b: number, c: number, d: number): number =>
	Math.imul(a | (b << 8) | (c << 16) | (d << 24), 0x9e3779b1) >>> 14;

const hashAt = (bytes: Uint8Array, at: number): number =>
	hash(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0, bytes[at + 3] ?? 0);

/** Bytes of a text that are searched at once. */
const window = 0x10000;

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
	const texts = secrets.map(plainText).filter(text => text.length >= 6);
	const pieces = new Set<string>();
	const piecesOf = (form: string): readonly string[] =>
		Array.from({length: Math.max(0, form.length - shortest + 1)}, (_, at) => form.slice(at, at + shortest));
	const ofWhole = (text: string): readonly string[] => piecesOf(text).filter(piece => !isWord(piece));
	for (const piece of [...texts.flatMap(ofWhole), ...secrets.flatMap(encodings).flatMap(piecesOf)]) pieces.add(piece);
	const isPart = new Uint8Array(hashes);
	for (const piece of pieces) {
		const bytes = Buffer.from(piece, 'latin1');
		for (let at = 0; at < stride; at++) isPart[hashAt(bytes, at)] = 1;
	}
	const wholes = texts.map(text => ({text, hasPieces: ofWhole(text).length > 0}));
	const longest = Math.max(shortest, ...texts.map(({length}) => length));
	const reader = new PlainReader(Math.max(window, 4 * longest));
	return {pieces, isPart, wholes: wholes.sort((a, b) => b.text.length - a.text.length), longest, reader};
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

function maskKnown(shown: string, before: string, search: Search): string {
	const original = before + shown;
	const spans = spansIn(original, search);
	if (spans.length === 0) return shown;
	let result = '';
	let done = before.length;
	for (const {start, end} of spans.sort((a, b) => a.from - b.from)) {
		if (end <= done) continue;
		// One that began before is masked from the beginning on.
		if (Math.max(before.length, start) >= done) result += original.slice(done, start) + mask;
		done = end;
	}
	return result + original.slice(done);
}

/** `from`, `to`: among the plain characters; `start`, `end`: in the text. */
type Span = {readonly from: number; to: number; readonly start: number; end: number};

/** What a secret has in a text. Of a long text only a window is held, which begins with the end of the one before it. */
function spansIn(original: string, {pieces, isPart, wholes, longest, reader}: Search): Span[] {
	const {bytes, starts, ends} = reader;
	const spans: Span[] = [];
	const ofWholes: Span[] = [];
	const next = wholes.map(() => 0);
	/** The number of characters before the window, and of those in it that were searched. */
	let base = 0;
	let searched = 0;
	let wasHit = false;
	let isMore = true;
	const spanOf = (at: number, length: number): Span => ({
		from: base + at,
		to: base + at + length,
		start: starts[at] ?? 0,
		end: ends[at + length - 1] ?? original.length,
	});
	const addPiece = (at: number): void => {
		const span = spanOf(at, shortest);
		const last = spans.at(-1);
		if (last === undefined || span.from > last.to) spans.push(span);
		else [last.to, last.end] = [span.to, span.end];
	};
	reader.begin(original);
	while (isMore) {
		isMore = reader.fill();
		const {size} = reader;
		const text = bytes.toString('latin1', 0, size);
		const first = Math.max(0, searched - shortest + 1);
		let isHit = false;
		for (let at = first + stride - 1; at + part <= size; at += stride) {
			if (isPart[hashAt(bytes, at)] !== 1) continue;
			for (let begin = at - stride + 1; begin <= at && begin + shortest <= size; begin++) {
				if (isPart[hashAt(bytes, begin)] !== 1 || isPart[hashAt(bytes, begin + part)] !== 1) continue;
				if (!pieces.has(text.slice(begin, begin + shortest))) continue;
				addPiece(begin);
				isHit = true;
			}
		}
		for (const [index, whole] of wholes.entries()) {
			if (whole.hasPieces && !isHit && !wasHit) continue;
			const {length} = whole.text;
			let at = text.indexOf(whole.text, Math.max((next[index] ?? 0) - base, searched - length + 1));
			while (at !== -1) {
				ofWholes.push(spanOf(at, length));
				next[index] = base + at + length;
				at = text.indexOf(whole.text, at + length);
			}
		}
		reader.keep(longest - 1);
		base += size - reader.size;
		searched = reader.size;
		wasHit = isHit;
	}
	return [...spans, ...ofWholes];
}
