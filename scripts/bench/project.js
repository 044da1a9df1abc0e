// Writes a Kedro project that a measurement needs, without the CLI of Kedro.
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';

/** `name`: of the package; `catalog` and `registry`: the texts of catalog.yml and pipeline_registry.py. */
export function writeProject(project, {name, requirements, catalog, registry}) {
	const title = name.charAt(0).toUpperCase() + name.slice(1);
	const files = {
		'.telemetry': 'consent: false\n',
		'pyproject.toml': `[tool.kedro]\npackage_name = "${name}"\nproject_name = "${title}"\nkedro_init_version = "1.7.0"\n`,
		'requirements.txt': requirements.map(one => `${one}\n`).join(''),
		'conf/base/catalog.yml': catalog,
		'conf/local/.gitkeep': '',
		[`src/${name}/__init__.py`]: '',
		[`src/${name}/settings.py`]: '',
		[`src/${name}/pipeline_registry.py`]: registry,
	};
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(project, path)), {recursive: true});
		writeFileSync(join(project, path), text);
	}
}
