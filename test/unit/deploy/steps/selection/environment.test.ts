// The environment: which one is offered, which one is taken, and a new one whose folder a fix creates.
import {describe, expect, it} from 'vitest';
import {chooseEnvironment, environmentQuestion} from '../../../../../src/deploy/steps/selection/environment.ts';
import type {Options} from '../../../../../src/options/options.ts';
import type {Project} from '../../../../../src/schema/project.ts';
import {flag, on} from '../../../../support/deploy-parts.ts';
import {facts} from '../../../../support/facts.ts';
import {errorOf} from '../../../../support/error-of.ts';
import {initial, type Line, scriptedUi, unattendedUi} from '../../../../support/scripted-ui.ts';

const project = (environments: readonly string[], more: Partial<Project> = {}): Project => ({
	...facts().project,
	environments: [...environments],
	environment: 'local',
	...more,
});
const usual = project(['base', 'local', 'prod', 'test']);

async function choose(options: Options, script?: readonly Line[], of = usual) {
	const scripted = script === undefined ? unattendedUi() : scriptedUi(script);
	return {chosen: await chooseEnvironment(of, options, scripted.ui), asked: scripted.asked};
}

it('the choices are all environments but base, and the default one even without its folder', () => {
	const choices = (of: Project) => environmentQuestion(of).choices.map(({value, hint}) => [value, hint]);
	expect(choices(usual)).toEqual([
		['local', "Kedro's default, for this machine alone"],
		['prod', undefined],
		['test', undefined],
	]);
	expect(choices(project(['base', 'prod'], {defaultEnvironment: 'dev'}))).toEqual([
		['prod', undefined],
		['dev', "Kedro's default; has no folder"],
	]);
	expect(choices(project(['base'], {defaultEnvironment: 'base'}))).toEqual([['base', "Kedro's default"]]);
});

it('a person may also name a new environment; where no question is asked the one of the project is taken', async () => {
	const {asked} = await choose({}, [['env', 'prod']]);
	expect(asked[0]).toMatchObject({initial: 'local', choices: [{}, {}, {}, {value: '+', label: 'a new one'}]});
	expect((await choose({})).chosen).toEqual({value: 'local', source: 'default'});
});

it('the only environment beside base and the default one is offered first', async () => {
	const only = project(['base', 'local', 'prod']);
	expect((await choose({}, [['env', initial]], only)).chosen).toEqual({value: 'prod', source: 'asked'});
	// KEDRO_ENV has chosen another one.
	const elsewhere = {...only, environment: 'base'};
	expect((await choose({}, [['env', initial]], elsewhere)).asked[0]).toMatchObject({initial: 'base'});
});

describe('a new environment', () => {
	it('gets its name from a question, which refuses what is not the name of a folder', async () => {
		const {chosen, asked} = await choose({}, [
			['env', '+'],
			['new_env', initial],
		]);
		expect(chosen).toEqual({value: 'cluster', source: 'asked'});
		const [, question] = asked;
		if (question?.kind !== 'text') throw new Error('it is not asked');
		for (const name of ['../x', 'prod/', '/prod', 'a//b']) expect(question.validate?.(name)).toContain('Use letters');
		expect(question.validate?.('prod/eu')).toBeUndefined();
		expect(question.validate?.('prod-2')).toBeUndefined();
	});

	it('is the default, with the reason, where there is no other for a cluster', async () => {
		const only = project(['base', 'local']);
		const {chosen, asked} = await choose({}, [['env', initial]], only);
		expect(chosen).toEqual({value: 'cluster', source: 'asked'});
		expect(asked[0]).toMatchObject({
			help: 'local is for this machine alone; a cluster needs a catalog of its own.',
			choices: [{value: 'local'}, {value: 'cluster'}, {value: '+', hint: 'with another name'}],
		});
		expect(
			(
				await choose(
					{},
					[
						['env', '+'],
						['new_env', 'cloud'],
					],
					only,
				)
			).chosen.value,
		).toBe('cloud');
		expect(await errorOf(choose({env: flag('cluster', '--env')}, [], only))).toMatchObject({code: 'UNKNOWN_NAME'});
	});

	it('cannot have a name that is taken, except where the name is remembered and its files were just written', async () => {
		const of = project(['base', 'local', 'cluster', 's3']);
		const {asked} = await choose(
			{},
			[
				['env', '+'],
				['new_env', initial],
			],
			of,
		);
		const [, question] = asked;
		if (question?.kind !== 'text') throw new Error('it is not asked');
		expect(question.initial).toBe('cluster-2');
		expect(question.validate?.('s3')).toBe('conf/s3 exists already: use another name, or go back and choose s3');
		expect(question.validate?.('base')).toMatch(/^base is what/);
		expect(question.validate?.('local')).toMatch(/^local is for this machine alone/);
		expect(question.validate?.('s3', true)).toBeUndefined();
	});

	it('can be named with --env where --fix creates it, unless it looks like a typing error', async () => {
		const named = (name: string, more: Options = {}) => choose({env: flag(name, '--env'), ...more});
		expect(await errorOf(named('cluster'))).toMatchObject({
			kind: 'project',
			code: 'UNKNOWN_NAME',
			message: 'There is no environment "cluster" (--env)',
			detail: 'Known names: base, local, prod, test',
			next: [
				{command: '--env NAME', when: 'with one of these names'},
				{
					command: 'kfp-wizard check --fix --env cluster --data s3://tide/demo',
					when: 'to create it, with the fixes of the checks',
				},
			],
		});
		expect((await named('cluster', on('fix'))).chosen.value).toBe('cluster');
		expect((await errorOf(named('prd', on('fix')))).message).toBe(
			'There is no environment "prd" (--env); did you mean prod?',
		);
		expect((await errorOf(named('prd'))).next).toEqual([{command: '--env prod'}]);
		expect(await errorOf(named('../b', on('fix')))).toMatchObject({code: 'UNKNOWN_NAME'});
	});
});
