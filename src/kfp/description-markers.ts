// Markers in the descriptions of KFP resources: which project or deployment created them (tags need KFP 2.17).
import {isOwned, markOf, ownerOf, type ProjectIdentity, withMark} from '../system/project-identity.ts';

const project = /\[kfp-wizard project=([\w.-]{1,64})\]/g;
const run = /\[kfp-wizard deployment=([\w-]{1,64}) attempt=([\w-]{1,64})\]/;

/** The marker in the description of a pipeline and its versions. */
export const marker = (project: ProjectIdentity): string => `[kfp-wizard project=${markOf(project)}]`;

/** In the description of a version, where kfp-wizard built the image that its spec names. */
export const builtImageMarker = '[kfp-wizard image=built]';

/** The description of an experiment that kfp-wizard creates for the runs of a project. */
export const experimentDescription = (project: ProjectIdentity): string =>
	`Runs of the Kedro project ${project.name}. ${marker(project)}`;

/** Whether kfp-wizard built the image of the version with this description; versions of 0.1.0 do not say it. */
export const isBuiltImage = (description: string): boolean => description.includes(builtImageMarker);

/** Whether kfp-wizard created the resource with this description for this project, or 0.1.0 for one of this name. */
export function isMarkedFor(description: string, project: ProjectIdentity): boolean {
	const mark = projectMark(description);
	return mark !== undefined && isOwned(ownerOf(mark, project));
}

/** The identity that also recognises what has the mark of this pipeline, which is the project's. */
export function withPipeline(
	identity: ProjectIdentity,
	{description}: {readonly description: string},
): ProjectIdentity {
	const mark = projectMark(description);
	return mark === undefined ? identity : withMark(identity, mark);
}

/**
 * The mark of the project in a description, which stands last: a text of the user may come before it. `undefined` for a
 * resource that kfp-wizard did not create.
 */
export const projectMark = (description: string): string | undefined => [...description.matchAll(project)].at(-1)?.[1];

/** The marker in the description of a run: its deployment, and the attempt to start it. */
export const runMarker = (deployment: string, attempt: string): string =>
	`[kfp-wizard deployment=${deployment} attempt=${attempt}]`;

/** The values of the marker in a run's description; `undefined` for a run that kfp-wizard did not start. */
export function runMarks(description: string): {readonly deployment: string; readonly attempt: string} | undefined {
	const [, deployment, attempt] = run.exec(description) ?? [];
	return deployment === undefined || attempt === undefined ? undefined : {deployment, attempt};
}

/** The description of a run. @param predicted seconds that it is expected to take, where that is known */
export const runDescription = (deployment: string, attempt: string, predicted: number | undefined): string =>
	`Started by kfp-wizard${predicted === undefined ? '' : `, predicted to take ${predicted} s`} ${runMarker(deployment, attempt)}`;

/** The seconds that a run with this description was expected to take. */
export function predictedSeconds(description: string): number | undefined {
	const seconds = /^Started by kfp-wizard, predicted to take (\d{1,9}) s \[/.exec(description)?.[1];
	return seconds === undefined ? undefined : Number(seconds);
}

/** The git commit in the description of a version, with `-dirty`; `undefined` where it has none. */
export const describedCommit = (description: string): string | undefined =>
	/\bcommit ([0-9a-f]{7,64}(?:-dirty)?)\b/.exec(description)?.[1];
