// What the image of a project is made from, as its options say.
import {installedNames} from '../../../checks/installed-names.ts';
import {isS3} from '../../../checks/data-location.ts';
import {type Dockerfile, readDockerfile} from '../../../image/dockerfile/dockerfile.ts';
import type {DockerfileFacts} from '../../../image/dockerfile/generate.ts';
import {type ImageSource, readSource} from '../../../image/source.ts';
import {outsideConfiguration} from '../../../kedro/configuration-source.ts';
import {isSparkDataset, locationOf} from '../../../kedro/datasets.ts';
import {isOff, type Options, type Sourced, valueOr} from '../../../options/options.ts';
import type {Project} from '../../../schema/project.ts';
import {defaultPlatform} from '../../reach/platform-of-nodes.ts';
import {newReadings, type Readings} from '../../interview/readings.ts';

export const platformOf = ({platform}: Options): Sourced => valueOr(platform, defaultPlatform);

type SourceFor = (platform: string) => ImageSource;

/** Reads what the build would send, without `exclude`; `undefined` with `--no-build`. Waits for `ready`, the options with the platform. */
export async function readImageSource(
	project: Project,
	options: Options,
	exclude: readonly string[],
	{
		readings = newReadings(),
		ready = options,
	}: {readonly readings?: Readings; readonly ready?: Options | Promise<Options>} = {},
): Promise<ImageSource | undefined> {
	if (isOff(options.build)) return undefined;
	const sourceFor = await readFilesFor(project, options, exclude, readings);
	return sourceFor(platformOf(await ready).value);
}

/** The same where a source is needed in any case, such as for a rehearsal. */
export async function readBuildSource(
	project: Project,
	options: Options,
	exclude: readonly string[],
): Promise<ImageSource> {
	const sourceFor = await readFilesFor(project, options, exclude, newReadings());
	return sourceFor(platformOf(options).value);
}

function readFilesFor(
	project: Project,
	options: Options,
	exclude: readonly string[],
	readings: Readings,
): Promise<SourceFor> {
	const {root} = project;
	const dockerfile = options.dockerfile?.value;
	const facts = dockerfileFacts(project);
	return readings.image([root, dockerfile, facts, exclude], () => readSource(root, {dockerfile, facts, exclude}));
}

/** The Dockerfile and the ignore rules alone, where the files that are sent cannot be read. */
export const readBuildFiles = (project: Project, {dockerfile}: Options): Promise<Dockerfile> =>
	readDockerfile(project.root, dockerfile?.value, dockerfileFacts(project));

const dockerfileFacts = (project: Project): DockerfileFacts => ({
	pythonVersion: project.python.version,
	layout: project.layout,
	spark: sparkOf(project),
	packages: installedNames(project),
	sourceDir: project.sourceDir,
	confSource: project.confSource,
	configuration: outsideConfiguration(project),
});

/** conda may bring Java itself. */
function sparkOf({datasets, requires, installs}: Project): DockerfileFacts['spark'] {
	const needs = (name: string): boolean =>
		requires.some(each => each.name === name && each.group === null) || installs?.includes(name) === true;
	const own = datasets.filter(isSparkDataset);
	if (own.length === 0 && !needs('pyspark')) return undefined;
	return {java: !needs('openjdk'), s3: own.some(dataset => isS3(locationOf(dataset) ?? ''))};
}
