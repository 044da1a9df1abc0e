// A `run` of the project's own on the three Kedro lines: found in the checkout, and called with what it takes, or left out.
import {readFile, rm} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {expect, it} from 'vitest';
import {withBootstrap} from '../../../src/kedro/bootstrap.ts';
import {runCommand} from '../../../src/kedro/kedro-run.ts';
import {fitRun} from '../../../src/kedro/own-run.ts';
import {inspectProject} from '../../../src/kedro/inspect.ts';
import {run} from '../../../src/system/exec.ts';
import {bed} from '../../bed/bed.ts';
import {type KedroLine, kedroLines, writeProject} from '../../bed/kedro-project.ts';
import {describeWith} from '../../bed/part.ts';
import {scratch} from '../../support/scratch.ts';
import {interpreter} from './projects.ts';

const cli = (options: string): string => `import click
from kedro.framework.session import KedroSession


@click.group(name="small")
def cli():
    pass


@cli.command()
${options}
def run(pipeline=None, env=None, node=()):
    with open("own.txt", "w") as file:
        file.write(" ".join(node))
    with KedroSession.create(env=env) as session:
        session.run(pipeline_name=pipeline, node_names=node)
`;
const offered = `@click.option("--pipeline", "-p")
@click.option("--env", "-e")
@click.option("--node", "-n", multiple=True)`;

for (const line of Object.keys(kedroLines) as KedroLine[]) {
	describeWith(await bed.python(`${line}-bare`), `on ${line}`, python => {
		it('its options are used, else Kedro runs the nodes itself', async () => {
			const runWith = async (options: string) => {
				const root = await writeProject(await scratch(), {
					kedro: kedroLines[line],
					files: {'src/small/cli.py': cli(options)},
				});
				const project = await inspectProject({root, python: interpreter(python), env: process.env});
				const {run: fitted, program} = fitRun(
					runCommand(kedroLines[line], {environment: 'local', pipeline: '__default__'}),
					project.ownRun,
				);
				const {command, args, nodesFlag} = withBootstrap(fitted, {parameters: {}, inputs: {}, ...program});
				const [, ...words] = [...command, ...args, `${nodesFlag}=clean,train,report`];
				await rm(join(root, 'data/report.json'), {force: true});
				const path = `${dirname(python)}:${process.env['PATH'] ?? ''}`;
				const result = await run(python, words, {cwd: root, env: {PATH: path, KEDRO_DISABLE_TELEMETRY: '1'}});
				expect(result.stderr + result.stdout).not.toContain('No such option');
				expect(result.exitCode).toBe(0);
				await readFile(join(root, 'data/report.json'));
				return {program, own: await readFile(join(root, 'own.txt'), 'utf8').catch(() => undefined)};
			};
			expect(await runWith(offered)).toEqual({program: {nodes: '--node'}, own: 'clean train report'});
			expect(await runWith('@click.option("--fast")')).toEqual({program: {run: 'kedro'}, own: undefined});
		});
	});
}
