// `kfp-wizard describe`: the inspected project as it is.
import {expect, it} from 'vitest';
import {describe as describeProject} from '../../../src/commands/describe.ts';
import {testContext} from '../../support/context.ts';
import {flag} from '../../support/deploy-parts.ts';
import {unattendedUi} from '../../support/scripted-ui.ts';
import {standInProject} from '../../support/stand-in-project.ts';

it('describe prints the project in the chosen environment, and ends with exit code 0', async () => {
	const {root, python, project} = await standInProject();
	const context = testContext(unattendedUi().ui, {cwd: root});
	const options = {python: flag(python, '--python'), env: flag('s3', '--env')};
	expect(await describeProject({options, args: []}, context)).toBe(0);
	const pipelines = project.pipelines.map(pipeline => ({...pipeline, artifacts: []}));
	expect(JSON.parse(context.printed())).toEqual({...project, pipelines, environment: 's3', files: [], variables: []});
});

it('with --pipeline prints that one alone, and names the nearest one where there is none', async () => {
	const {root, python, project} = await standInProject();
	const [{name} = {name: ''}] = project.pipelines;
	const run = async (pipeline: string): Promise<string> => {
		const context = testContext(unattendedUi().ui, {cwd: root});
		const options = {
			python: flag(python, '--python'),
			env: flag('s3', '--env'),
			pipeline: flag(pipeline, '--pipeline'),
		};
		await describeProject({options, args: []}, context);
		return context.printed();
	};
	expect(JSON.parse(await run(name))).toMatchObject({pipelines: [{name}]});
	await expect(run(`${name}x`)).rejects.toMatchObject({code: 'UNKNOWN_NAME', exitCode: 2});
});
