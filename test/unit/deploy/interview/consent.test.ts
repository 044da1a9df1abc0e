// The consent to the plan: what it is asked with, and a cluster that looks like production.
import {expect, it} from 'vitest';
import {askForConsent} from '../../../../src/deploy/interview/consent.ts';
import type {Chosen} from '../../../../src/deploy/plan.ts';
import {Rerun} from '../../../../src/deploy/interview/rerun.ts';
import type {Options} from '../../../../src/options/options.ts';
import type {Question} from '../../../../src/ui/ui.ts';
import {interviewOf} from '../../../support/deploy-parts.ts';
import {facts} from '../../../support/facts.ts';
import {type Line, scriptedUi} from '../../../support/scripted-ui.ts';

/** Of what was chosen only what the consent looks at. */
function chosen(context: string, source: string, options: Options = {}): Chosen {
	const {project, pipeline, graph} = facts();
	return {
		options,
		selection: {project, pipeline, graph, chosen: {env: {value: 'prod', source: 'asked'}}},
		connection: {context: {value: context, source}},
		plan: {changes: [], values: []},
	} as unknown as Chosen;
}

async function run(
	script: readonly Line[],
	context = 'kind-dev',
	source = 'detected: current context',
	options: Options = {},
	uploaded: readonly string[] = [],
) {
	const scripted = scriptedUi(script);
	const interview = interviewOf(scripted.ui);
	for (const command of uploaded) interview.readings.uploaded.add(command);
	const result: unknown = await askForConsent(chosen(context, source, options), interview).catch(
		(error: unknown) => error,
	);
	expect(scripted.left()).toEqual([]);
	return {...scripted, result};
}

it('the plan offers a rehearsal', async () => {
	const {asked} = await run([['plan', {do: 'go'}]]);
	expect(asked[0]).toMatchObject({
		actions: [{do: 'rehearse', label: 'Rehearse now', hint: expect.stringMatching(/runs .*task.* on this machine/)}],
	});
});

it('a rehearsal in containers needs the image, so it changes the plan', async () => {
	const {asked, result} = await run([['plan', {do: 'rehearse'}]], undefined, undefined, {
		in: {value: 'container', source: '--in'},
	});
	expect(asked[0]).toMatchObject({actions: [{label: 'Rehearse first'}]});
	expect(result).toBeInstanceOf(Rerun);
	expect(result).toMatchObject({answers: {rehearse: true}});
});

it('a declined plan ends with an error of its own', async () => {
	expect((await run([['plan', {do: 'cancel'}]])).result).toMatchObject({kind: 'declined', code: 'DECLINED'});
});

it.each(['detected: current context', 'asked'])(
	'the name of a production context that no flag has set is typed by hand (%s)',
	async source => {
		const {asked, result} = await run(
			[
				['plan', {do: 'go'}],
				[
					'production',
					(question: Question) =>
						question.kind === 'text' && question.validate?.('prod-eu') === undefined ? 'prod-eu' : '',
				],
			],
			'prod-eu',
			source,
		);
		expect(result).toBeUndefined();
		const [, question] = asked;
		expect(question?.kind === 'text' && question.validate?.('prod')).toBe('That is not prod-eu');
		expect(question).not.toHaveProperty('initial');
	},
);

it.each([
	['prod-eu', '--context'],
	['prod-eu', 'conf/prod/kfp.yml'],
	['kind-dev', 'detected: current context'],
])('the name of the context %s from %s is not asked for', async (context, source) => {
	expect((await run([['plan', {do: 'go'}]], context, source)).result).toBeUndefined();
});

it('data that was uploaded from the plan has been changed, and the plan says so', async () => {
	const {asked} = await run([['plan', {do: 'go'}]], 'kind-dev', 'asked', {}, ['aws s3 sync data s3://bucket/data']);
	expect(asked[0]).toMatchObject({isChanged: true});
});
