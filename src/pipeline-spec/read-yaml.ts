// Reads the YAML of a spec as the server does, and refuses what a cluster would expand or cannot store.
import {isScalar, LineCounter, type Pair, parseAllDocuments, visit} from 'yaml';
import {oneLine, unsafe} from './unsafe-text.ts';
import {invalidSpec} from './invalid-spec.ts';

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
