// Projects that do not import, do not end or do not load: what is reported.
import {chmod, readdir, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';
import {inspectProject} from '../../../src/kedro/inspect.ts';
import {kedroLines, type KedroLine, writeProject} from '../../bed/kedro-project.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {failure, scratch} from '../../support/scratch.ts';
import {dataset, inspected, interpreter} from './projects.ts';

const registry = 'src/small/pipeline_registry.py';
const inspector = fileURLToPath(new URL('../../../src/kedro/inspector', import.meta.url));

for (const line of Object.keys(kedroLines) as KedroLine[]) {
	describeWith(await bed.python(line), line, python => {
		it('the error for a missing module has its file and line, and the command that installs it', async () => {
			const error = await failure(
				inspected(python, {
					kedro: kedroLines[line],
					files: {'src/small/nodes.py': '"""Nodes."""\nimport json\n\nimport sklearn.no_such\n'},
				}),
			);
			expect(error).toMatchObject({
				kind: 'project',
				exitCode: 3,
				code: 'IMPORT_FAILED',
				message: "Can't import the project: ModuleNotFoundError: No module named 'sklearn' (src/small/nodes.py:4)",
			});
			expect(error.detail).toContain('import sklearn.no_such');
			expect(error.detail).toMatch(/^File "src\/small\/pipeline_registry\.py"/);
			expect(error.next.map(next => next.command)).toEqual([
				expect.stringMatching(/^\S*(?:python -m|uv) pip install (?:--python \S+ )?scikit-learn$/),
				expect.stringMatching(/^\S*(?:python -m|uv) pip install (?:--python \S+ )?-r \S+\/requirements\.txt$/),
			]);
		});
	});
}

describeWith(await bed.python('kedro-1'), 'on Kedro 1', python => {
	it('the data location of a table in an embedded database is its file', async () => {
		const connections = `_file: {backend: duckdb, database: shop.duckdb}

raw: {type: ibis.TableDataset, table_name: raw, connection: "\${_file}"}
cleaned: {type: ibis.TableDataset, table_name: cleaned, connection: {backend: duckdb}}
model: {type: ibis.TableDataset, table_name: model, connection: {backend: postgres, database: shop}}
`;
		const project = await inspected(python, {files: {'conf/base/catalog.yml': connections}});
		expect(dataset(project, 'raw')).toMatchObject({key: 'database', value: 'shop.duckdb'});
		expect(dataset(project, 'cleaned')).toMatchObject({key: 'database', value: ':memory:'});
		expect(dataset(project, 'model')).toMatchObject({key: 'table_name', value: 'model'});
		const urls = `raw: {type: pandas.SQLTableDataset, table_name: raw, credentials: shop}
cleaned: {type: pandas.SQLQueryDataset, sql: select 1, credentials: {con: "sqlite:////var/shop.db"}}
model: {type: pandas.SQLTableDataset, table_name: model, credentials: server}
`;
		const credentials = 'shop: {con: "sqlite:///data/shop.db"}\nserver: {con: "postgresql://ada:pw@db/shop"}\n';
		const files = {'conf/base/catalog.yml': urls, 'conf/local/credentials.yml': credentials};
		const withUrls = await inspected(python, {files});
		expect(dataset(withUrls, 'raw')).toMatchObject({key: 'database', value: 'data/shop.db'});
		expect(dataset(withUrls, 'cleaned')).toMatchObject({key: 'database', value: '/var/shop.db'});
		expect(dataset(withUrls, 'model')).toMatchObject({key: 'table_name', value: 'model'});
	});

	it('what an installed package lacks is named, also in settings.py, which comes before what follows from it', async () => {
		const submodule = await failure(inspected(python, {files: {'src/small/nodes.py': 'import dynaconf.no_such\n'}}));
		expect(submodule.message).toMatch(
			/^Can't import the project: dynaconf [\d.]+ is installed and has no dynaconf\.no_such; another version is needed \(src\/small\/nodes\.py:1\)$/,
		);
		expect(submodule.next.map(({command}) => command)).toContainEqual(
			expect.stringMatching(/pip install (?:--python \S+ )?'dynaconf<\d+'$/),
		);
		const settings = 'from kedro.config import NoSuchLoader\n\nCONFIG_LOADER_ARGS = {"custom_resolvers": {}}\n';
		const follows = {
			[registry]: 'from kedro.framework.project import settings\n\nraise ValueError(settings.MODEL)\n',
			'src/small/settings.py': settings,
		};
		expect((await failure(inspected(python, {files: follows}))).message).toMatch(
			/^Can't import the project: settings\.py cannot be loaded: kedro 1\.\S+ is installed and has no kedro\.config\.NoSuchLoader; .* \(src\/small\/settings\.py:1\)$/,
		);
	});

	it('arguments that the configuration loader does not take are an error of settings.py alone', async () => {
		const read = (settings: string) =>
			inspected(python, {
				files: {
					'src/small/settings.py': settings,
					'conf/base/globals.yml': 'bucket: s3://b\n',
					'conf/base/catalog.yml': 'raw: {type: json.JSONDataset, filepath: "${globals:bucket}/raw"}\n',
				},
			});
		for (const settings of [
			'CONFIG_LOADER_ARGS = None\n',
			'CONFIG_LOADER_ARGS = {"base_env": "base", "no_such": 1}\n',
		]) {
			const project = await read(`\n${settings}`);
			expect(project.unresolved).toEqual([]);
			expect(dataset(project, 'raw').value).toBe('s3://b/raw');
			expect(project.notices.filter(({kind}) => kind !== 'warning')).toEqual([
				{
					kind: 'settings',
					message: expect.stringContaining('CONFIG_LOADER_ARGS'),
					place: {file: 'src/small/settings.py', line: 2},
				},
			]);
		}
	});

	it('a syntax error is reported with its line', async () => {
		const error = await failure(inspected(python, {files: {'src/small/nodes.py': '\n\ndef broken(:\n'}}));
		expect(error.message).toMatch(/SyntaxError: .*\(src\/small\/nodes\.py:3\)$/);
		expect(error.next[0]?.command).toMatch(/kedro registry list$/);
	});

	it("the error for a pipeline that does not import has the cause inside Kedro's own error", async () => {
		const error = await failure(
			inspected(python, {
				files: {
					[registry]:
						'from kedro.framework.project import find_pipelines\n\ndef register_pipelines():\n    return find_pipelines(raise_errors=True)\n',
					'src/small/pipelines/__init__.py': '',
					'src/small/pipelines/bad/__init__.py': '\n\n1 / 0\n',
				},
			}),
		);
		expect(error.message).toBe(
			"Can't import the project: ZeroDivisionError: division by zero (src/small/pipelines/bad/__init__.py:3)",
		);
	});

	it('the error for a registry that needs a dropped pipeline has the cause of the drop', async () => {
		const error = await failure(
			inspected(python, {
				files: {
					[registry]:
						'from kedro.framework.project import find_pipelines\n\ndef register_pipelines():\n    return {"__default__": find_pipelines()["bad"]}\n',
					'src/small/pipelines/__init__.py': '',
					'src/small/pipelines/bad/__init__.py': 'import networkx_of_mine.graph\n',
				},
			}),
		);
		expect(error.message).toBe(
			`Can't import the project: KeyError: 'bad' (${registry}:4), because small.pipelines.bad cannot be imported, so Kedro drops its pipeline: ModuleNotFoundError: No module named 'networkx_of_mine' (src/small/pipelines/bad/__init__.py:1)`,
		);
		expect(error.next[0]?.command).toMatch(/pip install (?:--python \S+ )?networkx-of-mine$/);
	});

	it('B8: a project that calls sys.exit, has no registry, asks at import or repeats a node name is reported', async () => {
		const exits = await failure(inspected(python, {files: {[registry]: 'import sys\nsys.exit(7)\n'}}));
		expect(exits.message).toBe(`Can't import the project: it calls sys.exit(7) (${registry}:2)`);
		const without = await failure(inspected(python, {files: {[registry]: null}}));
		expect(without.message).toBe(
			"Can't import the project: it has no small/pipeline_registry.py, where Kedro looks for register_pipelines()",
		);
		const asks = await failure(inspected(python, {files: {[registry]: 'input("?")\n'}}));
		expect(asks.message).toContain('EOFError');
		const twice = await failure(
			inspected(python, {
				files: {
					[registry]:
						'from kedro.pipeline import node, pipeline\n\ndef register_pipelines():\n    return {"__default__": pipeline([node(len, "a", "b", name="n"), node(len, "c", "d", name="n")])}\n',
				},
			}),
		);
		expect(twice.message).toMatch(/ValueError: .*\(src\/small\/pipeline_registry\.py:4\)$/);
	});

	it('F36: a Python that exits or does not end is reported', async () => {
		const crash = await failure(
			inspected(python, {files: {[registry]: 'import os, sys\nprint("last words", file=sys.stderr)\nos.abort()\n'}}),
		);
		expect(crash).toMatchObject({kind: 'project', code: 'PYTHON_ENDED'});
		expect(crash.message).toBe(`Python was killed by SIGABRT, while it imported the project, at ${registry}:3`);
		expect(crash.detail).toContain('last words');
		// It stands in for Kedro: importing the real one takes long where the machine is busy.
		const hangs = {
			files: {
				'stub/kedro/__init__.py':
					'import time\n\ndef wait():\n    time.sleep(600)\n\nimport sys, warnings\nwarnings.warn("old", UserWarning)\nprint("last words", file=sys.stderr)\nwait()\n',
			},
		};
		const env = {...process.env, PYTHONPATH: 'stub'};
		const slow = await failure(inspected(python, hangs, {env, timeout: 3}));
		expect(slow).toMatchObject({kind: 'project', code: 'INSPECT_TIMEOUT'});
		expect(slow.message).toBe(
			`Importing the project took longer than 3 seconds (--timeout); at the end it was at stub/kedro/__init__.py:4 in wait`,
		);
		expect(slow.detail?.split('\n').slice(0, 2)).toEqual([
			'stub/kedro/__init__.py:4 in wait',
			'stub/kedro/__init__.py:9',
		]);
		expect(slow.detail).toContain('last words');
		expect(slow.detail).not.toMatch(/Warning|warnings\.warn/);
		const cancelled = await failure(inspected(python, hangs, {env, signal: AbortSignal.timeout(500)}));
		expect(cancelled.kind).toBe('cancelled');
	});

	it('threads, exit handlers and long output of a project do not delay the inspection', async () => {
		const noisy = `import atexit, sys, threading, time
threading.Thread(target=time.sleep, args=(600,)).start()
atexit.register(time.sleep, 600)
sys.stdout.write("x" * 200_000_000)
sys.stderr.write("y" * 5_000_000)


def register_pipelines():
    return {}
`;
		const project = await inspected(python, {files: {[registry]: noisy}});
		expect(project.pipelines).toEqual([]);
	});

	it('B5: an invalid pyproject.toml is reported with its problem', async () => {
		const of = (text: string) => failure(inspected(python, {files: {'pyproject.toml': text}}));
		expect(await of('[tool.kedro]\npackage_name = \n')).toMatchObject({
			kind: 'project',
			code: 'BAD_PYPROJECT',
			message: expect.stringContaining('line 2'),
		});
		expect(await of('[tool.kedro]\npackage_name = "small"\n')).toMatchObject({
			code: 'BAD_PYPROJECT',
			message: expect.stringContaining('project_name'),
		});
		const other = '[tool.kedro]\npackage_name = "other"\nproject_name = "x"\nkedro_init_version = "1.7.0"\n';
		expect(await of(other)).toMatchObject({
			code: 'BAD_PYPROJECT',
			message: 'pyproject.toml: package_name is other, but src has no such package',
		});
		expect(await of(`${other}source_dir = "lib"\n`)).toMatchObject({code: 'BAD_PYPROJECT'});
	});

	it('B6, B19, B58: broken and contradicting catalog files are reported, and the rest is kept', async () => {
		const broken = await inspected(python, {
			files: {'conf/base/catalog_more.yml': 'a: 1\nb: [\n', 'conf/base/kfp.yml/x': ''},
		});
		expect(broken.settings?.problem).toMatchObject({message: 'it is a folder', place: {file: 'conf/base/kfp.yml'}});
		expect(broken.unresolved).toMatchObject([{what: 'catalog', place: {file: 'conf/base/catalog_more.yml'}}]);
		expect(dataset(broken, 'raw').value).toBe('data/raw.json');
		const twice = await inspected(python, {files: {'conf/base/catalog_more.yml': 'raw: {type: MemoryDataset}\n'}});
		expect(twice.unresolved).toMatchObject([
			{
				what: 'raw',
				reason: 'it stands in conf/base/catalog.yml:1 and again in conf/base/catalog_more.yml:1',
				place: {file: 'conf/base/catalog_more.yml', line: 1},
			},
		]);
		const again = await inspected(python, {
			files: {
				// OmegaConf holds neither dates nor sets.
				'conf/base/parameters.yml': 'model:\n  depth: 1\n  depth: 2\nwhen: 2026-01-31\n',
				'conf/base/parameters_set.yml': 'chosen: !!set {a, b}\n',
				'conf/base/kfp.yml': 'image: a/b\nimage: a/c\n',
			},
		});
		expect(again.unresolved).toMatchObject([
			{what: 'params:model.depth', place: {file: 'conf/base/parameters.yml', line: 3}},
			{what: 'parameters', reason: expect.stringContaining("'set'"), place: {file: 'conf/base/parameters_set.yml'}},
		]);
		expect(again.settings?.problem?.message).toBe('image stands twice, in line 1 and in line 2');
		const none = await inspected(python, {files: {'conf/base/catalog.yml': null}});
		expect(none.unresolved).toEqual([{what: 'catalog', reason: 'there is no catalog file', place: null}]);
		expect(none.datasets.every(one => one.source === 'none')).toBe(true);
	});

	it('B6: a file whose aliases stand for too many values is refused at its line', async () => {
		const levels = Array.from({length: 9}, (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(10)}]`);
		const error = await failure(
			inspected(python, {files: {'conf/base/catalog_more.yml': `a0: &a0 [x]\n${levels.join('\n')}\n`}}),
		);
		expect(error).toMatchObject({exitCode: 3, code: 'BAD_CONFIGURATION'});
		expect(error.message).toMatch(/^conf\/base\/catalog_more\.yml:7: its aliases stand for more than 500,000 values/);
	});

	it('B6, B19: a file that nests deeper than Python can follow is refused at its line', async () => {
		const deep = `a: 1\nb: ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`;
		const error = await failure(inspected(python, {files: {'conf/base/kfp.yml': deep}}));
		expect(error).toMatchObject({exitCode: 3, code: 'BAD_CONFIGURATION'});
		expect(error.message).toMatch(/^conf\/base\/kfp\.yml:2: it nests more than 200 values in each other/);
	});

	it('B58: a kfp.yml that is a link to nothing is not skipped', async () => {
		const root = await writeProject(await scratch());
		await symlink('../shared.yml', join(root, 'conf/base/kfp.yml'));
		const {settings} = await inspectProject({root, env: process.env, python: interpreter(python)});
		expect(settings?.problem?.message).toBe('it is a link to nothing');
	});

	it("B7: messages of the project's own resolvers are not reported", async () => {
		const project = await inspected(python, {
			files: {
				'src/small/settings.py':
					'def vault(name):\n    raise ValueError("CANARY " + name)\n\nCONFIG_LOADER_ARGS = {"base_env": "base", "default_run_env": "local", "custom_resolvers": {"vault": vault}}\n',
				'conf/base/catalog.yml': 'raw:\n  type: json.JSONDataset\n  filepath: ${vault:x}\n',
			},
		});
		expect(JSON.stringify(project)).not.toContain('CANARY');
		expect(project.unresolved).toMatchObject([
			{what: 'raw', reason: 'ValueError raised while resolving interpolation'},
		]);
	});

	it('B11: an environment that is not a folder name is refused', async () => {
		const root = await writeProject(await scratch());
		for (const environment of ['../base', 'a/../b', 'a/', 'a//b', '..', '/etc', 'C:x', 'a\\b']) {
			const error = await failure(inspectProject({root, env: process.env, python: interpreter(python), environment}));
			expect(error).toMatchObject({kind: 'usage', code: 'BAD_ENVIRONMENT'});
		}
	});

	it('KEDRO_ENV comes before the default, and is refused alike', async () => {
		process.env['KEDRO_ENV'] = 'base';
		try {
			expect((await inspected(python, {})).environment).toBe('base');
			process.env['KEDRO_ENV'] = '../base';
			expect(await failure(inspected(python, {}))).toMatchObject({code: 'BAD_ENVIRONMENT'});
		} finally {
			delete process.env['KEDRO_ENV'];
		}
	});

	it('a project may have files with the names of Python modules', async () => {
		const project = await inspected(python, {
			files: {
				'inspect.py': 'raise RuntimeError("the wrong one")\n',
				'json.py': 'raise RuntimeError("the wrong one")\n',
			},
		});
		expect(project.pipelines).toHaveLength(1);
	});

	it("a project may have modules with the names of the inspector's modules", async () => {
		const files = await readdir(inspector);
		const names = files.flatMap(file => /^([a-z]\w*)\.py$/.exec(file)?.[1] ?? []);
		expect(names).toContain('catalog');
		const standard = ['configparser', 'tokenize'];
		const project = await inspected(python, {
			files: {
				...Object.fromEntries(names.map(name => [`src/${name}.py`, `mine = ${JSON.stringify(name)}\n`])),
				...Object.fromEntries(standard.map(name => [`src/${name}.py`, 'raise RuntimeError("the wrong one")\n'])),
				[registry]: `import importlib
import inspect
import sys

from kedro.pipeline import node, pipeline

for name in ${JSON.stringify(names)}:
    assert importlib.import_module(name).mine == name
assert ${JSON.stringify(inspector)} not in sys.path
assert sys.flags.dont_write_bytecode


def register_pipelines():
    return {"__default__": pipeline([node(inspect.unwrap, "raw", "report", name="only")])}
`,
			},
		});
		expect(project.pipelines[0]?.nodes[0]?.function).toBe('inspect.unwrap');
		expect(project.requires.map(({name}) => name)).toContain('kedro');
	});

	it('B8: the traceback of a failed import has no lines of the inspector', async () => {
		const error = await failure(inspected(python, {files: {'src/small/__init__.py': 'def broken(:\n'}}));
		expect(error).toMatchObject({code: 'IMPORT_FAILED', message: expect.stringContaining('src/small/__init__.py:1')});
		expect(error.detail).toContain('def broken(:');
		expect(error.detail).not.toContain(inspector);
	});
});

describeWith(await bed.python('kfp-2'), 'an interpreter without Kedro', python => {
	it('F36: the error names the interpreter, why it was selected, and the command that installs Kedro', async () => {
		const root = await writeProject(await scratch(), {files: {'uv.lock': ''}});
		const error = await failure(
			inspectProject({root, env: process.env, python: {...interpreter(python), source: '.venv'}}),
		);
		expect(error).toMatchObject({kind: 'project', code: 'NO_KEDRO'});
		expect(error.message).toMatch(/^Kedro is not installed in .*kfp-2.*; this Python was selected because of \.venv$/);
		expect(error.next.map(({command}) => command)).toContainEqual(expect.stringMatching(/^uv sync --directory \S+$/));
	});
});

describe('a program that is not a Python', () => {
	it('F36: the error for a program that is not a Python has its output', async () => {
		const folder = await scratch();
		const root = await writeProject(join(folder, 'project'));
		const python = join(folder, 'python');
		await writeFile(python, '#!/bin/sh\necho "no Python here" >&2\nexit 3\n');
		await chmod(python, 0o755);
		const error = await failure(inspectProject({root, env: process.env, python: interpreter(python)}));
		expect(error).toMatchObject({code: 'PYTHON_ENDED', detail: 'no Python here'});
		expect(
			await failure(inspectProject({root, env: process.env, python: interpreter(join(folder, 'gone'))})),
		).toMatchObject({
			kind: 'outside',
			code: 'TOOL_MISSING',
		});
	});
});

describeWith(await bed.python('kedro-0.18'), 'the configuration loaders of 0.18', python => {
	const kedro = kedroLines['kedro-0.18'];
	const catalog = (value: string): string =>
		`raw:\n  type: json.JSONDataSet\n  filepath: ${value}\n\nreport:\n  type: json.JSONDataSet\n  filepath: data/report.json\n`;

	it('ConfigLoader reads interpolations as plain text', async () => {
		const project = await inspected(python, {
			kedro,
			files: {'src/small/settings.py': '', 'conf/base/catalog.yml': catalog('data/raw.json')},
		});
		expect(dataset(project, 'raw')).toMatchObject({type: 'json.JSONDataSet', value: 'data/raw.json'});
	});

	it('TemplatedConfigLoader resolves templates, and one without a value is reported', async () => {
		const settings =
			'from kedro.config import TemplatedConfigLoader\n\nCONFIG_LOADER_CLASS = TemplatedConfigLoader\nCONFIG_LOADER_ARGS = {"globals_pattern": "*globals.yml"}\n';
		const files = {'src/small/settings.py': settings, 'conf/base/globals.yml': 'bucket: s3://b\n'};
		const good = await inspected(python, {
			kedro,
			files: {...files, 'conf/base/catalog.yml': catalog('"${bucket}/raw"')},
		});
		expect(dataset(good, 'raw').value).toBe('s3://b/raw');
		const bad = await inspected(python, {
			kedro,
			files: {...files, 'conf/base/catalog.yml': catalog('"${nothing}/raw"')},
		});
		expect(dataset(bad, 'raw').value).toBeNull();
		expect(dataset(bad, 'report').value).toBe('data/report.json');
		expect(bad.unresolved).toMatchObject([{what: 'raw', place: {file: 'conf/base/catalog.yml', line: 1}}]);
		expect(bad.unresolved[0]?.reason).toContain('${nothing}');
		const lost = await inspected(python, {
			kedro,
			files: {...files, 'conf/base/parameters.yml': 'a: ${bucket}\nb:\n  c: ${nothing}\n'},
		});
		expect(lost.parameters).toEqual(['a', 'b', 'b.c']);
		expect(lost.unresolved).toMatchObject([{what: 'params:b.c', place: {file: 'conf/base/parameters.yml', line: 3}}]);
	});
});
