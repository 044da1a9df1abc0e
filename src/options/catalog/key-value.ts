// Options that are written as `KEY=VALUE`.

/** Key and value of `KEY=VALUE`. */
export function keyValue(pair: string): readonly [key: string, value: string] {
	const [, key = pair, value = ''] = /^([^=]*)=([^]*)$/.exec(pair) ?? [];
	return [key, value];
}
