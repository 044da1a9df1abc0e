// What the specs say is run with real Kedro: every node of the pipeline once, in an order that Kedro allows.
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {argoWorkflow} from '../../../src/pipeline-spec/argo/argo-workflow.ts';
import {pipelineSpec} from '../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {readSpec} from '../../../src/pipeline-spec/read-spec.ts';
import {type KedroLine, kedroLines, writeProject} from '../../bed/kedro-project.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {runScript} from './judges.ts';
import {pipeline, specInput} from '../../support/spec-samples.ts';

/** Names of dataset → the node that writes it; a node's inputs are the datasets of its dependencies. */
const names = {on: [], '012': [], größe: ['on', '012'], 'ns.last-one': ['größe'], aside: ['on']} as const;

/**
 * Each node appends its name to a file. The last has no name, so that Kedro's own default name is used; with one input
 * only, since `kedro run` of 0.18 splits names at every comma.
 */
const registry = (old: boolean): string => `from functools import partial, update_wrapper
from pathlib import Path

from kedro.pipeline import node, pipeline

GRAPH = ${JSON.stringify(names)}


def append(name, *inputs):
    with Path("ran.txt").open("a", encoding="utf-8") as file:
        file.write(name + "\\n")
    return name


def unnamed(*inputs):
    return append("unnamed")


def make(name, needs):
    function = update_wrapper(partial(append, name), append)
    return node(function, ["d" + str(list(GRAPH).index(n)) for n in needs] or None, "d" + str(list(GRAPH).index(name)),
                name=name.split(".")[-1], namespace=name.split(".")[0] if "." in name else None)


def register_pipelines():
    nodes = [make(name, needs) for name, needs in GRAPH.items()]
    return {"__default__": pipeline(nodes + [node(unnamed, ${old ? '["d4"]' : '["d0", "d4"]'}, "end")])}
`;

const catalog = [...Object.keys(names).map((_, index) => `d${index}`), 'end']
	.map(name => `${name}:\n  type: json.JSONDataset\n  filepath: data/${name}.json\n`)
	.join('');

for (const line of Object.keys(kedroLines) as KedroLine[]) {
	describeWith(await bed.python(`${line}-bare`), `the executions of a spec, with ${line}`, python => {
		it('the executions of a spec run every node once, in an order that Kedro allows', async () => {
			const folder = await mkdtemp(join(tmpdir(), 'spec-kedro-'));
			try {
				const project = await writeProject(folder, {
					kedro: kedroLines[line],
					files: {
						'conf/base/catalog.yml': line === 'kedro-0.18' ? catalog.replaceAll('JSONDataset', 'JSONDataSet') : catalog,
						'src/small/pipeline_registry.py': registry(line === 'kedro-0.18'),
						'src/small/nodes.py': null,
					},
				});
				const env = {PYTHONWARNINGS: 'ignore', DO_NOT_TRACK: '1', KEDRO_DISABLE_TELEMETRY: '1'};
				const kedro = (given: object) => runScript(python, 'run-kedro.py', given, {cwd: project, env});
				const listed = await kedro({list: true});
				const nodes = JSON.parse(listed.trim().split('\n').at(-1) ?? '') as Record<string, string[]>;
				expect(Object.keys(nodes)).toHaveLength(6);
				const args = ['run', '--env=local', '--pipeline=__default__'];
				const input = specInput(pipeline(nodes), {command: ['kedro'], args});
				const {executions} = readSpec(pipelineSpec(input));
				expect(readSpec(argoWorkflow(input)).executions).toEqual(executions);
				await kedro({commands: executions.map(({command: [, ...argv]}) => argv)});
				const ran = (await readFile(join(project, 'ran.txt'), 'utf8')).trim().split('\n');
				expect([...ran].sort()).toEqual([...Object.keys(names), 'unnamed'].sort());
				for (const [name, needs] of Object.entries(names)) {
					for (const need of needs) expect(ran.indexOf(need)).toBeLessThan(ran.indexOf(name));
				}
				expect(ran.indexOf('aside')).toBeLessThan(ran.indexOf('unnamed'));
			} finally {
				await rm(folder, {recursive: true, force: true});
			}
		});
	});
}
