// What Kubeflow's pages show of a deployed pipeline and its versions: names, descriptions, tags.
import {parseReference} from '../../../image/reference.ts';
import {builtImageMarker, marker} from '../../../kfp/description-markers.ts';
import type {PublishedTexts} from '../../../kfp/upload-spec.ts';
import type {ProjectIdentity} from '../../../system/project-identity.ts';
import {count} from '../../../system/text.ts';
import {versionName} from '../../names.ts';

export type Published = {
	/** Name of the pipeline on Kubeflow. */
	readonly name: string;
	/** Names of the Kedro project, pipeline and environment. */
	readonly project: string;
	readonly pipeline: string;
	readonly environment: string;
	/** ` --from-nodes train`: the part of the pipeline; empty for all of it. */
	readonly part: string;
	readonly identity: ProjectIdentity;
	/** Hash of the spec. */
	readonly hash: string;
	readonly tasks: number;
	/** The image reference in the spec. */
	readonly image: string;
	/** Those of tasks with requirements of their own, by the file. */
	readonly taskImages?: Readonly<Record<string, string>>;
	/** Whether kfp-wizard built the image, now or in an earlier deploy. */
	readonly isOwnImage: boolean;
	/** The git commit of the project, with `-dirty`; `undefined` outside a repository. */
	readonly commit: string | undefined;
	/** What the user says of the pipeline. */
	readonly description?: string | undefined;
};

/** The sentence for people comes first, the marker last: pages cut a long description at its end. */
export function publishedTexts(published: Published): PublishedTexts {
	const {name, project, pipeline, environment, part, identity, hash, tasks, image, isOwnImage, commit} = published;
	const mark = marker(identity);
	const said = published.description === undefined ? [] : [published.description.trim()];
	const about = [
		`Pipeline ${pipeline}`,
		`environment ${environment}`,
		`image ${digestOf(image) ?? image}`,
		...Object.entries(published.taskImages ?? {}).map(([file, own]) => `image ${digestOf(own) ?? own} with ${file}`),
		...(commit === undefined ? [] : [`git commit ${commit}`]),
		`${count(tasks, 'task')}${part === '' ? '' : ` of the part${part}`}`,
	];
	const tags = {'managed-by': 'kfp-wizard', project, pipeline, environment};
	return {
		name,
		description: [
			...said,
			`Kedro project ${project}, pipeline ${pipeline}, environment ${environment}${part === '' ? '' : `, part${part}`}.`,
			mark,
		].join(' '),
		tags: validTags(tags),
		...versionNames(name, hash),
		versionDescription: [`${about.join(', ')}.`, ...said, ...(isOwnImage ? [builtImageMarker] : []), mark].join(' '),
		versionTags: validTags({
			...tags,
			image: digestOf(image)?.slice(0, 'sha256:'.length + 12) ?? '',
			commit: commit ?? '',
		}),
	};
}

/** The Kedro pipeline and environment in the description of a version; `undefined` where it does not have them. */
export function describedSelection(
	description: string,
): {readonly pipeline: string; readonly environment: string} | undefined {
	const [, pipeline, environment] = /^Pipeline (.+), environment (.+?), image /.exec(description) ?? [];
	return pipeline === undefined || environment === undefined ? undefined : {pipeline, environment};
}

/** Version 0.1.0 named a version after the hash alone. */
export const versionNames = (pipeline: string, hash: string) => ({
	versionName: versionName(pipeline, hash),
	formerNames: [hash],
});

const digestOf = (image: string): string | undefined => parseReference(image).digest ?? undefined;

/** The server accepts values of at most 63 characters; an empty one says nothing. */
const validTags = (tags: Readonly<Record<string, string>>): Record<string, string> =>
	Object.fromEntries(
		Object.entries(tags)
			.filter(([, value]) => value !== '')
			.map(([key, value]) => [key, value.slice(0, 63)]),
	);
