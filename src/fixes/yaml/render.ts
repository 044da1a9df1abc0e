// Values and keys of YAML as text.
import {
	Document,
	type DocumentOptions,
	isCollection,
	isScalar,
	type Node,
	type ParseOptions,
	Scalar,
	type SchemaOptions,
	visit,
	YAMLMap,
} from 'yaml';
import {isPlainKey} from '../../checks/yaml-line.ts';

export type Parsing = ParseOptions & DocumentOptions & SchemaOptions;

/** The keys that lead to a value, each as it is written without quotes. */
export type Path = readonly string[];

const onOneLine = {lineWidth: 0, doubleQuotedMinMultiLineLength: 1e9} as const;

/** The keys of a path, each on a line of its own; the value has its comment beside it. */
export function blockLines(path: Path, value: Node, indent: string, unit: string, parsing: Parsing): readonly string[] {
	const beside = value.comment ? ` #${value.comment}` : '';
	return path.map((key, depth) => {
		const isLast = depth === path.length - 1;
		const text = isLast ? ` ${flowText(value, '', parsing)}${beside}` : '';
		return `${indent}${unit.repeat(depth)}${keyText(key, parsing)}:${text}`;
	});
}

/** Rendered in braces: a text may need quotes inside them. */
export const flowItem = (path: Path, value: Node, text: string, parsing: Parsing): string =>
	flowText(nested(path, value), text, parsing).slice(1, -1).trim();

export function nested([key = '', ...rest]: Path, value: Node): YAMLMap {
	const map = new YAMLMap();
	map.set(keyNode(key), rest.length === 0 ? value : nested(rest, value));
	return map;
}

/** A value on one line, without comments; with spaces inside brackets where `like` has them. */
export function flowText(value: Node, like: string, parsing: Parsing): string {
	const copy = value.clone() as Node;
	visit(copy as never, {
		Node: (_, node) => {
			node.comment = null;
			node.commentBefore = null;
			if ('spaceBefore' in node) delete node.spaceBefore;
			if (isCollection(node)) node.flow = true;
			if (isScalar(node) && node.type?.startsWith('BLOCK') === true) node.type = Scalar.QUOTE_DOUBLE;
		},
	});
	const text = new Document(copy, parsing).toString({
		...onOneLine,
		flowCollectionPadding: like.includes('{ '),
		verifyAliasOrder: false,
	});
	return text.trimEnd().replaceAll(/\n\s*/g, ' ');
}

/** A key that PyYAML would not read as text, such as `on`, gets quotes. */
export function keyNode(key: string): Scalar {
	const scalar = new Scalar(key);
	scalar.type = isPlainKey(key) ? Scalar.PLAIN : Scalar.QUOTE_DOUBLE;
	return scalar;
}

const keyText = (key: string, parsing: Parsing): string =>
	new Document(keyNode(key), parsing).toString(onOneLine).trimEnd();
