// Reads a Dockerfile into its instructions: directives, continuation lines, comments, flags, JSON arguments, here-documents.

export type Instruction = {
	/** In upper case. */
	readonly keyword: string;
	/** First and last line, 1-based. */
	readonly line: number;
	readonly end: number;
	/** `--from=build` is `from`: `build`; a flag without a value has an empty one. `--mount` may be repeated. */
	readonly flags: readonly (readonly [name: string, value: string])[];
	/** What follows the flags, on one line. */
	readonly text: string;
	/** The arguments of the JSON form. */
	readonly json: readonly string[] | undefined;
	readonly heredocs: readonly Heredoc[];
};

export type Heredoc = {readonly name: string; readonly content: string};

export type ParsedDockerfile = {
	readonly instructions: readonly Instruction[];
	/** The character that continues lines and escapes: a backslash, or a backtick by directive. */
	readonly escape: string;
};

const keywords: ReadonlySet<string> = new Set(
	'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
		' ',
	),
);
const takeFlags: ReadonlySet<string> = new Set(['ADD', 'COPY', 'FROM', 'HEALTHCHECK', 'RUN']);
const takeHeredocs: ReadonlySet<string> = new Set(['ADD', 'COPY', 'RUN']);

/** The keywords, sorted; anything else is an error for every builder. */
export const knownKeywords: readonly string[] = [...keywords];

export function parseDockerfile(text: string): ParsedDockerfile {
	const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
	const escape = escapeOf(lines);
	const instructions: Instruction[] = [];
	for (let at = 0; at < lines.length;) {
		if (isIdle(lines[at])) {
			at++;
			continue;
		}
		const joined = join(lines, at, escape);
		const {heredocs, next} = readHeredocs(joined.text, lines, joined.next);
		instructions.push(instruction(joined.text, {line: at + 1, end: next, heredocs}));
		at = next;
	}
	return {instructions, escape};
}

/** The instruction that `ONBUILD` keeps for images that are built from this one. */
export const triggerOf = ({text, line, end, heredocs}: Instruction): Instruction =>
	instruction(text, {line, end, heredocs});

/** Directives stand before everything else. */
function escapeOf(lines: readonly string[]): string {
	for (const line of lines) {
		const [, name = '', value = ''] = /^\s*#\s*([a-zA-Z]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
		if (name === '') break;
		if (name.toLowerCase() === 'escape') return value;
	}
	return '\\';
}

const isIdle = (line: string | undefined): boolean => /^\s*(?:#.*)?$/.test(line ?? '');

/** Joins a line with those that continue it; comments and blank lines between them do not count. */
function join(lines: readonly string[], start: number, escape: string): {readonly text: string; readonly next: number} {
	const continued = escape === '`' ? /`[ \t]*$/ : /\\[ \t]*$/;
	let text = '';
	let at = start;
	for (; at < lines.length; at++) {
		const line = lines[at] ?? '';
		if (at > start && isIdle(line)) continue;
		text += line.replace(continued, '');
		if (!continued.test(line)) return {text, next: at + 1};
	}
	return {text, next: at};
}

/** One whose end is missing is none: `<<` is also an operator. */
function readHeredocs(
	text: string,
	lines: readonly string[],
	from: number,
): {readonly heredocs: readonly Heredoc[]; readonly next: number} {
	const heredocs: Heredoc[] = [];
	let next = from;
	const [, keyword = ''] = /^\s*(?:ONBUILD\s+)?([A-Za-z]+)/i.exec(text) ?? [];
	if (!takeHeredocs.has(keyword.toUpperCase())) return {heredocs, next};
	for (const [, dash, , name = ''] of text.matchAll(/(?<!<)<<(-?)(["']?)([A-Za-z_][\w.]*)\2/g)) {
		const isEnd = (line: string): boolean => (dash === '-' ? line.replace(/^\t+/, '') : line) === name;
		const end = lines.findIndex((line, index) => index >= next && isEnd(line));
		if (end < 0) continue;
		heredocs.push({name, content: lines.slice(next, end).join('\n')});
		next = end + 1;
	}
	return {heredocs, next};
}

function instruction(written: string, rest: Pick<Instruction, 'line' | 'end' | 'heredocs'>): Instruction {
	const [, word = '', after = ''] = /^\s*(\S+)\s*(.*)$/s.exec(written) ?? [];
	const keyword = word.toUpperCase();
	const flags: [string, string][] = [];
	let text = after.trim();
	for (let found; takeFlags.has(keyword) && (found = /^--([a-z][\w-]*)(?:=(\S*))?(?:\s+|$)/.exec(text)) !== null;) {
		flags.push([found[1] ?? '', (found[2] ?? '').replace(/^(["'])(.*)\1$/, '$2')]);
		text = text.slice(found[0].length);
	}
	return {keyword, flags, text, json: asJson(text), ...rest};
}

function asJson(text: string): readonly string[] | undefined {
	if (!text.startsWith('[')) return undefined;
	try {
		const value: unknown = JSON.parse(text);
		return Array.isArray(value) && value.every(one => typeof one === 'string') ? value : undefined;
	} catch {
		return undefined;
	}
}

/** The values of a flag, which may be repeated. */
export const flagsOf = ({flags}: Instruction, name: string): readonly string[] =>
	flags.flatMap(([each, value]) => (each === name ? [value] : []));

/** The value of a flag that is written once. */
export const flagOf = (instruction: Instruction, name: string): string | undefined => flagsOf(instruction, name)[0];
