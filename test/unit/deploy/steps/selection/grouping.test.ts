// The grouping: who is asked, and the numbers beside each way.
import {describe, expect, it} from 'vitest';
import {chooseGrouping, groupingQuestion} from '../../../../../src/deploy/steps/selection/grouping.ts';
import type {Options} from '../../../../../src/options/options.ts';
import {flag} from '../../../../support/deploy-parts.ts';
import {facts} from '../../../../support/facts.ts';
import {line, pipelineOf} from '../../../../support/pipeline-of.ts';
import {errorOf} from '../../../../support/error-of.ts';
import {initial, type Line, scriptedUi, unattendedUi} from '../../../../support/scripted-ui.ts';

const {project} = facts();
const chain = pipelineOf(line);

async function choose(options: Options, script?: readonly Line[], pipeline = chain) {
	const scripted = script === undefined ? unattendedUi() : scriptedUi(script);
	const grouping = await chooseGrouping(project, pipeline, () => 0, options, scripted.ui);
	expect(scripted.left()).toEqual([]);
	return grouping;
}

describe('the grouping', () => {
	it('is one node each unless an option or a person says otherwise', async () => {
		expect(await choose({})).toEqual({value: 'node', source: 'default'});
		expect(await choose({groupBy: flag('tag:gpu', '--group-by')}, [])).toEqual({
			value: 'tag:gpu',
			source: '--group-by',
		});
		expect(await choose({}, [['groupBy', 'all']])).toEqual({value: 'all', source: 'asked'});
	});

	it('that a person has confirmed counts as chosen, so that it is saved with the options', async () => {
		expect(await choose({}, [['groupBy', initial]])).toEqual({value: 'node', source: 'asked'});
	});

	it('folds ways that are the same, marks the recommended one, and says what each gains and loses', () => {
		const {choices, preview} = groupingQuestion(project, chain, () => 0, {});
		expect(choices.map(({value, label, isRecommended, hint}) => [value, label, isRecommended, hint])).toEqual([
			['node', 'one node each', true, undefined],
			['chain', 'chains in one', undefined, 'the same as what shares memory, all in one and the fastest run'],
		]);
		expect(choices.map(({same}) => same)).toEqual([undefined, ['memory', 'all', 'auto']]);
		expect(preview?.('node')?.text).toMatch(/^Recommended\. Each node/);
		expect(preview?.('chain')?.text).toMatch(
			/^Nodes in a row share a container: .* On the cluster: 1 task,.*; a run takes about 33 s\.$/,
		);
	});

	it('recommends the fastest run where times are known, and says why', () => {
		const fork = pipelineOf(['a: -> x', 'b: -> y', 'c: -> z', 'd: -> w']);
		const known = {...project, pipelines: [fork]};
		const nodeSeconds = flag(['b=300', 'c=300'], '--node-seconds');
		const {choices, preview, initial: first} = groupingQuestion(known, fork, () => 0, {nodeSeconds});
		expect(choices.find(({isRecommended}) => isRecommended)?.value).toBe(first);
		expect([first, ...(choices.find(({value}) => value === first)?.same ?? [])]).toContain('auto');
		expect(preview?.(first ?? '')?.text).toContain(
			'2 of 4 nodes are shorter than the 20 s that a task takes to start. On the cluster: ',
		);
	});

	it('is not asked for a single node', async () => {
		expect(await choose({}, [], pipelineOf(['a: -> x']))).toEqual({value: 'node', source: 'default'});
	});

	it('is refused with its source and the nearest valid one', async () => {
		const error = await errorOf(choose({groupBy: flag('chai', 'conf/s3/kfp.yml')}));
		expect(error).toMatchObject({code: 'BAD_VALUE', detail: expect.stringContaining('Valid groupings: node')});
		expect(error.message).toBe('conf/s3/kfp.yml: "chai" is not a valid grouping; did you mean chain?');
	});
});

describe('the question for the grouping', () => {
	const values = (of: typeof chain) => groupingQuestion(project, of, () => 0, {}).choices.map(({value}) => value);

	it('offers namespaces and tags only where nodes have some', () => {
		expect(values(chain)).toEqual(['node', 'chain']);
		const some = {a: {namespace: 'n'}, b: {tags: ['x'], namespace: 'n'}, c: {tags: ['x']}};
		expect(values(pipelineOf(line, some))).toEqual(['node', 'chain', 'namespace', 'tag']);
	});

	it('shows tasks, pods, the time of a run, what is left to fix and levels of each way', () => {
		const {choices, help, preview} = groupingQuestion(project, chain, ({tasks}) => tasks.length - 1, {});
		expect(help).toMatch(/^Only datasets between tasks/);
		expect(choices[0]?.columns).toEqual(['3 tasks', '6 pods', '~1 min 13 s', '2 datasets to fix', '3 levels']);
		expect(choices.at(-1)?.columns?.slice(0, 4)).toEqual(['1 task', '2 pods', '~33 s', '0 datasets to fix']);
		expect(preview?.('all')?.text).toMatch(
			/^The shortest wait .* On the cluster: 1 task, 2 pods, 1 level; a run takes about 33 s\.$/,
		);
		expect(preview?.('tag:x')).toBeUndefined();
	});
});
