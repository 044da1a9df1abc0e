// JSON from outside that may be no JSON at all; a schema judges what comes of it.

/** The value, or `undefined` for text that is not JSON: its parser's complaint would quote the text. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
