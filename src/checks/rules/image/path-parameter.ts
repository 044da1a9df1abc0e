// Parameters that name a file or folder of this machine, which the image has or lacks.
import {isParameter} from '../../../kedro/datasets.ts';
import type {Finding} from '../../../schema/finding.ts';
import type {KedroNode, PathParameter, Project} from '../../../schema/project.ts';
import {unique} from '../../collections.ts';
import type {Facts} from '../../facts.ts';
import {inclusion} from '../../ignore-pattern.ts';
import {isWithin} from '../../default-only.ts';
import type {RatedProblem, Rule} from '../../rule.ts';
import {list, nodesRead} from '../../wording.ts';

export const imagePathParameter: Rule = {
	id: 'image/path-parameter',
	severity: 'varies',
	title: 'A parameter names a file or folder of this machine',
	why: 'A task has only the files of its image. A file that the image lacks is missing there (error, or warning where it is not sure that a node uses it). A file in the image changes only with the image, and what a task writes to a folder is lost with its container (warning).',
	fix: 'Make it a dataset on remote storage, or include the file in the image',
	check: facts => (facts.project.pathParameters ?? []).flatMap(parameter => judge(parameter, facts)),
};

function judge(parameter: PathParameter, facts: Facts): readonly RatedProblem[] {
	const {key, place} = parameter;
	const inputs = unique(facts.pipeline.nodes.flatMap(node => node.inputs)).filter(isParameter);
	const own = inputs.filter(name => isWithin(key, name.replace(/^params:/, '')));
	const [name] = own.length > 0 ? own : inputs.filter(input => input === 'parameters');
	if (name === undefined) return [];
	const readers = facts.pipeline.nodes.filter(node => node.inputs.includes(name));
	const effect = effectOf(parameter, readers, facts);
	if (effect === undefined) return [];
	const isSure = name !== 'parameters';
	return [
		{
			severity: effect.isMissing && isSure ? 'error' : 'warning',
			message: `${nodesRead(readers)} ${isSure ? `params:${key}` : `parameters, of which ${key}`}${isSure ? ', which' : ''} names ${effect.text}`,
			fix: effect.fix,
			location: place,
			node: readers[0]?.name,
			dataset: name,
		},
	];
}

const keeping = (path: string): string => `keep it in the image with the line ${inclusion(path)} in `;

/** The path that a finding of this rule advises to keep in the image. */
export const pathToKeep = ({message, fix}: Finding, {pathParameters = []}: Project): PathParameter | undefined =>
	pathParameters.find(
		({path, folder}) =>
			message.includes(` names the ${folder ? 'folder' : 'file'} ${path}: `) &&
			fix?.title.includes(keeping(path)) === true,
	);

type Effect = {readonly text: string; readonly isMissing: boolean; readonly fix: string};

function effectOf(
	{path, absolute, inside, folder, files}: PathParameter,
	readers: readonly KedroNode[],
	{project, imageHasFile}: Facts,
): Effect | undefined {
	const kind = folder ? 'folder' : 'file';
	const fails = `${list(readers.map(node => node.name))} will fail because it is missing`;
	const dataset = `Upload the ${kind} to remote storage, and make it a dataset of the node${folder ? ', such as a PartitionedDataset' : ''}`;
	if (!inside)
		return {
			text: `the ${kind} ${path} outside the project: it will not be in the image, and ${fails}`,
			isMissing: true,
			fix: `${dataset}; or move it into the project, and name it relative to the project`,
		};
	if (absolute)
		return {
			text: `${path} by its absolute path on this machine: in the image the project is in another folder, and ${fails}`,
			isMissing: true,
			fix: `Write ${path}, relative to the project`,
		};
	if (files.some(file => !imageHasFile(file)))
		return {
			text: `the ${kind} ${path}: it will not be in the image, and ${fails}`,
			isMissing: true,
			fix: `${dataset}; or ${keeping(path)}.dockerignore`,
		};
	if (isWithin(path, project.sourceDir, '/') || isWithin(path, project.confSource, '/')) return undefined;
	return files.length === 0
		? {
				text: `the empty folder ${path}: what a task writes there is lost with its container`,
				isMissing: false,
				fix: 'Write to a dataset on remote storage instead',
			}
		: {
				text: `the ${kind} ${path} inside the image: new data needs a new image`,
				isMissing: false,
				fix: `${dataset}; or leave it, if it changes only with the code`,
			};
}
