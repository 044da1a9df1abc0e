// The bytes of JSON as Go writes it: KFP's server, Argo and Kubernetes do.

/** Five characters are written by their numbers, for the sake of HTML and JavaScript. */
export const goJson = (value: unknown): string =>
	JSON.stringify(value).replaceAll(
		/[<>&\u2028\u2029]/g,
		character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);

export const jsonBytes = (value: unknown): number => Buffer.byteLength(goJson(value));
