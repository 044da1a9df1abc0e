// What tasks hand over to Kubeflow's pages, with real Kedro of three lines behind a launcher like that of KFP.
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {type Bootstrap, withBootstrap} from '../../../src/kedro/bootstrap.ts';
import {executorInput as executorInputOf} from '../../../src/pipeline-spec/executor-input.ts';
import {run} from '../../../src/system/exec.ts';
import {bed} from '../../bed/bed.ts';
import {type KedroLine, kedroLines, writeProject} from '../../bed/kedro-project.ts';
import {describeWith, together} from '../../bed/part.ts';
import {below, ExecutorInput, launch, type Launched} from '../../fakes/launcher.ts';

const datasetsPy = `from pathlib import PurePosixPath

import fsspec
from kedro.io.core import AbstractVersionedDataset, DatasetError


class Figure:
    def to_plotly_json(self):
        return {}

    def to_html(self, full_html, include_plotlyjs):
        return "<div>plot%s</div>" % (" with library" if include_plotlyjs else "")


class PlotDataset(AbstractVersionedDataset):
    """Saves pictures and cannot load them, as that of matplotlib."""

    def __init__(self, filepath, version=None):
        self._fs = fsspec.filesystem("file", auto_mkdir=True)
        super().__init__(PurePosixPath(filepath), version, self._fs.exists, self._fs.glob)

    def _save(self, data):
        folder = self._get_save_path()
        for name, content in data.items():
            with self._fs.open(str(folder / name), "wb") as file:
                file.write(content)

    def _load(self):
        raise DatasetError("cannot be loaded")

    def _exists(self):
        return self._fs.exists(str(self._get_load_path()))

    def _describe(self):
        return {}


class FigureDataset(PlotDataset):
    def _save(self, data):
        with self._fs.open(str(self._get_save_path()), "w") as file:
            file.write("{}")

    def _load(self):
        return Figure()


class BrokenDataset(FigureDataset):
    def _load(self):
        raise DatasetError("the <file> is broken")
`;

const nodesPy = `import pandas as pd


def evaluate(raw):
    frame = pd.DataFrame({"a": range(30), "b": ["<x>"] * 30})
    numbers = {
        "model": {"mae": 12.5, "rows": 3, "good": True},
        "MAE": 1.0,
        "mae": 2.0,
        "nan": float("nan"),
        "name": "ridge",
        "list": [1.0],
    }
    plots = {"b.png": b"second", "a.png": b"first"}
    return numbers, "<!doctype html><p>well</p>", "# Title", frame, plots, {}, {}, "plain & simple"


def fail(metrics):
    raise SystemExit(3)
`;

const outputs = ['ns.metrics', 'report', 'text', 'table', 'plots', 'figure', 'broken', 'note'];

const registryPy = `from kedro.pipeline import node, pipeline

from small.nodes import evaluate, fail


def register_pipelines():
    return {
        "__default__": pipeline(
            [
                node(evaluate, "raw", ${JSON.stringify(outputs)}, name="evaluate"),
                node(fail, "ns.metrics", "never", name="fail"),
            ]
        )
    }
`;

const catalog = (old: boolean): string => {
	const set = old ? 'DataSet' : 'Dataset';
	const entry = (name: string, type: string, file: string, more = ''): string =>
		`"${name}":\n  type: ${type}\n  filepath: data/${file}\n${more}`;
	return [
		entry('raw', `json.JSON${set}`, 'raw.json'),
		entry('{space}.metrics', `json.JSON${set}`, '{space}/metrics.json', '  versioned: true\n'),
		entry('report', `text.Text${set}`, 'report.html'),
		entry('text', `text.Text${set}`, 'text.md'),
		entry('note', `text.Text${set}`, 'note.txt'),
		entry('table', `pandas.CSV${set}`, 'table.csv', '  save_args: {index: false}\n'),
		entry('plots', 'small.datasets.PlotDataset', 'plots', '  versioned: true\n'),
		entry('figure', 'small.datasets.FigureDataset', 'figure.json'),
		entry('broken', 'small.datasets.BrokenDataset', 'broken.json'),
		entry('never', `json.JSON${set}`, 'never.json'),
	].join('');
};

