// What may be known of a Secret: everything but its values, which never leave the cluster.
import {WizardError} from '../../system/errors.ts';

export const fieldManager = 'kfp-wizard';
export const managedByLabel = 'app.kubernetes.io/managed-by';
export const projectLabel = 'kfp-wizard.dev/project-id';
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** A Secret that is there. `project` is the project id of its label; `managers` are the tools that own fields of it. */
export type PresentSecret = {
	readonly state: 'present';
	readonly owner: 'ours' | 'foreign';
	readonly project: string | null;
	readonly keys: readonly string[];
	readonly managers: readonly string[];
	readonly resourceVersion: string;
	readonly uid: string;
	readonly immutable: boolean;
	readonly type: string;
	/** Deleted, but held back by a finalizer. */
	readonly deleting?: true;
};

export type SecretState =
	| {readonly state: 'absent'}
	| PresentSecret
	/** The cluster does not let us look: `reason` is a sentence for the user. */
	| {readonly state: 'unknown'; readonly reason: string};

/** What the writer needs on top: the names of labels and annotations. */
export type SecretDetails = PresentSecret & {
	readonly labels: readonly string[];
	readonly annotations: readonly string[];
};

/**
 * Prints a line for each thing, values left out: annotations are named only, since one of them may hold a copy of the
 * data. The answer of the server still holds the values on its way to kubectl; they end there.
 */
export const template = [
	'uid {{.metadata.uid}}{{"\\n"}}',
	'version {{.metadata.resourceVersion}}{{"\\n"}}',
	'type {{.type}}{{"\\n"}}',
	'{{if .immutable}}immutable yes{{"\\n"}}{{end}}',
	'{{if .metadata.deletionTimestamp}}deleting yes{{"\\n"}}{{end}}',
	'{{range $k, $v := .data}}key {{$k}}{{"\\n"}}{{end}}',
	'{{range $k, $v := .metadata.labels}}label {{$k}}={{$v}}{{"\\n"}}{{end}}',
	'{{range $k, $v := .metadata.annotations}}annotation {{$k}}{{"\\n"}}{{end}}',
	'{{range .metadata.managedFields}}manager {{.manager}}{{"\\n"}}{{end}}',
].join('');

/** Reads what `template` printed; `undefined` where it printed nothing of a Secret. */
export function parseState(text: string): SecretDetails | undefined {
	const lines = text.split('\n').map(line => {
		const space = line.indexOf(' ');
		return {kind: line.slice(0, space), value: line.slice(space + 1)};
	});
	const all = (kind: string): string[] => lines.filter(line => line.kind === kind).map(line => line.value);
	const [uid] = all('uid');
	const [resourceVersion] = all('version');
	if (uid === undefined || resourceVersion === undefined) return undefined;
	const labels = new Map(all('label').map(label => [label.split('=')[0] ?? '', label.split('=')[1] ?? '']));
	return {
		state: 'present',
		owner: labels.get(managedByLabel) === fieldManager ? 'ours' : 'foreign',
		project: labels.get(projectLabel) ?? null,
		keys: all('key'),
		managers: [...new Set(all('manager'))],
		resourceVersion,
		uid,
		immutable: all('immutable').length > 0,
		type: all('type')[0] ?? '',
		labels: [...labels.keys()],
		annotations: all('annotation'),
		...(all('deleting').length > 0 ? {deleting: true} : {}),
	};
}

/**
 * What an apply with these names would delete without a word: kubectl hands the fields of a client-side apply over to
 * us, and fields of ours that we stop sending go. Neither a conflict nor a dry run shows it.
 */
export function wouldDelete(state: SecretDetails, keys: readonly string[]): readonly string[] {
	const clientSide = isClientSideApplied(state);
	if (!clientSide && !state.managers.includes(fieldManager)) return [];
	const rest = (kind: string, names: readonly string[]): readonly string[] =>
		names.filter(name => !own.test(name)).map(name => `${kind} ${name}`);
	return [
		...state.keys.filter(key => !keys.includes(key)).map(key => `key ${key}`),
		...(clientSide ? [...rest('label', state.labels), ...rest('annotation', state.annotations)] : []),
	];
}

/** Labels and annotations that an apply sends itself, and the copy that may go. */
const own = /^kfp-wizard\.dev\/|^app\.kubernetes\.io\/(?:managed-by|part-of|name)$|\/last-applied-configuration$/;

/** True for a Secret that carries kubectl's copy of what was applied from a file. */
export const isClientSideApplied = (state: SecretDetails): boolean => state.annotations.includes(lastApplied);

/** @throws WizardError `usage` where Kubernetes would not take the name. */
export function checkSecretName(name: string): void {
	if (name.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name)) return;
	throw new WizardError(
		'usage',
		`${name === '' ? 'An empty text' : `"${name.slice(0, 60)}"`} is no name for a Secret: lower-case letters, digits, "-" and "." (--secret)`,
		{code: 'SECRET_NAME'},
	);
}
