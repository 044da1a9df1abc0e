// What kfp-wizard reads of a Secret: everything but its values, and the last characters of the access key id.
import {defined} from '../../system/defined.ts';
import {isOwned, type Owner, ownerOf, type ProjectIdentity} from '../../system/project-identity.ts';

export const fieldManager = 'kfp-wizard';
export const managedByLabel = 'app.kubernetes.io/managed-by';
export const projectLabel = 'kfp-wizard.dev/project-id';
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** A Secret on the cluster. `project` is the mark of the project in its label; `managers` are the tools that own fields of it. */
export type PresentSecret = {
	readonly state: 'present';
	readonly createdByKfpWizard: boolean;
	readonly project: string | null;
	/** The last characters of its access key id; left out where they are not known. */
	readonly keyIdEnd?: string;
	readonly keys: readonly string[];
	readonly managers: readonly string[];
	readonly resourceVersion: string;
	readonly uid: string;
	readonly immutable: boolean;
	readonly type: string;
	/** Deleted, but kept by a finalizer. */
	readonly deleting?: true;
	/** When it was found to have what is to be written, by `performance.now()`. Left out where it differs or was not compared. */
	readonly sameAt?: number;
};

export type SecretState =
	| {readonly state: 'absent'}
	| PresentSecret
	/** This user may not read it: `reason` is a sentence for the user. */
	| {readonly state: 'unknown'; readonly reason: string};

/** A Secret with the names of its labels and annotations, which writing needs. */
export type SecretDetails = PresentSecret & {
	readonly labels: readonly string[];
	readonly annotations: readonly string[];
};

/** Whether it has what is to be written, so that nothing needs to be written. */
export const isSame = (state: SecretState): state is PresentSecret & {readonly sameAt: number} =>
	state.state === 'present' && state.sameAt !== undefined;

/** Where kfp-wizard notes the last characters of the access key id. */
export const keyIdAnnotation = 'kfp-wizard.dev/access-key-suffix';

/** AWS makes ids of 20 characters. Of another one the annotation says the end, as long as it is that of kfp-wizard. */
const keyIdEnd = [
	`{{with .metadata.annotations}}{{with index . "${keyIdAnnotation}"}}noted {{printf "%q" .}}{{"\\n"}}{{end}}{{end}}`,
	'{{with .data}}{{with index . "AWS_ACCESS_KEY_ID"}}{{$id := base64decode .}}',
	'{{if eq (len $id) 20}}keyid {{printf "%q" (slice $id 16)}}{{"\\n"}}{{end}}{{end}}{{end}}',
].join('');

/**
 * Prints a line for each field, without values, but for the end of an access key id. Of annotations only the names, since
 * one of them may contain a copy of the data. The server sends the values to kubectl, which does not print them.
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
	keyIdEnd,
].join('');

/** The mark of the project that kfp-wizard created the Secret for. */
export const projectMarkOf = (state: SecretState): string | undefined =>
	state.state === 'present' && state.createdByKfpWizard ? (state.project ?? '') : undefined;

/** Whose the Secret is; `undefined` where kfp-wizard did not create it, or that cannot be read. */
export function secretOwner(state: SecretState, project: ProjectIdentity): Owner | undefined {
	const mark = projectMarkOf(state);
	return mark === undefined ? undefined : ownerOf(mark, project);
}

/** Whether kfp-wizard created the Secret for this project, or 0.1.0 for one of this name. */
export const isProjectSecret = (state: SecretState, project: ProjectIdentity): boolean =>
	isOwned(secretOwner(state, project));

/** Parses the output of `template`; `undefined` for any other text. */
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
		createdByKfpWizard: labels.get(managedByLabel) === fieldManager,
		project: labels.get(projectLabel) ?? null,
		keys: all('key'),
		...defined({keyIdEnd: endIn(all('keyid')[0] ?? all('noted')[0])}),
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

/** Quoted by the template, since everyone in the namespace can write what is in a Secret. */
const endIn = (quoted = ''): string | undefined => /^"([\w.~+/=-]{4})"$/.exec(quoted)?.[1];

/**
 * What an apply with these keys would delete silently: kubectl transfers the fields of a client-side apply to
 * kfp-wizard, and fields of kfp-wizard that are no longer sent are deleted. Neither a conflict nor a dry run shows it.
 */
export function wouldDelete(state: SecretDetails, keys: readonly string[]): readonly string[] {
	const clientSide = isClientSideApplied(state);
	if (!clientSide && !state.managers.includes(fieldManager)) return [];
	const rest = (kind: string, names: readonly string[]): readonly string[] =>
		names.filter(name => !sentNames.test(name)).map(name => `${kind} ${name}`);
	return [
		...state.keys.filter(key => !keys.includes(key)).map(key => `key ${key}`),
		...(clientSide ? [...rest('label', state.labels), ...rest('annotation', state.annotations)] : []),
	];
}

/** Labels and annotations that an apply sends itself, and the copy of the data, which may be deleted. */
const sentNames = /^kfp-wizard\.dev\/|^app\.kubernetes\.io\/(?:managed-by|part-of|name)$|\/last-applied-configuration$/;

/** True for a Secret with kubectl's copy of the data that was applied from a file. */
export const isClientSideApplied = (state: SecretDetails): boolean => state.annotations.includes(lastApplied);
