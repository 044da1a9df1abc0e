// The bytes of JSON as Go writes it, which the server, Argo and Kubernetes do.

/** `<`, `>` and `&` are six characters. */
export const goJson = (value: unknown): string => JSON.stringify(value).replaceAll(/[<>&]/g, '\\u003c');

export const jsonBytes = (value: unknown): number => Buffer.byteLength(goJson(value));

/** Bytes of the longest of some texts. */
export const longest = (texts: readonly string[]): number =>
	texts.reduce((most, text) => Math.max(most, Buffer.byteLength(text)), 0);
