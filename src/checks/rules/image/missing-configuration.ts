// Configuration that the checkout has and the image does not.
import {isParameter} from '../../../kedro/datasets.ts';
import {unique} from '../../collections.ts';
import {copyAdvice, type ImageFacts, inDockerfile} from '../../image-facts.ts';
import type {Problem, Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

export const imageMissingConfiguration: Rule<ImageFacts> = {
	id: 'image/missing-configuration',
	severity: 'error',
	title: 'The image lacks configuration',
	why: 'Without the folders of the base and of the environment every node stops with MissingConfigException; without catalog entries data stays in memory.',
	fix: 'Copy the configuration folder into the image',
	check: facts => {
		const {content, project, environment, pipeline} = facts;
		const {environments} = content ?? {};
		if (content === undefined || environments === undefined) return [];
		const {confSource} = project;
		const lacks = (path: string, effect: string): Problem => ({
			message: `${path} is not in the image: ${effect}`,
			fix: copyAdvice(facts, confSource),
			location: inDockerfile(facts) ?? {file: path, line: null},
		});
		const stops = 'every task would stop with MissingConfigException';
		if (environments === null) return [lacks(confSource, stops)];
		const folders = unique([project.baseEnvironment, environment]).filter(name => !environments.includes(name));
		if (folders.length > 0) return folders.map(name => lacks(`${confSource}/${name}`, stops));
		const files = project.environmentFiles
			.filter(({file, kind, empty}) => !empty && read.includes(kind) && content.files?.includes(file) === false)
			.map(({file, kind}) => lacks(file, `the tasks would run without its ${kind}`));
		if (files.length > 0) return files;
		const used = unique(pipeline.nodes.flatMap(({inputs, outputs}) => [...inputs, ...outputs]));
		const datasets = project.datasets
			.filter(
				({name, source}) => source !== 'none' && used.includes(name) && content.datasets?.includes(name) === false,
			)
			.map(({name}) => name);
		const parameters = used
			.filter(isParameter)
			.map(name => name.replace(/^params:/, ''))
			.filter(key => project.parameters.includes(key) && content.parameters?.includes(key) === false);
		return [
			...(datasets.length === 0
				? []
				: [lacks(`The catalog entry of ${list(datasets, 5)}`, 'the data would stay in the memory of a task')]),
			...(parameters.length === 0
				? []
				: [lacks(`The value of ${list(parameters, 5)}`, 'the tasks would stop without these parameters')]),
		].map(problem => ({...problem, location: inDockerfile(facts)}));
	},
};

const read: readonly string[] = ['catalog', 'parameters', 'globals'];
