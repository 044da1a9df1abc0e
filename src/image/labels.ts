// The labels of an image: what it was built from and for. They do not count for its tag: the same content is the same image.
import {clean} from '../system/text.ts';
import {parseDockerfile} from './dockerfile/parse.ts';
import {splitWords} from './dockerfile/words.ts';

export type ImageOrigin = {
	/** Name of the project. */
	readonly project: string;
	readonly pipeline: string;
	readonly environment: string;
	/** As git has it, with `-dirty` where files differ from it. */
	readonly commit: string | undefined;
	/** Address of the repository, without credentials. */
	readonly repository: string | undefined;
};

/**
 * Labels of the OCI image specification, and kfp-wizard's own. Those that the Dockerfile sets itself are left out: the
 * engine would replace them. There is none for the time: two builds of the same files would have two digests.
 */
export function imageLabels(
	{project, pipeline, environment, commit, repository}: ImageOrigin,
	dockerfile: string,
): Readonly<Record<string, string>> {
	const [revision, dirty] = commit?.split('-') ?? [];
	const labels: Readonly<Record<string, string | undefined>> = {
		'org.opencontainers.image.title': project,
		'org.opencontainers.image.revision': revision,
		'org.opencontainers.image.source': repository,
		'kfp-wizard.dev/dirty': commit === undefined ? undefined : String(dirty !== undefined),
		'kfp-wizard.dev/pipeline': pipeline,
		'kfp-wizard.dev/environment': environment,
	};
	const own = labelsOf(dockerfile);
	return Object.fromEntries(
		Object.entries(labels).flatMap(([name, value]) =>
			value === undefined || value === '' || own.has(name) ? [] : [[name, clean(value)]],
		),
	);
}

const labelsOf = (dockerfile: string): ReadonlySet<string> => {
	const {instructions, escape} = parseDockerfile(dockerfile);
	const words = instructions.flatMap(({keyword, text}) => (keyword === 'LABEL' ? splitWords(text, escape) : []));
	return new Set(words.map(word => word.replace(/=.*$/s, '').replaceAll(/["']/g, '')));
};
