// A catalog entry as one line of YAML.

type Mapping = {readonly [key: string]: string | Mapping};

/** A mapping in braces; its values are YAML already. */
export const flowMapping = (map: Mapping): string =>
	`{${Object.entries(map)
		.map(([key, value]) => `${key}: ${typeof value === 'string' ? value : flowMapping(value)}`)
		.join(', ')}}`;

export const quoted = (text: string): string => JSON.stringify(text);

export const yamlKey = (name: string): string => (isPlainKey(name) ? name : quoted(name));

/** Whether YAML 1.1, as PyYAML reads it, takes a key without quotes as text. */
export const isPlainKey = (key: string): boolean =>
	/^[A-Za-z_][\w.-]*(?:@[\w.-]+)?$/.test(key) && !/^(?:yes|no|on|off|true|false|null|nan)$/i.test(key);
