// Writes small, real, runnable Kedro projects to a folder, for tests.
import {mkdir, realpath, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';

/** The Kedro version that each virtual environment of the bed pins, oldest first. */
export const kedroLines = {'kedro-0.18': '0.18.14', 'kedro-0.19': '0.19.15', 'kedro-1': '1.7.0'} as const;
export type KedroLine = keyof typeof kedroLines;

export type ProjectOptions = {
	/** The version for pyproject.toml, such as `kedroLines['kedro-1']`; default: the newest line. */
	readonly kedro?: string;
	/** Default `Small Project`. */
	readonly name?: string;
	/** Python package; default `small`. */
	readonly package?: string;
	/** Files on top, by path relative to the project; `null` leaves one of the standard files out. */
	readonly files?: Readonly<Record<string, string | null>>;
};

/**
 * Writes a project with three named nodes, `clean` → `train` → `report`, that `kedro run` can run: `raw` is a JSON file
 * in data/, `cleaned` and `model` are not in the catalog (memory), `report` is a JSON file. Files in `files` replace the
 * standard ones of the same path:
 * `pyproject.toml`, `requirements.txt`, `conf/base/{catalog,parameters}.yml`, `conf/local/credentials.yml`,
 * `src/<package>/{__init__,settings,nodes,pipeline_registry}.py`, `data/raw.json`.
 * @returns the real path of the project (symlinks resolved).
 */
export async function writeProject(folder: string, options: ProjectOptions = {}): Promise<string> {
	const files = {...standardFiles(options), ...options.files};
	await mkdir(folder, {recursive: true});
	for (const [path, content] of Object.entries(files)) {
		if (content === null) continue;
		await mkdir(dirname(join(folder, path)), {recursive: true});
		await writeFile(join(folder, path), content);
	}
	return realpath(folder);
}

function standardFiles({
	kedro = kedroLines['kedro-1'],
	name = 'Small Project',
	package: package_ = 'small',
}: ProjectOptions): Record<string, string> {
	const old = kedro.startsWith('0.18.');
	return {
		'pyproject.toml': `[project]
name = "${package_}"
version = "0.1"
dependencies = ["kedro==${kedro}"]

[tool.kedro]
package_name = "${package_}"
project_name = "${name}"
${old ? 'project_version' : 'kedro_init_version'} = "${kedro}"
`,
		'requirements.txt': `kedro==${kedro}\nkedro-datasets\n`,
		'conf/base/catalog.yml': `raw:
  type: json.JSONDataset
  filepath: data/raw.json

report:
  type: json.JSONDataset
  filepath: data/report.json
`,
		'conf/base/parameters.yml': 'alpha: 0.5\nmodel:\n  depth: 3\n',
		'conf/local/credentials.yml': '# nothing here\n',
		[`src/${package_}/__init__.py`]: '',
		[`src/${package_}/settings.py`]: old
			? 'from kedro.config import OmegaConfigLoader\n\nCONFIG_LOADER_CLASS = OmegaConfigLoader\n'
			: '',
		[`src/${package_}/nodes.py`]: `def clean(raw):
    return [row for row in raw if row is not None]


def train(rows, alpha):
    return {"alpha": alpha, "sum": sum(rows)}


def report(model):
    return {"model": model}
`,
		[`src/${package_}/pipeline_registry.py`]: `from kedro.pipeline import node, pipeline

from ${package_}.nodes import clean, report, train


def register_pipelines():
    return {
        "__default__": pipeline(
            [
                node(clean, "raw", "cleaned", name="clean"),
                node(train, ["cleaned", "params:alpha"], "model", name="train"),
                node(report, "model", "report", name="report"),
            ]
        )
    }
`,
		'data/raw.json': '[1, null, 2]\n',
	};
}
