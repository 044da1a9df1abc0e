// JSON from outside that may not be valid; a schema validates the value.

/** The value, or `undefined` for text that is not valid JSON. The parser's own message would quote the text. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
