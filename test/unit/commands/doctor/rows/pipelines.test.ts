// The pipelines and environments of the project, and names that it does not have.
import {expect, it} from 'vitest';
import {machineOf} from '../../../../../src/commands/doctor/machine.ts';
import {pipelines} from '../../../../../src/commands/doctor/rows/pipelines.ts';
import type {Options} from '../../../../../src/options/options.ts';
import {testContext} from '../../../../support/context.ts';
import {flag} from '../../../../support/deploy-parts.ts';
import {errorOf} from '../../../../support/error-of.ts';
import {facts} from '../../../../support/facts.ts';
import {unattendedUi} from '../../../../support/scripted-ui.ts';

const {project, pipeline} = facts();

const probed = async (options: Options) =>
	pipelines.probe({
		...machineOf(options, '/project', testContext(unattendedUi().ui)),
		project: async () => ({
			...project,
			pipelines: [pipeline],
			environments: ['base', 'prod'],
			defaultEnvironment: 'local',
		}),
	});

it('names that the project has', async () => {
	expect(await probed({})).toEqual({state: 'ok', detail: '1 pipeline, environments base, prod'});
	const {state} = await probed({env: flag('local', '--env'), pipeline: flag(pipeline.name, '--pipeline')});
	expect(state).toBe('ok');
});

it('names that it does not have are refused, with the nearest one', async () => {
	expect(await errorOf(probed({env: flag('prdo', '--env')}))).toMatchObject({
		code: 'UNKNOWN_NAME',
		message: 'There is no environment "prdo" (--env); did you mean prod?',
	});
	expect(await errorOf(probed({pipeline: flag('nightly', '--pipeline')}))).toMatchObject({code: 'UNKNOWN_NAME'});
});
