// Names that do not exist: the command that is printed has the one that was meant, or lists those that there are.
import {beforeAll, describe, expect, it} from 'vitest';
import {testContext} from '../../support/context.ts';
import {deployed, projectVariables} from '../../support/deployed.ts';
import {node} from '../../support/facts.ts';
import {printed} from '../../support/printed.ts';
import {type Line, scriptedUi} from '../../support/scripted-ui.ts';
import {shellInProject} from '../../support/shell-in-project.ts';
import {typed} from '../../support/typed.ts';
import {quote} from '../../../src/system/text.ts';

/** A name for Kedro and Kubernetes, which no shell may obey and no parser may take for an option. */
const node1 = `-p 'n' "x" #é`;
const tag = `-t "$(touch x)" 'y'`;
const image = '--env s3 --image ghcr.io/acme/demo:1.4';

let shell: Awaited<ReturnType<typeof shellInProject>>;
const parameters = {
	known: ['depth', 'model.rate'],
	runtime: [],
	defaults: [],
	values: [{key: 'depth', json: '2', problem: null}],
};

beforeAll(async () => {
	const nodes = [node(`${node1}: -> trips`, {tags: [tag]}), node('fit: -> model')];
	shell = await shellInProject({
		nodes,
		project: {parameters: parameters.known},
	});
	await shell.answer({project: shell.project, parameters, part: {nodes: [node1], problem: null}});
});

/** The first command that is printed after a line with a name that does not exist, and how it ends. */
async function refused(line: string, code: string) {
	const failed = await shell.type(line);
	expect(failed, line).toMatchObject({code});
	return {next: failed.next, after: await shell.type(failed.next[0])};
}

