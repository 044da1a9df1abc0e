// What the project, its datasets or its nodes import, and the image does not have.
import {distributionOf} from '../../../kedro/install-commands.ts';
import type {ImageFailure} from '../../../kedro/image-answer.ts';
import {
	failuresOf,
	groupFailures,
	type ImageFacts,
	inRequirements,
	kindOfFailure,
	missingModule,
} from '../../image-facts.ts';
import {requirementAdvice} from '../../requirement-advice.ts';
import type {RatedProblem, Rule} from '../../rule.ts';

export const imageImportFailed: Rule<ImageFacts> = {
	id: 'image/import-failed',
	severity: 'varies',
	title: 'An import fails in the image',
	why: 'A task imports the pipelines, the classes of its datasets and what the nodes import before it does anything. It is a warning where the import needs the network, which the smoke test does not have.',
	fix: 'Install the package in the image',
	check: facts => [
		...groupFailures(failuresOf(facts, 'other', 'network')).map(({failure, subject}): RatedProblem => {
			const {message, place, dataset, node} = failure;
			const module = failure.module ?? missingModule(message);
			return {
				severity: kindOfFailure(failure) === 'network' ? 'warning' : 'error',
				message: `${subject} in the image: ${message.replace(/ Please .*/, '')}`,
				fix: module === undefined ? otherAdvice(failure) : packageAdvice(facts, module),
				location: place ?? inRequirements(facts),
				dataset,
				node,
			};
		}),
		...droppedInImage(facts).map(({message, place}): RatedProblem => ({
			severity: 'warning',
			message: `In the image, ${message}`,
			fix: packageAdvice(facts, missingModule(message)),
			location: place ?? inRequirements(facts),
		})),
	],
};

/** Pipelines that Kedro drops there and not here. Nodes that are then missing are another finding. */
function droppedInImage({content, project}: ImageFacts) {
	const here = new Set(project.notices.map(({message}) => message));
	return (content?.notices ?? []).filter(({kind, message}) => kind === 'pipeline-dropped' && !here.has(message));
}

function packageAdvice({project, dockerfile}: ImageFacts, module: string | undefined): string {
	if (module === undefined) return 'Fix what the message says, in the image';
	const [top = module] = module.split('.');
	if (top === project.package) return `Copy the whole package ${top} into the image`;
	const name = distributionOf(module);
	const {file} = inRequirements({project});
	const listed = project.requires.find(required => required.name === name);
	if (listed === undefined) return requirementAdvice({verb: 'Add', name, file});
	return `${listed.place?.file ?? file} lists ${name}: install it in ${dockerfile ?? 'the image'}`;
}

const otherAdvice = ({message}: ImageFailure): string =>
	/^KeyError: '[A-Z][A-Z\d_]*'/.test(message)
		? 'If it is a variable, set it for the tasks with --env-var NAME=VALUE or in kfp.yml'
		: 'Fix what the message says, in the image';
