// Finds credentials in a text by their forms, and in configuration by the names of its keys.
import {isSecretName, judgeAssignment} from './names.ts';
import {type CredentialPattern, patterns} from './patterns.ts';

export type Credential = {
	/** With its article: `a GitHub token`, `a value of "db_password"`. */
	readonly kind: string;
	/** 1-based. */
	readonly line: number;
	/** False where it may be harmless. */
	readonly certain: boolean;
	/** Documentation and tests usually have made-up ones of this kind. */
	readonly usual: boolean;
};

type Match = Omit<Credential, 'line'> & {readonly index: number};

type Hint = {readonly text: string; readonly patterns: CredentialPattern[]};

const hashes = 0x8000;
/** A number below `hashes` for the last three characters, from the one for those before the last. */
const hash = (before: number, code: number): number => ((before << 5) ^ code) & (hashes - 1);

/** The hints by the hash of their first three characters: one look at each character of a text finds them all. */
const hints = new Map<number, Hint[]>();
const isBeginning = new Uint8Array(hashes);
for (const pattern of patterns) {
	for (const text of pattern.hints) {
		const key = Array.from(text.slice(0, 3)).reduce((before, character) => hash(before, character.charCodeAt(0)), 0);
		const same = hints.get(key) ?? [];
		const known = same.find(hint => hint.text === text);
		if (known === undefined) same.push({text, patterns: [pattern]});
		else known.patterns.push(pattern);
		hints.set(key, same);
		isBeginning[key] = 1;
	}
}

/** The patterns of which a hint is in the text, in the order of the table. */
function possible(text: string): readonly CredentialPattern[] {
	const found = new Set<Hint>();
	let key = 0;
	for (let end = 0; end < text.length; end++) {
		key = hash(key, text.charCodeAt(end));
		if (isBeginning[key] === 1) {
			for (const hint of hints.get(key) ?? [])
				if (!found.has(hint) && text.startsWith(hint.text, end - 2)) found.add(hint);
		}
	}
	const wanted = new Set([...found].flatMap(hint => hint.patterns));
	return patterns.filter(pattern => wanted.has(pattern));
}

/** Calls back for each match of a pattern: the span of the secret, without what stands before it. */
export function eachCredential(
	text: string,
	report: (found: {readonly pattern: CredentialPattern; readonly match: RegExpMatchArray}) => void,
): void {
	for (const pattern of possible(text)) {
		for (const match of text.matchAll(pattern.pattern)) {
			if (pattern.accept?.(match) !== false) report({pattern, match});
		}
	}
}

/** Whether a value by itself is a credential, whatever its name is. */
export function isCredential(value: string): boolean {
	let found = false;
	eachCredential(value, ({pattern}) => {
		found ||= pattern.certain;
	});
	return found;
}

/** Each key with its value, as YAML, JSON, TOML, INI, shells and `.env` files write them; a key begins where a word begins. */
const assignment =
	/(?<![\w.-])([\w.-]{1,80})["']?[^\S\n]{0,20}(?:[:=]|:=)[^\S\n]{0,20}(?:"([^"\n]{1,512})"|'([^'\n]{1,512})'|([^\s"'`,;{}[\]()]{1,512}))/g;

/** The same in a value: a connection string has keys and values of its own. */
const innerAssignment = /(?<![\w.-])([\w.-]{1,80})=([^\s"'`,;&|)]{1,512})/g;

function assignmentsIn(text: string): readonly Match[] {
	const found: Match[] = [];
	const judge = (name: string, value: string, index: number): boolean => {
		const sure = isSecretName(name) ? judgeAssignment(name, value) : undefined;
		if (sure !== undefined) found.push({kind: `a value of "${name}"`, index, certain: sure === 'certain', usual: true});
		return sure !== undefined;
	};
	for (const {1: name = '', 2: double, 3: single, 4: plain = '', index} of text.matchAll(assignment)) {
		const value = double ?? single ?? plain;
		if (judge(name, value, index) || !value.includes('=')) continue;
		for (const [, innerName = '', innerValue = ''] of value.matchAll(innerAssignment))
			judge(innerName, innerValue, index);
	}
	return found;
}

/** The values of keys such as `password` in a text of keys and values. */
export const namedSecrets = (text: string): readonly string[] =>
	[...text.matchAll(assignment)].flatMap(([, name = '', double, single, plain = '']) =>
		isSecretName(name) ? [double ?? single ?? plain] : [],
	);

/**
 * Credentials in a text, one a line, in the order of lines.
 * `named`: the text is configuration, so the value of a key such as `password` counts too.
 */
export function findCredentials(text: string, {named}: {readonly named: boolean}): readonly Credential[] {
	const matches: Match[] = [];
	eachCredential(text, ({pattern: {kind, certain, usual = false}, match}) =>
		matches.push({kind, index: match.index ?? 0, certain, usual}),
	);
	if (named) matches.push(...assignmentsIn(text));
	const lines = new Map<number, Credential>();
	let line = 1;
	let at = 0;
	for (const {index, ...found} of matches.sort((a, b) => a.index - b.index)) {
		for (let next = text.indexOf('\n', at); next !== -1 && next < index; next = text.indexOf('\n', at)) {
			line++;
			at = next + 1;
		}
		const before = lines.get(line);
		if (before === undefined || rank(found) < rank(before)) lines.set(line, {...found, line});
	}
	return [...lines.values()];
}

/** The more exact form is the better name of what a line has. */
const rank = ({certain, usual}: Pick<Credential, 'certain' | 'usual'>): number => (certain ? 0 : 2) + (usual ? 1 : 0);
