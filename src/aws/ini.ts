// Parses the INI dialect of ~/.aws/config and ~/.aws/credentials, as far as credentials need it.

export type Ini = {
	/** Settings by section name, without quotes and spaces around it. */
	readonly sections: ReadonlyMap<string, ReadonlyMap<string, string>>;
	/** 1-based lines that are neither a section, a setting nor a comment. Their text may be a secret. */
	readonly unreadable: readonly number[];
};

/** Accepts CRLF, a BOM and indented sub-settings, which are named `s3.endpoint_url`. Of a setting that occurs twice the later value is used. */
export function parseIni(text: string): Ini {
	const sections = new Map<string, Map<string, string>>();
	const unreadable: number[] = [];
	let section: Map<string, string> | undefined;
	let parent = '';
	for (const [index, line] of text
		.replace(/^\uFEFF/, '')
		.split(/\r\n|\n|\r/)
		.entries()) {
		if (/^\s*(?:[#;].*)?$/.test(line)) continue;
		if (/^\s/.test(line) && section !== undefined) {
			const [, inner, text] = /^\s+([^=:\s]+)\s*[=:]\s*(.*)$/.exec(line) ?? [];
			if (inner !== undefined && text !== undefined) section.set(`${parent}.${inner.toLowerCase()}`, text);
			continue;
		}
		const [, header] = /^\[\s*(.+?)\s*\]\s*(?:[#;].*)?$/.exec(line) ?? [];
		const [, key, value] = /^([^=:\s][^=:]*?)\s*[=:]\s*(.*)$/.exec(line) ?? [];
		if (header !== undefined) {
			const name = header.replace(/^(profile|sso-session|services)\s+/, '$1 ').replaceAll(/["']/g, '');
			section = sections.get(name) ?? new Map<string, string>();
			sections.set(name, section);
		} else if (key !== undefined && value !== undefined && section !== undefined) {
			parent = key.toLowerCase();
			section.set(parent, value);
		} else unreadable.push(index + 1);
	}
	return {sections, unreadable};
}
