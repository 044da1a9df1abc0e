// A pipeline in the image that is not the one of the checkout.
import {copyAdvice, type ImageFacts, inDockerfile} from '../../image-facts.ts';
import type {RatedProblem, Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

export const imageOtherNodes: Rule<ImageFacts> = {
	id: 'image/other-nodes',
	severity: 'varies',
	title: 'The pipeline in the image has other nodes',
	why: 'The spec is made from the checkout. A task whose node is not in the image fails, and one whose node reads or writes other datasets runs in the wrong order. Additional nodes are a warning.',
	fix: 'Copy the sources of the checkout into the image, and install no other version of the package',
	check: facts => {
		const {content, pipeline, project} = facts;
		const {nodes, pipelines} = content ?? {};
		if (nodes === undefined || pipelines === undefined) return [];
		const problem = (severity: 'error' | 'warning', message: string): RatedProblem => ({
			severity,
			message,
			fix: copyAdvice(facts, project.sourceDir),
			location: inDockerfile(facts),
		});
		if (!pipelines.includes(pipeline.name))
			return [
				problem(
					'error',
					`The project in the image has no pipeline ${pipeline.name}: it has ${list(pipelines, 5) || 'none'}`,
				),
			];
		const there = new Map(nodes.map(node => [node.name, node]));
		const here = new Set(pipeline.nodes.map(({name}) => name));
		const missing = pipeline.nodes.filter(({name}) => !there.has(name)).map(({name}) => name);
		const other = pipeline.nodes.filter(node => {
			const found = there.get(node.name);
			return found !== undefined && !(same(found.inputs, node.inputs) && same(found.outputs, node.outputs));
		});
		const more = nodes.filter(({name}) => !here.has(name)).map(({name}) => name);
		const named = `the pipeline ${pipeline.name} of the image`;
		return [
			...(missing.length === 0
				? []
				: [problem('error', `${list(missing, 5)} ${missing.length === 1 ? 'is' : 'are'} not in ${named}`)]),
			...(other.length === 0
				? []
				: [
						problem(
							'error',
							`In ${named}, ${list(
								other.map(({name}) => name),
								5,
							)} read or write other datasets than here`,
						),
					]),
			...(more.length === 0 ? [] : [problem('warning', `Only ${named} has ${list(more, 5)}`)]),
		];
	},
};

const same = (a: readonly string[], b: readonly string[]): boolean =>
	JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
