// The bytes of JSON as Go writes it: KFP's server, Argo and Kubernetes do.

/** `<`, `>` and `&` are six characters. */
export const goJson = (value: unknown): string => JSON.stringify(value).replaceAll(/[<>&]/g, '\\u003c');

export const jsonBytes = (value: unknown): number => Buffer.byteLength(goJson(value));
