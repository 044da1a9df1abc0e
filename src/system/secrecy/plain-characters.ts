// A text without what breaks words apart and with its escapes decoded, each character with its position in the text.

/** Line breaks and spaces, quotes (programs wrap long texts in them), characters without a width, the frames of tracebacks. */
const isJoint = (code: number): boolean =>
	code <= 0x20 ||
	code === 0x22 ||
	code === 0x27 ||
	code === 0x60 ||
	(code >= 0x7f &&
		(code <= 0xa0 ||
			code === 0xad ||
			code === 0x34f ||
			code === 0x61c ||
			code === 0x115f ||
			code === 0x1160 ||
			(code >= 0x180b && code <= 0x180f) ||
			(code >= 0x2000 && code <= 0x200f) ||
			(code >= 0x2028 && code <= 0x202f) ||
			(code >= 0x205f && code <= 0x206f) ||
			(code >= 0x2500 && code <= 0x257f) ||
			(code >= 0xfe00 && code <= 0xfe0f) ||
			code === 0x3164 ||
			code === 0xfeff ||
			code === 0xffa0));

/** Tags, and more selectors of variations: they have no width either. */
const isTag = (code: number): boolean => code >= 0xe0000 && code <= 0xe0fff;

/** Half of a character that stands alone, which UTF-8 does not have: another character stands for it. */
const isHalf = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;
const replacement = 0xfffd;

/** Escape sequences of terminals; `\u002f` and `\x2f` behind any number of backslashes, `\n`; `%2F` and `%252f`; `&amp;` and `&#x2f;`. */
const escapes: Readonly<Record<number, RegExp>> = {
	0x1b: /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B\n]{0,2000}(?:\u0007|\u001B\\)?|[ -/]*[0-~])/y,
	0x5c: /\\+(?:u([0-9a-f]{4})|x([0-9a-f]{2})|[nrt])?/iy,
	0x25: /%(?:25)*([0-9a-f]{2})/iy,
	0x26: /&(?:(amp|lt|gt|quot|apos)|#x([0-9a-f]{1,6})|#(\d{1,7}));/iy,
};

const named: Readonly<Record<string, number>> = {amp: 0x26, lt: 0x3c, gt: 0x3e, quot: 0x22, apos: 0x27};

const backspace = 0x08;

/** How a character is read: most of a text is of the first two kinds. */
const [asItIs, joint, other] = [0, 1, 2] as const;
const kinds = Uint8Array.from({length: 0x10000}, (_, code) => {
	if (code in escapes || code === backspace) return other;
	if (isJoint(code)) return joint;
	return code < 0x80 ? asItIs : other;
});

/** The code of an escape, 0 for one that stands for nothing or a joint, and where it ends. */
function decode(text: string, at: number, pattern: RegExp): {readonly code: number; readonly end: number} | undefined {
	pattern.lastIndex = at;
	const match = pattern.exec(text);
	if (match === null) return undefined;
	const end = pattern.lastIndex;
	const [, first, second, third] = match;
	if (text[at] !== '&') {
		const hex = first ?? second;
		return {code: hex === undefined ? 0 : Number.parseInt(hex, 16), end};
	}
	if (first !== undefined) return {code: named[first.toLowerCase()] ?? 0, end};
	return {code: second === undefined ? Number(third) : Number.parseInt(second, 16), end};
}

/** The most bytes that one character is. */
const widest = 4;

/** Reads a text piece by piece: of a long one only a piece is held. */
export class PlainReader {
	/** Bytes of UTF-8. */
	readonly bytes: Buffer;
	/** For each of them, where in the original text it begins and ends. */
	readonly starts: Uint32Array;
	readonly ends: Uint32Array;
	/** Number of bytes that are held. */
	size = 0;
	#original = '';
	#at = 0;

	constructor(capacity: number) {
		this.bytes = Buffer.alloc(capacity);
		this.starts = new Uint32Array(capacity);
		this.ends = new Uint32Array(capacity);
	}

	begin(original: string): void {
		this.#original = original;
		this.#at = 0;
		this.size = 0;
	}

	/** Reads until the text ends or all places are taken. @returns whether more is left */
	fill(): boolean {
		const {bytes, starts, ends} = this;
		const original = this.#original;
		const most = bytes.length - widest;
		let {size} = this;
		let at = this.#at;
		while (at < original.length) {
			const code = original.charCodeAt(at);
			// What is written over belongs to what takes its place.
			if (size > most && code !== backspace) break;
			const kind = kinds[code];
			if (kind === asItIs) {
				bytes[size] = code;
				starts[size] = at;
				ends[size++] = ++at;
			} else if (kind === joint) at++;
			else {
				this.size = size;
				at = this.#other(code, at);
				size = this.size;
			}
		}
		this.size = size;
		this.#at = at;
		if (at < original.length) return true;
		this.#original = '';
		return false;
	}

	/** Of what is held only the end stays, with this many bytes at most. */
	keep(length: number): void {
		const from = Math.max(0, this.size - length);
		for (const held of [this.bytes, this.starts, this.ends]) held.copyWithin(0, from, this.size);
		this.size -= from;
	}

	/** Where it ends. */
	#other(first: number, at: number): number {
		const original = this.#original;
		let code = first;
		let end = at + 1;
		let isByte = code < 0x80;
		const escape = escapes[code];
		const decoded = escape === undefined ? undefined : decode(original, at, escape);
		if (decoded !== undefined) {
			isByte = code === 0x25 || decoded.code < 0x80;
			({code, end} = decoded);
		}
		// Bold and underlined text of printers: `s\bs`, `_\bs`. The first of the two is not seen.
		if (code === backspace && this.ends[this.size - 1] === at && ['_', original[end]].includes(original[at - 1]))
			this.size--;
		if (isJoint(code) && !(isByte && code >= 0x80)) return end;
		if (isByte) this.#put(code, at, end);
		else {
			const whole = decoded === undefined ? (original.codePointAt(at) ?? code) : code;
			if (whole > 0xffff && decoded === undefined) end = at + 2;
			if (!isTag(whole)) this.#putCharacter(isHalf(whole) ? replacement : whole, at, end);
		}
		return end;
	}

	#putCharacter(code: number, start: number, end: number): void {
		if (code > 0x10ffff) return;
		if (code < 0x800) this.#put(0xc0 | (code >> 6), start, end);
		else {
			if (code > 0xffff) {
				this.#put(0xf0 | (code >> 18), start, end);
				this.#put(0x80 | ((code >> 12) & 0x3f), start, end);
			} else this.#put(0xe0 | (code >> 12), start, end);
			this.#put(0x80 | ((code >> 6) & 0x3f), start, end);
		}
		this.#put(0x80 | (code & 0x3f), start, end);
	}

	#put(byte: number, start: number, end: number): void {
		this.bytes[this.size] = byte;
		this.starts[this.size] = start;
		this.ends[this.size++] = end;
	}
}

/** The whole text, its bytes as characters. */
export function plainText(original: string): string {
	const reader = new PlainReader(original.length * widest + widest);
	reader.begin(original);
	reader.fill();
	return reader.bytes.toString('latin1', 0, reader.size);
}
