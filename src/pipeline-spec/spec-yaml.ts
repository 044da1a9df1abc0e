// YAML that Go, Python and this program read alike: whatever could be taken for a number, a date or a truth is quoted.
import {
	Document,
	isMap,
	isScalar,
	isSeq,
	LineCounter,
	type Pair,
	parseAllDocuments,
	Scalar,
	type ScalarTag,
	visit,
} from 'yaml';
import {oneLine, unsafe} from './unsafe-text.ts';
import {invalid} from './invalid-spec.ts';

/** Letters first and nothing that begins another YAML construct: no reader of YAML 1.1 or 1.2 takes it for anything but text. */
const plain = /^(?:--)?[A-Za-z_][\w./@=+-]*(?::[\w./@=+-]+)*$/;
/** Lines of printable ASCII after a comment. */
const isProgram = /^#[ -~]*\n[ -~\n]*[!-~]$/;
const words = /^(?:y|yes|n|no|on|off|true|false|null|nan|inf)$/i;

/** A YAML document of plain data. The maps below the keys `oneLine`, and the items of lists there, take a line each. */
export function stringify(value: unknown, oneLine: ReadonlySet<string>): string {
	const document = new Document(value, {aliasDuplicateObjects: false, customTags: tags => [power, ...tags]});
	visit(document, {
		Scalar: (_, scalar) => {
			if (typeof scalar.value === 'string') scalar.type = style(scalar.value);
		},
		Pair: (_, pair) => {
			if (isScalar(pair.key) && typeof pair.key.value === 'string' && oneLine.has(pair.key.value)) flatten(pair.value);
		},
	});
	return document.toString({
		lineWidth: 0,
		indentSeq: false,
		flowCollectionPadding: false,
		doubleQuotedMinMultiLineLength: 1e9,
	});
}

/** `1e+21` is a text to readers of YAML 1.1, which want a point. */
const power: ScalarTag = {
	tag: 'tag:yaml.org,2002:float',
	default: true,
	identify: value => typeof value === 'number' && /^-?\d+e/.test(String(value)),
	resolve: Number,
	stringify: ({value}) => String(value).replace('e', '.0e'),
	test: /^(?!)/,
};

/** How a text is written so that every reader of YAML takes it for just this text. */
export function style(text: string): Scalar.Type {
	if (plain.test(text) && !words.test(text)) return Scalar.PLAIN;
	if (isProgram.test(text)) return Scalar.BLOCK_LITERAL;
	return /['\n\t]/.test(text) ? Scalar.QUOTE_DOUBLE : Scalar.QUOTE_SINGLE;
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

/** What may stand in certain texts of a spec beside what every text may hold. */
export type Allowed = {
	/** Cut out of arguments and commands before they are judged. */
	readonly inArguments: RegExp;
	/** Constants that are just one of these. */
	readonly constants?: readonly string[];
};

const argument = /\.(?:args|command)\.\d+$/;
/** Where line breaks and tabs are passed on as they are. */
const value = /\.(?:(?:args|command|parameters)\.\d+|defaultValue|value)(?:\.|$)/;

/** Refuses every text in plain data that a cluster would expand or cannot store. */
export function checkTexts(text: unknown, where: string, allowed?: Allowed): void {
	if (typeof text === 'string') {
		if (where.endsWith('.runtimeValue.constant') && allowed?.constants?.includes(text) === true) return;
		const rest = allowed !== undefined && argument.test(where) ? text.replaceAll(allowed.inArguments, '') : text;
		const reason = unsafe(value.test(where) ? oneLine(rest) : rest);
		if (reason !== undefined) throw invalid(where, reason);
	} else if (typeof text === 'object' && text !== null) {
		for (const [key, inner] of Object.entries(text)) {
			checkTexts(key, where);
			checkTexts(inner, where === '' ? key : `${where}.${key}`, allowed);
		}
	}
}
