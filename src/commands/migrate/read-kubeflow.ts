// Reads the kubeflow.yaml of kedro-kubeflow as text: its placeholders are kept, and no Python runs.
import {isCollection, isMap, isPair, isScalar, LineCounter, parseDocument} from 'yaml';
import {WizardError} from '../../system/errors.ts';
import type {Exact} from '../../system/exact-values.ts';

export type KubeflowFile = {
	readonly values: Exact;
	/** The line of the value at a path. */
	readonly lineOf: (path: readonly string[]) => number | undefined;
	/** The comment beside the value at a path, without `#`. */
	readonly commentOf: (path: readonly string[]) => string | undefined;
};

/** @throws WizardError `project` KUBEFLOW_YAML_UNREADABLE. */
export function readKubeflow(text: string, file: string): KubeflowFile {
	const lines = new LineCounter();
	const document = parseDocument(withoutTemplates(text), {intAsBigInt: true, lineCounter: lines, logLevel: 'silent'});
	const [error] = document.errors;
	if (error !== undefined)
		throw new WizardError('project', `${file} is not valid YAML, so nothing of it is migrated`, {
			code: 'KUBEFLOW_YAML_UNREADABLE',
			detail: error.message,
			next: [{command: 'kfp-wizard migrate', when: 'after you corrected it'}],
		});
	const nodeAt = (path: readonly string[]): unknown => document.getIn(path, true);
	return {
		values: (document.toJS({maxAliasCount: 1000}) as Exact | undefined) ?? {},
		lineOf: path => {
			const parent = nodeAt(path.slice(0, -1));
			const pair = isMap(parent)
				? parent.items.find(({key}) => isScalar(key) && String(key.value) === path.at(-1))
				: undefined;
			const at = isPair(pair) && isScalar(pair.key) ? pair.key.range?.[0] : undefined;
			return at === undefined ? undefined : lines.linePos(at).line;
		},
		commentOf: path => {
			const node = nodeAt(path);
			const comment = isScalar(node) || isCollection(node) ? node.comment : undefined;
			return comment?.split('\n')[0]?.trim();
		},
	};
}

/** Jinja values as texts, and Jinja statements as comments, on the same lines. */
const withoutTemplates = (text: string): string =>
	text
		.replaceAll(/^([ \t]*)(\{%.*%\})[ \t]*$/gm, '$1# $2')
		.replaceAll(
			/^([ \t]*(?:- )?[^\s#'"][^:\n]*:[ \t]+)([^\s'"#][^\n#]*?\{\{[^\n]*?\}\}[^\n#]*?|\{\{[^\n]*?\}\}[^\n#]*?)([ \t]*(?:#[^\n]*)?)$/gm,
			(_, before: string, value: string, after: string) => `${before}'${value.replaceAll("'", "''")}'${after}`,
		);
