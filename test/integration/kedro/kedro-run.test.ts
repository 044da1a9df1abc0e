// The real `kedro run` takes the command that is made for its version.
import {dirname, join} from 'node:path';
import {execa} from 'execa';
import {canSelectNode, runCommand} from '../../../src/kedro/kedro-run.ts';
import {expect, it} from 'vitest';
import {readText} from '../../../src/system/files.ts';
import {bed} from '../../bed/bed.ts';
import {kedroLines, type KedroLine, writeProject} from '../../bed/kedro-project.ts';
import {describeWith} from '../../bed/part.ts';
import {scratch} from '../../support/scratch.ts';
import {inspected} from './projects.ts';

const registry = `from functools import partial

from kedro.pipeline import node, pipeline


def add(a, b):
    return {"add": a["n"], "b": b}


def wrap(a):
    return {"wrapped": a}


def register_pipelines():
    return {
        "__default__": pipeline([
            node(add, ["raw", "params:alpha"], "out_sum"),
            node(wrap, "raw", "report"),
            node(lambda a: a, "raw", "out_lambda"),
            node(partial(add, b=1), "raw", "out_partial"),
        ])
    }
`;
const outputs = ['out_lambda', 'out_partial', 'out_sum', 'report'];
const entry = (name: string): string => `${name}:\n  type: json.JSONDataset\n  filepath: data/${name}.json\n`;

for (const line of Object.keys(kedroLines) as KedroLine[]) {
	describeWith(await bed.python(`${line}-bare`), `kedro run of ${line}`, python => {
		it('kedro run runs exactly the selected nodes, generated names included', async () => {
			const project = {
				kedro: kedroLines[line],
				files: {
					'src/small/pipeline_registry.py': registry,
					'data/raw.json': '{"n": 1}',
					'conf/base/catalog.yml': ['raw', ...outputs].map(entry).join('\n'),
				},
			};
			const {pipelines, kedro} = await inspected(python, project);
			const nodes = pipelines[0]?.nodes ?? [];
			const nameOf = (output: string) => nodes.find(node => node.outputs.includes(output))?.name ?? '';
			// Two inputs: its generated name has a comma on 0.18, where no flag can select it.
			expect(canSelectNode(kedro, nameOf('out_sum'))).toBe(line !== 'kedro-0.18');
			const wanted = ['report', 'out_lambda', ...(line === 'kedro-0.18' ? [] : ['out_sum'])];
			const chosen = wanted.map(nameOf);
			expect(chosen.map(name => canSelectNode(kedro, name))).toEqual(wanted.map(() => true));

			const root = await writeProject(await scratch(), project);
			const {command, args, nodesFlag} = runCommand(kedro, {environment: 'local', pipeline: '__default__'});
			const program = join(dirname(python), command[0] ?? '');
			const env = {KEDRO_DISABLE_TELEMETRY: '1', DO_NOT_TRACK: '1'};
			await execa(program, [...args, nodesFlag, chosen.join(',')], {cwd: root, env});

			const made = await Promise.all(
				outputs.map(async name => ((await readText(join(root, `data/${name}.json`))) === undefined ? [] : [name])),
			);
			expect(made.flat()).toEqual(outputs.filter(name => wanted.includes(name)));
			if (line === 'kedro-0.18') {
				const split = await execa(program, [...args, nodesFlag, nameOf('out_sum')], {cwd: root, env, reject: false});
				expect(split.exitCode).not.toBe(0);
			}
		});
	});
}
