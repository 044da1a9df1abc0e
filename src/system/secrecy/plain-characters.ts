// A text without what breaks words apart and with its escapes decoded, each character with its position in the text.

export type PlainCharacters = {
	/** Bytes of UTF-8 as characters. */
	readonly text: string;
	/** For each of them, where in the original text it begins and ends. */
	readonly starts: Uint32Array;
	readonly ends: Uint32Array;
};

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

/** Escape sequences of terminals; `\u002f` and `\x2f` behind any number of backslashes, `\n`; `%2F` and `%252f`; `&amp;` and `&#x2f;`. */
const escapes: Readonly<Record<number, RegExp>> = {
	0x1b: /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B\n]{0,2000}(?:\u0007|\u001B\\)?|[ -/]*[0-~])/y,
	0x5c: /\\+(?:u([0-9a-f]{4})|x([0-9a-f]{2})|[nrt])?/iy,
	0x25: /%(?:25)*([0-9a-f]{2})/iy,
	0x26: /&(?:(amp|lt|gt|quot|apos)|#x([0-9a-f]{1,6})|#(\d{1,7}));/iy,
};

const named: Readonly<Record<string, number>> = {amp: 0x26, lt: 0x3c, gt: 0x3e, quot: 0x22, apos: 0x27};

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

export function plainCharacters(original: string): PlainCharacters {
	const bytes = Buffer.allocUnsafe(original.length * 3);
	const starts = new Uint32Array(original.length * 3);
	const ends = new Uint32Array(original.length * 3);
	let size = 0;
	const put = (byte: number, start: number, end: number): void => {
		bytes[size] = byte;
		starts[size] = start;
		ends[size] = end;
		size++;
	};
	for (let at = 0; at < original.length;) {
		let code = original.charCodeAt(at);
		let end = at + 1;
		let isByte = code < 0x80;
		const escape = escapes[code];
		const decoded = escape === undefined ? undefined : decode(original, at, escape);
		if (decoded !== undefined) {
			isByte = code === 0x25 || decoded.code < 0x80;
			({code, end} = decoded);
		}
		// Bold and underlined text of printers: `s\bs`, `_\bs`. The first of the two is not seen.
		if (code === 0x08 && ends[size - 1] === at && ['_', original[end]].includes(original[at - 1])) size--;
		if (!isJoint(code) || (isByte && code >= 0x80)) {
			if (isByte) put(code, at, end);
			else {
				const whole = decoded === undefined ? (original.codePointAt(at) ?? code) : code;
				if (whole > 0xffff && decoded === undefined) end = at + 2;
				const character = whole <= 0x10ffff ? String.fromCodePoint(whole) : '';
				if (!isTag(whole)) for (const byte of Buffer.from(character)) put(byte, at, end);
			}
		}
		at = end;
	}
	return {text: bytes.subarray(0, size).toString('latin1'), starts, ends};
}
