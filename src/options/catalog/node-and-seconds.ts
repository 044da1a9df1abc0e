// An option that is written as `NODE=SECONDS`.

/** Both parts, empty where one is missing. The name of a node may have the sign `=` itself. */
export function nodeAndSeconds(pair: string): readonly [node: string, seconds: string] {
	const [, node = '', seconds = ''] = /^([^]*)=([^=]*)$/.exec(pair) ?? [];
	return [node, seconds];
}
