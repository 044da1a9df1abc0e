// How things on a KFP server say whose they are: a marker in the description (tags need 2.17).
const project = /\[kfp-wizard project=([\w.-]{1,64})\]/;
const run = /\[kfp-wizard deployment=([\w-]{1,64}) attempt=([\w-]{1,64})\]/;

/** What stands in the description of a pipeline and its versions. */
export const marker = (projectId: string): string => `[kfp-wizard project=${projectId}]`;

/** Whether a description says that kfp-wizard made the thing for this project. */
export const isOurs = (description: string, projectId: string): boolean => markedProject(description) === projectId;

/** The project id in a description; undefined where kfp-wizard did not make the thing. */
export const markedProject = (description: string): string | undefined => project.exec(description)?.[1];

/** What stands in the description of a run: its deployment, and which try to start it made it. */
export const runMarker = (deployment: string, attempt: string): string =>
	`[kfp-wizard deployment=${deployment} attempt=${attempt}]`;

/** The marks of a run's description; undefined where kfp-wizard did not start it. */
export function runMarks(description: string): {readonly deployment: string; readonly attempt: string} | undefined {
	const [, deployment, attempt] = run.exec(description) ?? [];
	return deployment === undefined || attempt === undefined ? undefined : {deployment, attempt};
}