const near = `${node1}e`;
describe('the command that is printed', () => {
	it.each([
		['UNKNOWN_NAME', `--nodes ${quote(`fit,${near}`)}`, `--nodes ${quote(`fit,${node1}`)} `],
		['UNKNOWN_NAME', `--tags ${quote(`${tag}z`)}`, `--tags ${quote(tag)} `],
		['UNKNOWN_NAME', '--to-outputs modle --node-seconds fit=3', '--to-outputs model '],
		[
			'UNKNOWN_NAME',
			`--node-seconds fit=3 --node-seconds ${quote(`${near}=4`)}`,
			`--node-seconds fit=3 --node-seconds ${quote(`${node1}=4`)} `,
		],
		[
			'UNKNOWN_PARAMETER',
			`--param depth=1 --param ${quote(`model.raet=$(x) '`)}`,
			`--param depth=1 --param ${quote(`model.rate=$(x) '`)} `,
		],
		['UNKNOWN_PARAMETER', `--expose-param dept`, '--expose-param depth '],
		[
			'UNKNOWN_RULE',
			'--ignore catalog/local-input --ignore catalog/mermory-dataset',
			'--ignore catalog/local-input --ignore catalog/memory-dataset ',
		],
	])('%s: has the name that was meant in place of the other: %s', async (code, flags, right) => {
		const {next, after} = await refused(`compile ${image} ${flags}`, code);
		expect(`${next[0]} `).toContain(`kfp-wizard compile ${right}`);
		expect(after.code).not.toBe(code);
	});

	printed('UNKNOWN_NAME', 'chooses the environment or the pipeline that was meant, or any', async () => {
		expect((await refused('describe --env s4', 'UNKNOWN_NAME')).after).toMatchObject({exitCode: 0});
		const other = await refused('compile --image a/b --env s3 --pipeline __defautl__', 'UNKNOWN_NAME');
		expect(other.next[0]).toBe('kfp-wizard compile --pipeline __default__ --env s3 --image a/b');
	});

	printed('UNKNOWN_NAME', 'lists the nodes where none is near', async () => {
		const {next, after} = await refused(`compile ${image} --nodes zzzz`, 'UNKNOWN_NAME');
		expect(next[0]).toBe('kfp-wizard describe --env s3');
		expect(JSON.parse(after.printed)).toMatchObject({pipelines: [{nodes: [{name: node1}, {name: 'fit'}]}]});
	});

	printed('UNKNOWN_PARAMETER', 'lists the parameters where none is near', async () => {
		const {after} = await refused(`compile ${image} --param zzzz=1`, 'UNKNOWN_PARAMETER');
		expect(JSON.parse(after.printed)).toMatchObject({parameters: parameters.known});
	});

	printed('UNKNOWN_RULE', 'has a rule of the list where none is near', async () => {
		const failed = await shell.type('check --env s3 --ignore zz');
		expect(failed.next).toEqual(['kfp-wizard check --ignore RULE --env s3']);
		expect(await shell.type(failed.next[0]?.replace('RULE', 'catalog/memory-dataset'))).toMatchObject({
			code: undefined,
		});
	});

	printed('EMPTY_PART', 'shows the nodes with their tags', async () => {
		await shell.answer({project: shell.project, part: {nodes: [], problem: null}});
		const {next, after} = await refused(`compile ${image} --nodes fit --tags ${quote(tag)}`, 'EMPTY_PART');
		expect(next[0]).toBe('kfp-wizard describe --env s3');
		expect(JSON.parse(after.printed)).toMatchObject({pipelines: [{nodes: [{tags: [tag]}, {tags: []}]}]});
	});

	printed('BAD_ENVIRONMENT', 'has the name of an environment', async () => {
		const failed = await shell.type(`describe --env ../prod`);
		expect(failed).toMatchObject({exitCode: 2, code: 'BAD_ENVIRONMENT', next: ['kfp-wizard describe --env NAME']});
		expect(await shell.type(failed.next[0]?.replace('NAME', 's3'))).toMatchObject({exitCode: 0});
	});

	describe('of a deployed project', () => {
		const world = async () => {
			const all = await deployed();
			const type = (line: string | undefined, script: readonly Line[] = []) =>
				typed(line ?? '', testContext(scriptedUi(script).ui, {cwd: all.cwd}), projectVariables);
			return {...all, type, to: `--host ${all.api.url} --kfp-name tide-prod`};
		};

		printed('DECLINED', 'starts what was declined again, as it was typed', async () => {
			const {type, to, api} = await world();
			const name = `-p '$(x)'`;
			const declined = await type(`run --run-name ${quote(name)} ${to}`, [['plan', {do: 'cancel'}]]);
			expect(declined).toMatchObject({exitCode: 1, code: 'DECLINED'});
			expect(await type(declined.next[0], [['plan', {do: 'go'}]])).toMatchObject({
				outcome: {run: {name, started: true}},
			});
			expect(api.state().runs).toHaveLength(1);
		});

		printed('USAGE', 'does what was meant to schedules and runs, or lists them', async () => {
			const {type, to, start} = await world();
			const one = await start('a');
			const other = await start('b');
			const failed = await type(`runs dif ${one.run_id} ${other.run_id} ${to}`);
			expect(failed).toMatchObject({exitCode: 2, code: 'USAGE'});
			expect(await type(failed.next[0])).toMatchObject({exitCode: 0});
			await type(`run --every 1h --run-name night ${to}`, [['plan', {do: 'go'}]]);
			const schedule = await type(`schedules disabel night ${to}`);
			expect(await type(schedule.next[0], [['plan', {do: 'go'}]])).toMatchObject({
				outcome: {schedule: {name: 'night', enabled: false}},
			});
			const unnamed = await type(`schedules delete ${to}`);
			expect(await type(unnamed.next[0])).toMatchObject({outcome: {schedules: [{name: 'night'}]}});
		});

		printed('MISSING_ANSWER', 'names the pipeline on Kubeflow as a whole', async () => {
			const {type, api} = await world();
			const failed = await type(`runs --pipeline x --host ${api.url}`);
			expect(failed).toMatchObject({code: 'MISSING_ANSWER', next: ['--env ENV', '--kfp-name NAME']});
			for (const flags of ['--env prod', '--kfp-name tide-prod'])
				expect(await type(`runs --pipeline x --host ${api.url} ${flags}`)).toMatchObject({exitCode: 0});
		});
	});
});
