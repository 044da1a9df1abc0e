// Which pipeline and which environment are taken where nobody is asked.
import {PassThrough} from 'node:stream';
import {expect, it} from 'vitest';
import {selectPipeline} from '../../../../../src/deploy/steps/selection/pipeline.ts';
import type {Project} from '../../../../../src/schema/project.ts';
import {silentUi} from '../../../../../src/ui/silent/silent.ts';
import {facts, node} from '../../../../support/facts.ts';
import {initial, scriptedUi} from '../../../../support/scripted-ui.ts';
import {look} from '../../../../support/ui/look.ts';

const nodes = [node('load: raw -> trips')];

async function select(names: readonly string[], more: Partial<Project> = {}) {
	const project: Project = {...facts().project, pipelines: names.map(name => ({name, nodes})), ...more};
	const stream = new PassThrough().resume();
	const {signal} = new AbortController();
	const ui = silentUi({
		json: false,
		yes: true,
		quiet: true,
		verbose: false,
		stdout: stream,
		stderr: stream,
		signal,
		look,
	});
	return (await selectPipeline({project, inspect: () => Promise.resolve(project)}, {}, ui)).selection;
}

it('the pipeline is __default__, or the only one', async () => {
	expect((await select(['a', '__default__'])).pipeline.name).toBe('__default__');
	expect((await select(['only'])).pipeline.name).toBe('only');
});

it('without __default__ one of several pipelines must be named: exit code 2 with the flag', async () => {
	await expect(select(['b', 'a'])).rejects.toMatchObject({exitCode: 2, message: expect.stringContaining('--pipeline')});
});

it("Kedro's default environment is accepted without its folder, which a check reports", async () => {
	const {chosen} = await select(['only'], {
		environments: ['base', 'prod'],
		defaultEnvironment: 'local',
		environment: 'local',
	});
	expect(chosen.env).toEqual({value: 'local', source: 'default'});
});

it.each([
	[['base', 'local', 'prod'], 'prod'],
	[['base', 'local', 'prod', 'test'], 'local'],
	[['base', 'local'], 'local'],
])('a person is offered the one environment that is not for this machine alone: %o', async (environments, offered) => {
	const project: Project = {
		...facts().project,
		pipelines: [{name: '__default__', nodes: [node('load: raw -> trips')]}],
		environments,
		defaultEnvironment: 'local',
		environment: 'local',
	};
	const {ui, said} = scriptedUi([
		['env', initial],
		['pipeline', initial],
	]);
	await selectPipeline({project, inspect: environment => Promise.resolve({...project, environment})}, {}, ui);
	expect(said()[0]).toBe(`env=${offered}`);
});
