// Sets values in a YAML file of settings. Nothing else of it changes: neither its bytes nor what it means.
import {isDeepStrictEqual} from 'node:util';
import {Document, isScalar, type Node, parseDocument, type Scalar, visit} from 'yaml';
import {style} from '../../pipeline-spec/write-yaml.ts';
import {WizardError} from '../../system/errors.ts';
import {type Exact, isMap, valueAt} from '../../system/exact-values.ts';
import {withValue} from './edit-text.ts';
import type {Path} from './render.ts';

export type YamlValue = {
	readonly path: Path;
	readonly value: Exact;
	/** Beside a value that gets a line of its own: one line, without `#`. */
	readonly comment?: string;
};

const parsing = {intAsBigInt: true, logLevel: 'silent'} as const;

/**
 * The text with the values, each at its position where it is there, else after the last one beside it.
 * @throws WizardError `project` SETTINGS_UNREADABLE for invalid YAML, and where only this change cannot be made.
 */
export function setValues(text: string, values: readonly YamlValue[], file: string): string {
	const wanted = values.reduce((before, {path, value}) => withIn(before, path, value), meaningOf(text, file));
	let result = text;
	for (const one of values) {
		const edited = withValue(result, one.path, nodeOf(one.value, one.comment), parsing);
		if (edited === undefined) throw notEdited(one, file);
		result = edited;
	}
	if (values.length === 0 || isDeepStrictEqual(meaningOf(result, file), wanted)) return result;
	// Which of them changed more than itself is found by setting each alone.
	const [only] = values;
	for (const one of values.length > 1 ? values : []) setValues(text, [one], file);
	throw notEdited(only ?? {path: [], value: null}, file);
}

const notEdited = ({path, value}: YamlValue, file: string): WizardError =>
	new WizardError('project', `${file} has ${path.join('.')} in a form that kfp-wizard does not edit`, {
		code: 'SETTINGS_UNREADABLE',
		detail: `The file stays as it is. Write the value yourself: ${path.join('.')}: ${new Document(nodeOf(value)).toString().trim()}`,
	});

/** The value at a path, with aliases resolved; `undefined` where there is none. */
export const valueIn = (text: string, path: Path, file: string): Exact | undefined =>
	valueAt(meaningOf(text, file), path);

/** Whether the text has a value, or an empty key, at a path. */
export const hasValue = (text: string, path: Path): boolean => parseDocument(text, parsing).hasIn(path);

/** Plain values, with aliases resolved; an empty text is an empty mapping. */
function meaningOf(text: string, file: string): Exact {
	const document = parseDocument(text, parsing);
	const [error] = document.errors;
	if (error !== undefined)
		throw new WizardError('project', `${file} is not valid YAML, so kfp-wizard saves nothing to it`, {
			code: 'SETTINGS_UNREADABLE',
			detail: error.message,
		});
	return (document.toJS({maxAliasCount: 1000}) as Exact | undefined) ?? {};
}

function withIn(values: Exact, [key = '', ...rest]: Path, value: Exact): Exact {
	const map = isMap(values) ? values : {};
	return {...map, [key]: rest.length === 0 ? value : withIn(map[key] ?? {}, rest, value)};
}

/** A value that every YAML parser reads as what it is: 1.0 as a float, `on` as a text. */
function nodeOf(value: Exact, comment?: string): Node {
	const made = new Document().createNode(value, {flow: true, aliasDuplicateObjects: false}) as Node;
	if (isScalar(made)) dress(made);
	else visit(made as never, {Scalar: (_, scalar) => dress(scalar)});
	if (comment !== undefined) made.comment = ` ${comment}`;
	return made;
}

/** `${oc.env:NAME}`, as people write it. */
const isReference = /^\$\{[\w.:]+\}$/;

function dress(scalar: Scalar): void {
	if (typeof scalar.value === 'string') scalar.type = isReference.test(scalar.value) ? 'PLAIN' : style(scalar.value);
	if (typeof scalar.value === 'number' && Number.isInteger(scalar.value)) scalar.minFractionDigits = 1;
}
