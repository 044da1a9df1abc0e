// An option that is written as `KEY=VALUE`.

/** Both parts. Without a sign `=` the whole text is the key. */
export function keyAndValue(text: string): readonly [key: string, value: string] {
	const [, key = text, value = ''] = /^([^=]*)=([^]*)$/.exec(text) ?? [];
	return [key, value];
}
