// Inspection at the edges, on each line of Kedro: values that are given at run time, odd names, large catalogs, slow and loud imports.
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {inspectProject} from '../../../src/kedro/inspect.ts';
import {bed} from '../../bed/bed.ts';
import {kedroLines, type KedroLine, writeProject} from '../../bed/kedro-project.ts';
import {describeWith} from '../../bed/part.ts';
import {found} from '../../support/facts.ts';
import {failure, scratch} from '../../support/scratch.ts';
import {dataset, inspected, interpreter} from './projects.ts';

const registry = 'src/small/pipeline_registry.py';

for (const line of Object.keys(kedroLines) as KedroLine[]) {
	describeWith(await bed.python(line), line, python => {
		const kedro = kedroLines[line];
		const type = line === 'kedro-0.18' ? 'json.JSONDataSet' : 'json.JSONDataset';
		const omega =
			line === 'kedro-0.18'
				? 'from kedro.config import OmegaConfigLoader\nCONFIG_LOADER_CLASS = OmegaConfigLoader\n'
				: '';

		it('a registry may read parameters with the resolvers of the settings, as in `kedro run`', async () => {
			const project = await inspected(python, {
				kedro,
				files: {
					'src/small/settings.py': `${omega}def several(name):\n    return [name + "_a", name + "_b"]\n\nCONFIG_LOADER_ARGS = {"base_env": "base", "default_run_env": "local", "custom_resolvers": {"several": several}}\n`,
					'conf/base/parameters.yml': 'regions: ${several:north}\n',
					[registry]: `from pathlib import Path

from kedro.config import OmegaConfigLoader
from kedro.pipeline import node, pipeline


def copy(raw):
    return raw


def register_pipelines():
    folder = Path(__file__).resolve().parents[2] / "conf"
    loader = OmegaConfigLoader(conf_source=str(folder), base_env="base", default_run_env="local")
    regions = loader["parameters"]["regions"]
    return {"__default__": pipeline([node(copy, "raw", region, name=region) for region in regions])}
`,
				},
			});
			expect(project.pipelines.flatMap(({nodes}) => nodes.map(({name}) => name)).sort()).toEqual([
				'north_a',
				'north_b',
			]);
		});

		it('each parameter that cannot be resolved is reported, and the keys of all are kept', async () => {
			const project = await inspected(python, {
				kedro,
				files: {
					'src/small/settings.py': `from omegaconf.resolvers import oc\n${omega}CONFIG_LOADER_ARGS = {"base_env": "base", "default_run_env": "local", "custom_resolvers": {"oc.env": oc.env}}\n`,
					'conf/base/globals.yml': 'known: 1\n',
					'conf/base/parameters.yml': `alpha: 0.5
known: \${globals:known}
model:
  depth: \${runtime_params:depth}
  inner:
    width: 3
    height: \${oc.env:KFP_WIZARD_NO_SUCH_VARIABLE}
`,
					'conf/local/parameters_more.yml': 'late: ${globals:unknown}\nfine: ${runtime_params:x, 7}\n',
				},
			});
			expect(project.parameters).toEqual([
				'alpha',
				'fine',
				'known',
				'late',
				'model',
				'model.depth',
				'model.inner',
				'model.inner.height',
				'model.inner.width',
			]);
			expect(project.unresolved.map(({what, place}) => `${what} ${place?.file}:${place?.line}`)).toEqual([
				'params:model.depth conf/base/parameters.yml:4',
				'params:model.inner.height conf/base/parameters.yml:7',
				'params:late conf/local/parameters_more.yml:1',
			]);
			const fixes = found('config/unresolved', {project: {unresolved: project.unresolved}}).map(({fix}) => fix?.title);
			expect(fixes).toEqual([
				expect.stringContaining('${runtime_params:depth, DEFAULT}'),
				expect.stringContaining('--env-var KFP_WIZARD_NO_SUCH_VARIABLE=VALUE'),
				expect.stringContaining('globals.yml'),
			]);
		});

		it('oc.env is reported where Kedro allows it only in credentials', async () => {
			const project = await inspected(python, {
				kedro,
				files: {'conf/base/catalog.yml': `raw:\n  type: ${type}\n  filepath: \${oc.env:HOME}/raw.json\n`},
			});
			const [finding] = found('config/unresolved', {project: {unresolved: project.unresolved}});
			expect(finding?.message).toContain('raw could not be resolved');
			expect(finding?.fix?.title).toContain('custom_resolvers={"oc.env": oc.env}');
		});

		it('an environment may be a folder inside a folder, as Kedro has it', async () => {
			const files = {
				'conf/prod/eu/catalog.yml': 'report: {type: json.JSONDataset, filepath: s3://eu/report.json}\n',
				'conf/prod/eu/kfp.yml': 'image: eu/small\n',
				'conf/prod/us/catalog.yml': 'report: {type: json.JSONDataset, filepath: s3://us/report.json}\n',
				'conf/test/catalog/more.yml': '{}\n',
			};
			const project = await inspected(python, {kedro: kedroLines[line], files}, {environment: 'prod/eu'});
			expect(project).toMatchObject({
				environment: 'prod/eu',
				environments: ['base', 'local', 'prod', 'prod/eu', 'prod/us', 'test'],
				settings: {values: {image: 'eu/small'}, files: ['conf/prod/eu/kfp.yml']},
				unresolved: [],
			});
			expect(dataset(project, 'report').value).toBe('s3://eu/report.json');
			expect(dataset(project, 'raw').value).toBe('data/raw.json');
		});

		it('an OmegaConfigLoader with renamed environments and its own patterns is used', async () => {
			const project = await inspected(python, {
				kedro,
				files: {
					'src/small/settings.py': `${omega}CONF_SOURCE = "settings"\nCONFIG_LOADER_ARGS = {"base_env": "common", "default_run_env": "laptop", "config_patterns": {"catalog": ["data*"], "parameters": ["knobs*"]}}\n`,
					'settings/common/data.yml': `raw:\n  type: ${type}\n  filepath: data/raw.json\n`,
					'settings/common/knobs.yml': 'alpha: 1\n',
					'settings/laptop/data.yml': `raw:\n  type: ${type}\n  filepath: s3://laptop/raw.json\n`,
				},
			});
			expect(project).toMatchObject({
				confSource: 'settings',
				baseEnvironment: 'common',
				defaultEnvironment: 'laptop',
				environment: 'laptop',
				parameters: ['alpha'],
			});
			expect(dataset(project, 'raw')).toMatchObject({
				value: 's3://laptop/raw.json',
				place: {file: 'settings/laptop/data.yml', line: 1},
			});
		});

		it('B3: a project may have a path and names with spaces, quotes, a line break and non-ASCII letters', async () => {
			const folder = join(await scratch(), "Größe & 'data' $(x)\n日本 🚲 \u05D0");
			await mkdir(folder);
			const root = await writeProject(folder, {
				kedro,
				name: 'Größe 日本 (v2)',
				files: {
					[registry]: `from kedro.pipeline import node, pipeline

from small.nodes import clean


def register_pipelines():
    return {"été 1": pipeline([node(clean, "rohe größe", "été", name="größe_é", tags=["né"])])}
`,
					'conf/base/catalog.yml': `"rohe größe":\n  type: ${type}\n  filepath: data/01 roh/größe.json\n`,
				},
			});
			const project = await inspectProject({root, env: process.env, python: interpreter(python)});
			expect(project.root).toBe(root);
			expect(project.name).toBe('Größe 日本 (v2)');
			expect(project.pipelines).toMatchObject([
				{name: 'été 1', nodes: [{name: 'größe_é', tags: ['né'], inputs: ['rohe größe'], outputs: ['été']}]},
			]);
			expect(dataset(project, 'rohe größe').value).toBe('data/01 roh/größe.json');
		});

		it('thousands of catalog entries are read in a few seconds', async () => {
			const size = 3000;
			const entries = Array.from(
				{length: size},
				(_, index) => `d${index}: {type: ${type}, filepath: "data/${index}.json"}`,
			);
			const project = await inspected(python, {
				kedro,
				files: {
					'conf/base/catalog.yml': `${entries.join('\n')}\n`,
					[registry]: `from kedro.pipeline import node, pipeline

from small.nodes import clean


def register_pipelines():
    return {"__default__": pipeline([node(clean, f"d{i}", f"d{i + 1}", name=f"n{i}") for i in range(500)])}
`,
				},
			});
			expect(project.datasets).toHaveLength(501);
			expect(dataset(project, 'd500')).toMatchObject({value: 'data/500.json', place: {line: 501}});
			expect(project.unusedEntries).toHaveLength(size - 501);
		});

		it('of dataset factories the most specific one matches first, the catch-all last', async () => {
			const project = await inspected(python, {
				kedro,
				files: {
					'conf/base/catalog.yml': `"{default}":
  type: pickle.PickleDataSet
  filepath: s3://b/any/{default}.pkl

"{layer}_{name}":
  type: ${type}
  filepath: s3://b/{layer}/{name}.json

"{layer}_{name}_csv":
  type: pandas.CSVDataSet
  filepath: s3://b/{layer}/{name}.csv

"{space}.{layer}_{name}":
  type: ${type}
  filepath: s3://b/{space}/{layer}/{name}.json
`,
					[registry]: `from kedro.pipeline import node, pipeline

from small.nodes import clean


def register_pipelines():
    return {"__default__": pipeline([node(clean, "raw_a", "int_a_csv", name="a"), node(clean, "int_a_csv", "plain", name="b"), node(clean, "plain", "ns.out_x", name="c")])}
`,
				},
			});
			const patternOf = (name: string) => [dataset(project, name).pattern, dataset(project, name).value];
			expect(patternOf('raw_a')).toEqual(['{layer}_{name}', 's3://b/raw/a.json']);
			expect(patternOf('int_a_csv')).toEqual(['{layer}_{name}_csv', 's3://b/int/a.csv']);
			expect(patternOf('plain')).toEqual(['{default}', 's3://b/any/plain.pkl']);
			expect(patternOf('ns.out_x')).toEqual(['{space}.{layer}_{name}', 's3://b/ns/out/x.json']);
		});

		it('B8: a project may print, log and sleep at import, and a slow import is reported', async () => {
			const root = await writeProject(await scratch(), {
				kedro,
				files: {
					'src/small/__init__.py': `import logging, sys, time

print("{" * 100_000)
sys.stderr.write("warming up\\n")
logging.basicConfig(level="DEBUG")
logging.error("not an error")
time.sleep(1)
`,
				},
			});
			const reported: number[] = [];
			const project = await inspectProject({
				root,
				env: process.env,
				python: interpreter(python),
				slow: {after: 0.2, report: seconds => reported.push(seconds)},
			});
			expect(project.pipelines[0]?.nodes).toHaveLength(3);
			expect(reported).toEqual([0.2]);
		});

		it('F36: the error for an import that takes too long names --timeout', async () => {
			const error = await failure(
				inspected(python, {kedro, files: {'src/small/__init__.py': 'import time\ntime.sleep(60)\n'}}, {timeout: 1}),
			);
			expect(error).toMatchObject({code: 'INSPECT_TIMEOUT', exitCode: 3});
			expect(error.message).toContain('--timeout');
		});
	});
}