/** The executor input of a task with these artifacts, in the form of the recording. */
function executorInput(kinds: Readonly<Record<string, string>>): ExecutorInput {
	const folder = 'mlpipeline/v2/artifacts/p/run/evaluate/uuid';
	const one = (name: string, schemaTitle: string) => ({
		artifacts: [{name, type: {schemaTitle, schemaVersion: '0.0.1'}, uri: `minio://${folder}/${name}`}],
	});
	return {
		inputs: {parameterValues: {nodes: 'evaluate'}},
		outputs: {
			artifacts: Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, one(name, `system.${kind}`)])),
			outputFile: `/minio/${folder}/output_metadata.json`,
		},
	};
}

const makeProject = async (line: KedroLine): Promise<string> =>
	writeProject(await mkdtemp(join(tmpdir(), 'artifacts-')), {
		kedro: kedroLines[line],
		files: {
			'conf/base/catalog.yml': catalog(line === 'kedro-0.18'),
			'src/small/datasets.py': datasetsPy,
			'src/small/nodes.py': nodesPy,
			'src/small/pipeline_registry.py': registryPy,
		},
	});

const plain = {command: ['kedro'], args: ['run', '--env=base', '--pipeline=__default__'], nodesFlag: '--nodes'};

/** A task of one node. */
function runTask(
	{python, project}: {readonly python: string; readonly project: string},
	node: string,
	artifacts: Pick<Bootstrap, 'metrics' | 'reports'>,
	input: ExecutorInput,
): Promise<Launched> {
	const {command, args} = withBootstrap(plain, {parameters: {}, inputs: {}, ...artifacts});
	const words = [python, ...command.slice(1), '{{$}}', ...args, "--nodes={{$.inputs.parameters['nodes']}}"];
	const given = {...input, inputs: {parameterValues: {nodes: node}}};
	return launch(words, below(project, given), {cwd: project, env: {KEDRO_DISABLE_TELEMETRY: '1'}});
}

for (const line of Object.keys(kedroLines) as KedroLine[]) {
	describeWith(await bed.python(line), `the metrics and reports of a task, with ${line}`, python => {
		let project: string;
		beforeAll(async () => {
			project = await makeProject(line);
		});
		afterAll(() => rm(project, {recursive: true, force: true}));

		it('numbers arrive typed under joined names, and pages are complete by themselves', async () => {
			const [, ...reports] = outputs;
			const artifacts = {
				metrics: {ns_metrics: 'ns.metrics'},
				reports: Object.fromEntries(reports.map(name => [name, name])),
			};
			const kinds = {ns_metrics: 'Metrics', report: 'HTML', text: 'Markdown', table: 'HTML', plots: 'HTML'};
			const more = {figure: 'HTML', broken: 'HTML', note: 'HTML'};
			const done = await runTask({python, project}, 'evaluate', artifacts, executorInput({...kinds, ...more}));
			expect(done.exitCode, done.log).toBe(0);
			const {ns_metrics: metrics, ...pages} = done.artifacts;
			expect(metrics).toEqual({
				type: 'system.Metrics',
				metadata: {'model.mae': 12.5, 'model.rows': 3, 'model.good': true, MAE: 1},
				file: '',
			});
			expect(done.log).toMatch(/ns\.metrics: .*: mae, nan, name, list$/m);
			const file = (name: string): string => pages[name]?.file ?? '';
			expect(file('report')).toBe('<!doctype html><p>well</p>');
			expect(file('text')).toBe('# Title');
			expect(file('note')).toContain('<pre>plain &amp; simple</pre>');
			expect(file('table')).toContain('30 rows and 2 columns, the first 20:');
			expect(file('table')).toContain('<td>&lt;x&gt;</td>');
			expect(file('plots')).toMatch(/<h2>a\.png<\/h2>\n<img src="data:image\/png;base64,Zmlyc3Q=">\n<h2>b\.png/);
			expect(file('figure')).toContain('<div>plot with library</div>');
			expect(file('broken')).toContain('broken cannot be shown: DatasetError: ');
			expect(file('broken')).toContain('the &lt;file> is broken');
			expect(done.log).toMatch(/^kfp-wizard: artifacts: ns_metrics \(4 values\), report \(0\.0 kB\), text/m);
		});
	});
}

