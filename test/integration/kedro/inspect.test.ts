// The inspected project, field by field, on real projects with the three real Kedro lines.
import {beforeAll, expect, it} from 'vitest';
import type {Project} from '../../../src/schema/project.ts';
import {bed} from '../../bed/bed.ts';
import {kedroLines, type KedroLine} from '../../bed/kedro-project.ts';
import {describeWith} from '../../bed/part.ts';
import {dataset, inspected} from './projects.ts';

const canary = 'CANARY-d41d8cd98f';

const pipelines = (named: string): string => `from functools import partial, wraps

from kedro.pipeline import node, pipeline


def add(a, b):
    return a


def logged(function):
    @wraps(function)
    def inner(*args):
        return function(*args)
    return inner


@logged
def wrapped(a):
    return a


class Callable:
    def __call__(self, a):
        return a


def register_pipelines():
    print("noise " * 100000)
    step = pipeline([node(add, ["x", "params:b"], "y", name="add")], namespace="space")
    odd = pipeline([
        node(add, ["a", "params:b"], "c"),
        node(lambda a: a, "a", "lambda_out"),
        node(partial(add, b=1), "a", "partial_out"),
        node(Callable(), "a", "object_out"${named}),
    ])
    main = pipeline([
        node(wrapped, "raw", "frame@spark", name="second", tags=["b", "a"]),
        node(add, ["frame@pandas", "parameters"], ["model", "prices_csv"], name="third", confirms="incremental"),
        node(wrapped, "cached", "raw", name="first"),
        node(wrapped, "incremental", "shards", name="zeroth"),
        node(wrapped, "explicit_memory", "versioned", name="other"),
        node(wrapped, "table", "api", name="services"),
    ])
    return {"__default__": main + step, "odd": odd, "nothing": None}
`;

const catalog = `_frame: &frame
  type: pandas.CSVDataset
  credentials: s3_keys

frame@spark:
  type: spark.SparkDataset
  filepath: \${globals:bucket}/frame

"frame@pandas":
  <<: *frame
  filepath: \${globals:bucket}/frame

raw: {type: json.JSONDataset, filepath: data/base.json}

cached:
  type: CachedDataset
  data_set:
    type: pickle.PickleDataset
    filepath: s3://bucket/cached.pkl
    versioned: true
    credentials: {key: ${canary}}

incremental:
  type: partitions.IncrementalDataset
  path: s3://bucket/parts
  dataset: pandas.CSVDataset
  checkpoint:
    type: text.TextDataset
    filepath: data/checkpoint

explicit_memory:
  type: MemoryDataset
  data: [1, 2]
  plotly_args: {type: bar}

versioned:
  type: pickle.PickleDataset
  filepath: data/v.pkl
  versioned: true
  credentials: {client_kwargs: {endpoint_url: "http://minio:9000"}, anon: false}

table:
  type: pandas.SQLTableDataset
  table_name: customers
  credentials: db

api:
  type: api.APIDataset
  url: https://user:${canary}@example.org/v1?token=${canary}&page=2

forgotten:
  type: MemoryDataset

"{kind}_csv":
  type: pandas.CSVDataset
  filepath: data/{kind}.csv

"space.{name}":
  type: pickle.PickleDataset
  filepath: data/space/{name}.pkl
`;

const files = (named: string): Record<string, string> => ({
	'src/small/pipeline_registry.py': pipelines(named),
	'conf/base/catalog.yml': catalog,
	'conf/base/globals.yml': 'bucket: data\n',
	'conf/base/parameters.yml': 'b: 1\nmodel:\n  depth: 3\n',
	'conf/base/logging.yml':
		'version: 1\nhandlers:\n  file:\n    class: logging.FileHandler\n    filename: info.log\nroot:\n  handlers: [file]\n',
	'conf/local/credentials.yml': `{ this is: [no YAML, ${canary}\n`,
	'conf/aws/globals.yml': 'bucket: s3://bucket\n',
	'conf/aws/catalog/more.yml':
		'# the data of the cluster\n\nraw:\n  type: json.JSONDataset\n  filepath: s3://bucket/raw.json\n',
	'conf/aws/spark.yml': '---\n# nothing\n',
	'conf/.hidden/catalog.yml': 'x: 1\n',
});

