// The Secret as the spec names it: keys that become variables, and keys that become files.

export type NamedSecret = {
	readonly name: string;
	/** Each becomes the variable of the same name. */
	readonly keys: readonly string[];
	/** The folder in which all keys are files as well, and the variables with which programs find them. */
	readonly files?: {readonly path: string; readonly variables: Readonly<Record<string, string>>};
};

/** Below it no image has files, so the mount hides nothing. */
const folder = '/var/run/secrets/kfp-wizard/storage';

/** `usesGcs`: then a key that ends in `.json` is the key file of Google Cloud. */
export function namedSecret(name: string, keys: readonly string[], usesGcs: boolean): NamedSecret {
	const file = usesGcs ? keys.find(key => key.endsWith('.json')) : undefined;
	if (file === undefined) return {name, keys};
	return {
		name,
		keys: keys.filter(key => key !== file),
		files: {path: folder, variables: {GOOGLE_APPLICATION_CREDENTIALS: `${folder}/${file}`}},
	};
}
