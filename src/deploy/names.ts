// The names of the resources that kfp-wizard creates, as the contract with users has them.
import {sha256} from '../system/digest.ts';
import {sortedEntries} from '../system/order.ts';
import {slug} from '../tasks/kubernetes-names.ts';

/** Hexadecimal digits of an id. */
const idLength = 12;

/** The project's id on the cluster: 12 hex digits of the package name's hash. */
export const projectId = (packageName: string): string => sha256(packageName, idLength);

/** `<project>[-<pipeline>]-<env>` as a slug of at most 127 characters, without the part for `__default__`. */
export function kfpName(project: string, pipeline: string, environment: string): string {
	const parts = pipeline === '__default__' ? [project, environment] : [project, pipeline, environment];
	return slug(parts.join('-'));
}

/** A version's name is at most 127 characters long: a longer one is refused by the server. */
const versionLimit = 127;

/**
 * `<pipeline name>-<hash of the spec>`: Kubeflow's lists show only this name of a version. The pipeline's name is cut
 * where both are too long together.
 */
export function versionName(pipeline: string, hash: string): string {
	return `${pipeline.slice(0, versionLimit - hash.length - 1).replace(/-+$/, '')}-${hash}`;
}

/** What makes two runs the same deployment: the spec, the parameters, the environment. 12 hex digits. */
export function deploymentId(spec: string, parameters: Readonly<Record<string, string>>, environment: string): string {
	return sha256(JSON.stringify([spec, sortedEntries(parameters), environment]), idLength);
}

/** The Secret with the credentials of a pipeline, by the name of the pipeline on Kubeflow. */
export const credentialsSecretName = (pipeline: string): string => `${pipeline}-credentials`;

/** The file name of a project's pipeline spec. */
export const specFileName = (project: string): string => `${slug(project)}.yaml`;