describeWith(
	together({python: await bed.python('kedro-1'), folder: await bed.recordings()}),
	'the executor input of a real server',
	({python, folder}) => {
		let project: string;
		beforeAll(async () => {
			project = await makeProject('kedro-1');
		});
		afterAll(() => rm(project, {recursive: true, force: true}));

		it('has the form of the fake one, and what it declares is handed over', async () => {
			const text = await readFile(join(folder, 'runs', 'metrics', 'executor-input.json'), 'utf8');
			const input = ExecutorInput.parse(JSON.parse(text));
			const artifacts = {metrics: {metrics: 'ns.metrics'}, reports: {report: 'report', text: 'text'}};
			const done = await runTask({python, project}, 'evaluate', artifacts, input);
			expect(done.artifacts, done.log).toMatchObject({
				metrics: {type: 'system.Metrics', metadata: {'model.mae': 12.5}, file: ''},
				report: {type: 'system.HTML', file: '<!doctype html><p>well</p>'},
				text: {type: 'system.Markdown', file: '# Title'},
			});
		});

		it('the pages of a v1 run get the same in two files', async () => {
			const [metrics, pages] = ['metrics.json', 'pages.json'].map(name => join(project, 'v1', name));
			const artifacts = {
				metrics: {metrics: 'ns.metrics'},
				reports: {report: 'report', text: 'text'},
				v1: true as const,
			};
			const kinds = {metrics: 'metrics', report: 'html', text: 'markdown'} as const;
			const described = Object.entries(kinds).map(([name, kind]) => ({name, dataset: name, kind}));
			const files = {metrics: metrics ?? '', pages: pages ?? ''};
			const {command, args} = withBootstrap(plain, {parameters: {}, inputs: {}, ...artifacts});
			const words = [...command.slice(1), executorInputOf(described, join(project, 'v1'), files), ...args];
			const done = await run(python, [...words, '--nodes=evaluate'], {cwd: project});
			expect(done.exitCode, done.stderr).toBe(0);
			expect(JSON.parse(await readFile(files.metrics, 'utf8'))).toMatchObject({
				metrics: [{name: 'metrics-model-mae', numberValue: 12.5, format: 'RAW'}, {}, {}, {}],
			});
			expect(JSON.parse(await readFile(files.pages, 'utf8'))).toEqual({
				version: 1,
				outputs: [
					{type: 'web-app', storage: 'inline', source: '<!doctype html><p>well</p>'},
					{type: 'markdown', storage: 'inline', source: '# Title'},
				],
			});
		});

		it('a task that fails fails as it did, and hands nothing over', async () => {
			const failed = await runTask(
				{python, project},
				'fail',
				{metrics: {never: 'never'}},
				executorInput({never: 'Metrics'}),
			);
			expect([failed.exitCode, failed.artifacts]).toEqual([3, {}]);
		});

		it('a python3 without Kedro starts plain Kedro, which hands nothing over', async () => {
			const {command, args} = withBootstrap(plain, {parameters: {}, inputs: {}, metrics: {metrics: 'ns.metrics'}});
			const words = ['-S', ...command.slice(1), '{}', ...args, '--nodes=evaluate'];
			const env = {PATH: `${dirname(python)}:${process.env['PATH'] ?? ''}`, KEDRO_DISABLE_TELEMETRY: '1'};
			const done = await run(python, words, {cwd: project, env});
			expect(done.exitCode, done.stderr).toBe(0);
			expect(done.stderr).toContain('kfp-wizard: no artifacts: the python3 of the image has no Kedro');
			expect(done.stdout).toContain('Pipeline execution completed');
		});

		it('the paths are those that the launcher takes files from', async () => {
			const program = await readFile(new URL('../../../src/kedro/artifacts/hand_over.py', import.meta.url), 'utf8');
			const uris = ['minio://b/k', 's3://b/k', 'gs://b/k', 'file:///tmp/k'];
			const print = `print(*map(path_of, ${JSON.stringify(uris)}))`;
			const {stdout} = await run(python, ['-c', `${program}\n${print}`]);
			expect(stdout.trim()).toBe('/minio/b/k /s3/b/k /gcs/b/k /tmp/k');
		});
	},
);
