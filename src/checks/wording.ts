// How messages list names and begin sentences.

/** Names as a sentence lists them: `a`, `a and b`, `a, b and 3 more`. */
export function list(names: readonly string[], most = 3): string {
	const shown = names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} more`] : names;
	return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** Nodes and what they do: `a reads`, `a and b read`. */
export const nodesRead = (readers: readonly {readonly name: string}[]): string =>
	`${list(readers.map(({name}) => name))} ${readers.length === 1 ? 'reads' : 'read'}`;

/** With a capital letter at its beginning. */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
