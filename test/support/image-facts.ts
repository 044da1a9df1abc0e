// The facts of a built image in which nothing is wrong, with differences; and the lines that its container prints.
import type {ImageFacts} from '../../src/checks/image-facts.ts';
import {runImageChecks} from '../../src/checks/run-checks.ts';
import type {ImageContainer, ImageContent} from '../../src/kedro/image-answer.ts';
import type {Finding} from '../../src/schema/finding.ts';
import {type FactOverrides, facts, node} from './facts.ts';

const container: ImageContainer = {
	command: {path: '/usr/local/bin/kedro', interpreter: '/usr/local/bin/python3', works: true, elsewhere: null},
	python: '3.11.2',
	machine: 'x86_64',
	folder: '/app',
	user: 1000,
};

const nodes = [node('load: raw -> trips'), node('fit: trips, params:alpha -> model')];

const content: ImageContent = {
	root: '/app',
	elsewhere: null,
	temporary: true,
	failures: [],
	kedro: '1.7.0',
	environments: ['base', 's3'],
	files: ['conf/s3/catalog.yml'],
	notWritable: [],
	notices: [],
	pipelines: ['__default__'],
	nodes: nodes.map(({name, inputs, outputs}) => ({name, inputs, outputs})),
	runOptions: ['--env', '-e', '--pipelines', '--nodes'],
	datasets: ['raw', 'trips', 'model'],
	parameters: ['alpha'],
};

export type ImageOverrides = {
	readonly project?: FactOverrides['project'];
	readonly container?: Partial<ImageContainer>;
	readonly content?: Partial<ImageContent>;
	readonly facts?: Partial<ImageFacts>;
};

/** An image of the project of `facts`, built from its own Dockerfile. */
function imageFacts(given: ImageOverrides = {}): ImageFacts {
	const {project, pipeline, environment} = facts({
		nodes,
		project: {
			parameters: ['alpha'],
			environmentFiles: [{file: 'conf/s3/catalog.yml', kind: 'catalog', empty: false}],
			...given.project,
		},
	});
	return {
		project,
		pipeline,
		environment,
		command: ['kedro', 'run', '--env=s3', '--pipelines=__default__', '--nodes=fit'],
		platform: 'linux/amd64',
		dockerfile: 'Dockerfile',
		container: {...container, ...given.container},
		content: {...content, ...given.content},
		end: undefined,
		...given.facts,
	};
}

/** What the rules find, as `severity rule: message → fix`. */
export const foundInImage = (given: ImageOverrides = {}): readonly string[] =>
	runImageChecks(imageFacts(given), {ignore: []}).findings.map(asLine);

const asLine = ({severity, rule, message, fix}: Finding): string =>
	`${severity} ${rule}: ${message} → ${fix?.title ?? ''}`;

/** What a container prints whose image differs in this from one without faults, for the selection of `selectionOf`. */
export const imageLines = (more: Partial<ImageContent> = {}): string =>
	[
		container,
		{
			image: {
				...content,
				nodes: [...(content.nodes ?? [])].map(one => ({
					...one,
					inputs: one.inputs.filter(name => name !== 'params:alpha'),
				})),
				...more,
			},
		},
	]
		.map(line => `kfp-wizard: ${JSON.stringify(line)}`)
		.join('\n');
