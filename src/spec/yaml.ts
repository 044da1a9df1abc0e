// YAML that Go, Python and this program read alike: whatever could be taken for a number, a date or a truth is quoted.
import {Document, isMap, isScalar, isSeq, LineCounter, type Pair, parseAllDocuments, Scalar, visit} from 'yaml';
import {unsafe} from './input.ts';
import {invalid} from './invalid.ts';

/** Letters first and nothing that begins another YAML construct: no reader of YAML 1.1 or 1.2 takes it for anything but text. */
const plain = /^(?:--)?[A-Za-z_][\w./@=+-]*(?::[\w./@=+-]+)*$/;
const words = /^(?:y|yes|n|no|on|off|true|false|null|nan|inf)$/i;

/** A YAML document of plain data. The maps below the keys `oneLine`, and the items of lists there, take a line each. */
export function stringify(value: unknown, oneLine: ReadonlySet<string>): string {
	const document = new Document(value, {aliasDuplicateObjects: false});
	visit(document, {
		Scalar: (_, scalar) => {
			if (typeof scalar.value === 'string') scalar.type = style(scalar.value);
		},
		Pair: (_, pair) => {
			if (isScalar(pair.key) && typeof pair.key.value === 'string' && oneLine.has(pair.key.value)) flatten(pair.value);
		},
	});
	return document.toString({lineWidth: 0, indentSeq: false, flowCollectionPadding: false});
}

function style(text: string): Scalar.Type {
	if (plain.test(text) && !words.test(text)) return Scalar.PLAIN;
	return text.includes("'") ? Scalar.QUOTE_DOUBLE : Scalar.QUOTE_SINGLE;
}

function flatten(value: unknown): void {
	if (isMap(value)) value.flow = true;
	else if (isSeq(value)) value.items.forEach(flatten);
}

/**
 * The documents of a YAML text as plain data, read by the rules of YAML 1.1 as the server does (`on` is a truth value).
 * Throws SPEC_INVALID for what does not parse, keys that are no strings or stand twice, and tags.
 */
export function parse(text: string): unknown[] {
	const lines = new LineCounter();
	try {
		const documents = parseAllDocuments(text, {version: '1.1', merge: false, lineCounter: lines, prettyErrors: false});
		if (!Array.isArray(documents)) return [];
		return documents.map(document => {
			const problem = [...document.errors, ...document.warnings][0];
			if (problem !== undefined) throw invalid(`line ${lines.linePos(problem.pos[0]).line}`, problem.message);
			visit(document, {Pair: (_, pair) => checkKey(pair, lines)});
			return document.toJS() as unknown;
		});
	} catch (error) {
		// The parser itself gives up on too many aliases and on too deep nesting.
		throw error instanceof Error && error.name === 'WizardError' ? error : invalid('', String(error), error);
	}
}

function checkKey({key}: Pair, lines: LineCounter): void {
	if (isScalar(key) && typeof key.value === 'string') return;
	const start = isScalar(key) ? key.range?.[0] : undefined;
	throw invalid(start === undefined ? '' : `line ${lines.linePos(start).line}`, 'a key is not a string; quote it');
}

/**
 * Refuses every text in plain data that a cluster would expand or cannot store. `allowed` is cut out first where the
 * path ends with one of its places (`args`, `command`).
 */
export function checkTexts(value: unknown, where: string, allowed?: RegExp): void {
	if (typeof value === 'string') {
		const rest =
			allowed !== undefined && /\.(?:args|command)\.\d+$/.test(where) ? value.replaceAll(allowed, '') : value;
		const reason = unsafe(rest);
		if (reason !== undefined) throw invalid(where, reason);
	} else if (typeof value === 'object' && value !== null) {
		for (const [key, inner] of Object.entries(value)) {
			checkTexts(key, where);
			checkTexts(inner, where === '' ? key : `${where}.${key}`, allowed);
		}
	}
}
