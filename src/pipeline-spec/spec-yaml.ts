// YAML that Go, Python and kfp-wizard read alike: texts that look like numbers, dates or booleans are quoted.
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
import {invalidSpec} from './invalid-spec.ts';

/** A letter first and no start of another YAML construct: every reader of YAML 1.1 or 1.2 takes it as text. */
const plain = /^(?:--)?[A-Za-z_][\w./@=+-]*(?::[\w./@=+-]+)*$/;
/** Lines of printable ASCII after a comment. */
const isProgram = /^#[ -~]*\n[ -~\n]*[!-~]$/;
const words = /^(?:y|yes|n|no|on|off|true|false|null|nan|inf)$/i;

/** A YAML document of plain data. Maps below the keys `oneLine`, and the items of lists there, are on one line each. */
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

/** Readers of YAML 1.1 take `1e+21` as text: there a number needs a point. */
const power: ScalarTag = {
	tag: 'tag:yaml.org,2002:float',
	default: true,
	identify: value => typeof value === 'number' && /^-?\d+e/.test(String(value)),
	resolve: Number,
	stringify: ({value}) => String(value).replace('e', '.0e'),
	test: /^(?!)/,
};

/** The style in which every reader of YAML reads exactly this text. */
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
 * The documents of a YAML text as plain data, read by the rules of YAML 1.1 as the server does (`on` is a boolean).
 * @throws WizardError SPEC_INVALID for invalid YAML, keys that are not strings, repeated keys, and tags.
 */
export function parse(text: string): unknown[] {
	const lines = new LineCounter();
	try {
		const documents = parseAllDocuments(text, {version: '1.1', merge: false, lineCounter: lines, prettyErrors: false});
		if (!Array.isArray(documents)) return [];
		return documents.map(document => {
			const problem = [...document.errors, ...document.warnings][0];
			if (problem !== undefined) throw invalidSpec(`line ${lines.linePos(problem.pos[0]).line}`, problem.message);
			visit(document, {Pair: (_, pair) => checkKey(pair, lines)});
			return document.toJS() as unknown;
		});
	} catch (error) {
		// The parser itself throws for too many aliases and for too deep nesting.
		throw error instanceof Error && error.name === 'WizardError' ? error : invalidSpec('', String(error), error);
	}
}

function checkKey({key}: Pair, lines: LineCounter): void {
	if (isScalar(key) && typeof key.value === 'string') return;
	const start = isScalar(key) ? key.range?.[0] : undefined;
	throw invalidSpec(start === undefined ? '' : `line ${lines.linePos(start).line}`, 'a key is not a string; quote it');
}

/** Placeholders that some texts of a spec may contain. */
export type Allowed = {
	/** Removed from arguments and commands before they are checked. */
	readonly inArguments: RegExp;
	/** The only constants that may be placeholders. */
	readonly constants?: readonly string[];
};

const argument = /\.(?:args|command)\.\d+$|\.arguments\.parameters\.\d+\.value$/;
/** Where line breaks and tabs are allowed. */
const value = /\.(?:(?:args|command|parameters)\.\d+|defaultValue|value)(?:\.|$)/;

/** Refuses every text in plain data that a cluster would expand or cannot store. */
export function refuseUnsafeTexts(text: unknown, where: string, allowed?: Allowed): void {
	if (typeof text === 'string') {
		if (where.endsWith('.runtimeValue.constant') && allowed?.constants?.includes(text) === true) return;
		const rest = allowed !== undefined && argument.test(where) ? text.replaceAll(allowed.inArguments, '') : text;
		const reason = unsafe(value.test(where) ? oneLine(rest) : rest);
		if (reason !== undefined) throw invalidSpec(where, reason);
	} else if (typeof text === 'object' && text !== null) {
		for (const [key, inner] of Object.entries(text)) {
			refuseUnsafeTexts(key, where);
			refuseUnsafeTexts(inner, where === '' ? key : `${where}.${key}`, allowed);
		}
	}
}
