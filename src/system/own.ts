// Looks a name up in a table without finding what every object has, such as `constructor`.
export const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
	Object.hasOwn(table, name) ? table[name] : undefined;
