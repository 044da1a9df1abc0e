// The part of a pipeline that options choose: what Kedro is asked, what is left, and which names are refused.
import {describe, expect, it} from 'vitest';
import {choosePart} from '../../../../../src/deploy/steps/selection/part.ts';
import type {PartAnswer, PartFilter} from '../../../../../src/kedro/pipeline-part.ts';
import type {Options} from '../../../../../src/options/options.ts';
import {flag} from '../../../../support/deploy-parts.ts';
import {errorOf} from '../../../../support/error-of.ts';
import {facts, node} from '../../../../support/facts.ts';

const nodes = [
	node('load: raw -> trips@csv', {tags: ['io']}),
	node('fit: trips@pandas -> model', {dependencies: ['load'], tags: ['heavy']}),
	node('score([a,b]): model -> score', {dependencies: ['fit']}),
	node('north.plot: score -> north.plot', {dependencies: ['score([a,b])']}),
];

const select = async (options: Options, answer: Partial<PartAnswer> = {}) => {
	const {project} = facts({nodes});
	const asked: PartFilter[] = [];
	const filter = async (_: unknown, __: string, given: PartFilter): Promise<PartAnswer> => {
		asked.push(given);
		return {nodes: ['score([a,b])', 'fit'], problem: null, ...answer};
	};
	return {...(await choosePart({filter}, {project, pipeline: {name: '__default__', nodes}}, options)), asked};
};

describe('the part of a pipeline', () => {
	it('is the whole pipeline without options, and Kedro is not asked', async () => {
		const {pipeline, part, asked} = await select({});
		expect([pipeline.nodes, part, asked]).toEqual([nodes, undefined, []]);
	});

	it('is what Kedro selects, in the order of the pipeline, without dependencies on what is left out', async () => {
		const {pipeline, part, asked} = await select({
			fromNodes: flag(['fit, score([a,b])'], '--from-nodes'),
			tags: flag(['heavy,io', 'heavy'], '--tags'),
			fromInputs: flag(['trips'], '--from-inputs'),
		});
		expect(asked).toEqual([
			{
				fromNodes: ['fit', 'score([a,b])'],
				toNodes: [],
				nodes: [],
				tags: ['heavy', 'io'],
				fromInputs: ['trips'],
				toOutputs: [],
			},
		]);
		expect(pipeline.nodes.map(({name, dependencies}) => [name, dependencies])).toEqual([
			['fit', []],
			['score([a,b])', ['fit']],
		]);
		expect(part).toMatchObject({
			of: 4,
			flags: " --from-nodes 'fit,score([a,b])' --tags heavy,io --from-inputs trips",
		});
	});

	it.each([
		['nodes', '--nodes', 'fitt', 'no node "fitt" (--nodes); did you mean fit?', 'kfp-wizard --nodes fit'],
		['nodes', '--nodes', 'plot', 'did you mean north.plot?', 'kfp-wizard --nodes north.plot'],
		['tags', '--tags', 'heave', 'no tag "heave" (--tags); did you mean heavy?', 'kfp-wizard --tags heavy'],
		[
			'toOutputs',
			'--to-outputs',
			'modell',
			'no dataset "modell" (--to-outputs); did you mean model?',
			'kfp-wizard --to-outputs model',
		],
	] as const)(
		'of an unknown name in %s is refused with the nearest one',
		async (name, source, value, message, command) => {
			expect(await errorOf(select({[name]: flag([value], source)}))).toMatchObject({
				kind: 'usage',
				code: 'UNKNOWN_NAME',
				message: expect.stringContaining(message),
				next: [{command}],
			});
		},
	);

	it('without a name, or without a node, is refused: Kedro would run the whole pipeline', async () => {
		expect(await errorOf(select({nodes: flag([' ,'], '--nodes')}))).toMatchObject({code: 'BAD_VALUE'});
		const none = select({tags: flag(['io'], '--tags')}, {nodes: [], problem: 'Pipeline contains no nodes'});
		expect(await errorOf(none)).toMatchObject({
			kind: 'usage',
			code: 'EMPTY_PART',
			message: 'No node of the pipeline __default__ is left by --tags io',
			detail: 'Pipeline contains no nodes',
		});
	});
});