for (const line of Object.keys(kedroLines) as KedroLine[]) {
	describeWith(await bed.python(line), line, python => {
		const kedro = kedroLines[line];
		// Kedro 1 has no default name for a callable object: the pipeline does not even import.
		const rich = {kedro, files: files(line === 'kedro-1' ? ', name="object"' : '')};

		let project: Project;
		beforeAll(async () => {
			project = await inspected(python, rich, {environment: 'aws'});
		});

		it('the document has everything of a project and no secret', () => {
			expect(JSON.stringify(project)).not.toContain(canary);
			expect(project).toMatchObject({
				schema: 1,
				name: 'Small Project',
				package: 'small',
				kedro,
				kedroInit: kedro,
				python: {executable: python, source: 'test'},
				confSource: 'conf',
				sourceDir: 'src',
				environments: ['aws', 'base', 'local'],
				baseEnvironment: 'base',
				defaultEnvironment: 'local',
				environment: 'aws',
				environmentFiles: [
					{file: 'conf/aws/catalog/more.yml', kind: 'catalog', empty: false},
					{file: 'conf/aws/globals.yml', kind: 'globals', empty: false},
					{file: 'conf/aws/spark.yml', kind: 'other', empty: true},
				],
				parameters: ['b', 'model', 'model.depth'],
				requirements: ['pyproject.toml', 'requirements.txt'],
				unusedEntries: ['forgotten'],
				unresolved: [],
			});
			// Up to 0.19 Kedro warns of the partial.
			expect(project.notices.map(notice => notice.kind)).toEqual(line === 'kedro-1' ? [] : ['warning']);
			expect(project.python.version).toMatch(/^3\.\d+\.\d+$/);
			expect(project.plugins).toEqual(line === 'kedro-0.18' ? [] : ['kedro-telemetry']);
			expect(project.pipelines.map(pipeline => pipeline.name)).toEqual(['__default__', 'nothing', 'odd']);
		});

		it('nodes are ordered by their dependencies, then by name', () => {
			const [main, nothing] = project.pipelines;
			expect(main?.nodes.map(node => node.name)).toEqual([
				'first',
				'other',
				'second',
				'services',
				'space.add',
				'third',
				'zeroth',
			]);
			expect(nothing?.nodes).toEqual([]);
			expect(main?.nodes[2]).toEqual({
				hints: {},
				// It has a name.
				call: {file: 'src/small/pipeline_registry.py', line: 37, source: null},
				name: 'second',
				named: true,
				namespace: null,
				tags: ['a', 'b'],
				inputs: ['raw'],
				outputs: ['frame@spark'],
				confirms: [],
				function: 'small.pipeline_registry.wrapped',
				place: {file: 'src/small/pipeline_registry.py', line: 17},
				dependencies: ['first'],
			});
			// Across a transcoded pair.
			expect(main?.nodes[5]).toMatchObject({
				name: 'third',
				dependencies: ['second'],
				confirms: ['incremental'],
				inputs: ['frame@pandas', 'parameters'],
			});
			expect(main?.nodes[4]).toMatchObject({
				name: 'space.add',
				named: true,
				namespace: 'space',
				inputs: ['space.x', 'params:space.b'],
				outputs: ['space.y'],
			});
		});

		it('generated node names are marked', () => {
			const nodes = project.pipelines.find(pipeline => pipeline.name === 'odd')?.nodes ?? [];
			const by = (output: string) => nodes.find(node => node.outputs[0] === output);
			const name = (output: string) => by(output)?.name;
			if (line === 'kedro-1') {
				expect(name('c')).toMatch(/^add__[0-9a-f]{8}$/);
				expect(name('lambda_out')).toMatch(/^<lambda>__[0-9a-f]{8}$/);
				expect(name('partial_out')).toMatch(/^partial\(add\)__[0-9a-f]{8}$/);
				expect(by('object_out')).toMatchObject({name: 'object', named: true});
			} else {
				const separator = line === 'kedro-0.18' ? ',' : ';';
				expect(name('c')).toBe(`add([a${separator}params:b]) -> [c]`);
				expect(name('lambda_out')).toBe('<lambda>([a]) -> [lambda_out]');
				expect(name('partial_out')).toBe('<partial>([a]) -> [partial_out]');
				expect(name('object_out')).toMatch(/Callable object at 0x[0-9a-f]+>\(\[a\]\) -> \[object_out\]$/);
				expect(by('object_out')?.named).toBe(false);
			}
			expect(nodes.filter(node => node.name !== 'object').every(node => !node.named)).toBe(true);
			const file = 'src/small/pipeline_registry.py';
			expect(by('c')).toMatchObject({function: 'small.pipeline_registry.add', place: {file, line: 6}});
			expect(by('partial_out')).toMatchObject({function: 'small.pipeline_registry.add', place: {file, line: 6}});
			expect(by('object_out')).toMatchObject({
				function: 'small.pipeline_registry.Callable',
				place: {file, line: 22},
			});
			expect(by('lambda_out')?.place).toEqual({file, line: 32});
		});

		it('the catalog is resolved for the environment, with source locations', () => {
			const base = 'conf/base/catalog.yml';
			expect(dataset(project, 'raw')).toMatchObject({
				source: 'entry',
				value: 's3://bucket/raw.json',
				place: {file: 'conf/aws/catalog/more.yml', line: 3},
			});
			expect(dataset(project, 'frame@spark')).toMatchObject({
				type: 'spark.SparkDataset',
				key: 'filepath',
				value: 's3://bucket/frame',
				credentials: null,
				place: {file: base, line: 5},
			});
			expect(dataset(project, 'frame@pandas')).toMatchObject({
				type: 'pandas.CSVDataset',
				credentials: 's3_keys',
				place: {file: base, line: 9},
			});
			expect(dataset(project, 'cached')).toMatchObject({
				type: 'CachedDataset',
				value: null,
				versioned: true,
				credentials: '(inline)',
				inner: {type: 'pickle.PickleDataset', key: 'filepath', value: 's3://bucket/cached.pkl'},
			});
			expect(dataset(project, 'incremental')).toMatchObject({
				key: 'path',
				value: 's3://bucket/parts',
				inner: {type: 'pandas.CSVDataset', key: null, value: null},
				paths: [{key: 'checkpoint.filepath', value: 'data/checkpoint'}],
			});
			expect(dataset(project, 'api').value).toBe('https://user:***@example.org/v1?token=***&page=2');
			expect(dataset(project, 'table')).toMatchObject({key: 'table_name', value: 'customers', credentials: 'db'});
			expect(dataset(project, 'versioned')).toMatchObject({versioned: true, credentials: '(inline, no secret)'});
			expect(dataset(project, 'explicit_memory')).toMatchObject({
				source: 'entry',
				type: 'MemoryDataset',
				key: 'data',
				// An option with a type of its own is not a dataset.
				inner: null,
			});
			expect(dataset(project, 'model')).toMatchObject({source: 'none', type: null, place: null});
			expect(dataset(project, 'prices_csv')).toMatchObject({
				source: 'pattern',
				pattern: '{kind}_csv',
				value: 'data/prices.csv',
			});
			expect(dataset(project, 'space.y')).toMatchObject({
				source: 'pattern',
				pattern: 'space.{name}',
				value: 'data/space/y.pkl',
			});
		});

		it('an environment without a folder is resolved with base alone', async () => {
			const project = await inspected(python, rich, {environment: 'nowhere'});
			expect(project).toMatchObject({environment: 'nowhere', environmentFiles: [], unresolved: []});
			expect(dataset(project, 'raw').value).toBe('data/base.json');
			expect(dataset(project, 'frame@spark').value).toBe('data/frame');
		});

		it('renamed environments are used', async () => {
			const loader =
				line === 'kedro-0.18'
					? 'from kedro.config import OmegaConfigLoader\nCONFIG_LOADER_CLASS = OmegaConfigLoader\n'
					: '';
			const project = await inspected(python, {
				kedro,
				files: {
					'src/small/settings.py': `${loader}CONF_SOURCE = "config/all"\nCONFIG_LOADER_ARGS = {"base_env": "common", "default_run_env": "dev"}\n`,
					'conf/base/catalog.yml': null,
					'conf/base/parameters.yml': null,
					'conf/local/credentials.yml': null,
					'config/all/common/catalog.yml': 'raw:\n  type: json.JSONDataset\n  filepath: a.json\n',
					'config/all/dev/catalog.yml': '\nraw:\n  type: json.JSONDataset\n  filepath: b.json\n',
				},
			});
			expect(project).toMatchObject({
				confSource: 'config/all',
				environments: ['common', 'dev'],
				baseEnvironment: 'common',
				defaultEnvironment: 'dev',
				environment: 'dev',
			});
			expect(dataset(project, 'raw')).toMatchObject({
				value: 'b.json',
				place: {file: 'config/all/dev/catalog.yml', line: 2},
			});
		});

		it('B7: all other entries are kept when some cannot be resolved', async () => {
			const project = await inspected(python, {
				kedro,
				files: {
					'conf/base/catalog.yml': `raw:
  type: json.JSONDataset
  filepath: "\${runtime_params:folder}/raw.json"

report:
  type: json.JSONDataset
  filepath: \${_root}/report.json

model:
  type: pickle.PickleDataset
  filepath: \${oc.env:KFP_WIZARD_NO_SUCH_VARIABLE}

_root: s3://bucket
`,
				},
			});
			expect(dataset(project, 'report').value).toBe('s3://bucket/report.json');
			expect(dataset(project, 'raw')).toMatchObject({source: 'entry', type: 'json.JSONDataset', value: null});
			expect(project.unresolved.map(one => [one.what, one.place])).toEqual([
				['raw', {file: 'conf/base/catalog.yml', line: 1}],
				['model', {file: 'conf/base/catalog.yml', line: 9}],
			]);
			expect(project.unresolved[0]?.reason).toContain("Runtime parameter 'folder' not found");
			expect(project.unresolved[1]?.reason).toContain('oc.env');
		});

		it('a pipeline that Kedro drops is reported with the cause', async () => {
			const project = await inspected(python, {
				kedro,
				files: {
					'src/small/pipeline_registry.py': `import warnings

from kedro.framework.project import find_pipelines

warnings.warn("old habits")


def register_pipelines():
    warnings.filterwarnings("ignore")
    found = find_pipelines()
    return {**found, "__default__": sum(found.values())}
`,
					'src/small/pipelines/__init__.py': '',
					'src/small/pipelines/good/__init__.py':
						'from kedro.pipeline import node, pipeline\n\ndef create_pipeline():\n    return pipeline([node(len, "a", "b", name="good")])\n',
					'src/small/pipelines/bad/__init__.py': 'from .nodes import create_pipeline\n',
					'src/small/pipelines/bad/nodes.py': '\nimport no_such_module_at_all\n',
					'src/small/pipelines/helpers/__init__.py': '',
				},
			});
			expect(project.pipelines.map(pipeline => pipeline.name)).toEqual(['__default__', 'good']);
			expect(project.pipelines[1]?.nodes[0]).toMatchObject({function: 'builtins.len', place: null});
			expect(project.notices).toContainEqual({
				kind: 'pipeline-dropped',
				message:
					"small.pipelines.bad cannot be imported, so Kedro drops its pipeline: ModuleNotFoundError: No module named 'no_such_module_at_all'",
				place: {file: 'src/small/pipelines/bad/nodes.py', line: 2},
			});
			const others = project.notices.filter(notice => notice.kind === 'warning');
			expect(others).toContainEqual({
				kind: 'warning',
				message: 'UserWarning: old habits',
				place: {file: 'src/small/pipeline_registry.py', line: 5},
			});
			expect(others.some(notice => notice.message.includes('small.pipelines.helpers'))).toBe(true);
			expect(project.notices).toHaveLength(3);
		});

		it('the readable part of a broken settings.py is used', async () => {
			const loader =
				line === 'kedro-0.18'
					? 'from kedro.config import OmegaConfigLoader\nCONFIG_LOADER_CLASS = OmegaConfigLoader\n'
					: '';
			const project = await inspected(python, {
				kedro,
				files: {
					'src/small/settings.py': `from kedro_viz.integrations.kedro.sqlite_store import SQLiteStore\n\nSESSION_STORE_CLASS = SQLiteStore\n${loader}CONFIG_LOADER_ARGS = {"base_env": "base", "default_run_env": "dev"}\n`,
					'conf/dev/catalog.yml': 'raw:\n  type: json.JSONDataset\n  filepath: s3://dev/raw.json\n',
				},
			});
			expect(project.environment).toBe('dev');
			expect(dataset(project, 'raw').value).toBe('s3://dev/raw.json');
			expect(project.pipelines[0]?.nodes).toHaveLength(3);
			expect(project.notices).toEqual([
				{
					kind: 'settings',
					message: "settings.py cannot be loaded: ModuleNotFoundError: No module named 'kedro_viz'",
					place: {file: 'src/small/settings.py', line: 1},
				},
			]);
		});

		it('a project for another Kedro version is inspected with a notice', async () => {
			// `project_version` is the key of 0.18, which later versions refuse.
			const init = {
				'kedro-0.18': 'project_version = "0.17.7"',
				'kedro-0.19': 'project_version = "0.18.14"',
				'kedro-1': 'kedro_init_version = "0.18.14"',
			}[line];
			const project = await inspected(python, {
				kedro,
				files: {'pyproject.toml': `[tool.kedro]\npackage_name = "small"\nproject_name = "Old"\n${init}\n`},
			});
			expect(project.kedroInit).toBe(line === 'kedro-0.18' ? '0.17.7' : '0.18.14');
			expect(project.requirements).toEqual(['requirements.txt']);
			expect(project.pipelines[0]?.nodes).toHaveLength(3);
			expect(project.notices).toMatchObject([{kind: 'version', place: {file: 'pyproject.toml', line: null}}]);
			expect(project.notices[0]?.message).toContain(line === 'kedro-0.18' ? '0.17.7' : '0.18.14');
		});
	});
}
