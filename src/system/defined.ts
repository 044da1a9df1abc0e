// Objects whose optional fields are left out, not set to `undefined`.

type OptionalKey<T> = {[K in keyof T]-?: undefined extends T[K] ? K : never}[keyof T];

/** The same fields; those that may be `undefined` are optional. */
export type Defined<T> = Omit<T, OptionalKey<T>> & {[K in OptionalKey<T>]?: Exclude<T[K], undefined>};

/** A copy without the fields whose value is `undefined`: `{...defined({line, node})}` instead of a condition for each. */
export const defined = <T extends object>(fields: T): Defined<T> =>
	Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
