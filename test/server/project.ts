// The Kedro project that the suite deploys: two nodes that share memory, and a parameter that says how long they take.
import {mkdir, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';

/** What its first node prints. */
export const printed = 'kfp-wizard counts for';

const files: Readonly<Record<string, string>> = {
	'pyproject.toml': `[tool.kedro]
package_name = "kfp_wizard_server_test"
project_name = "kfp-wizard server test"
kedro_init_version = "1.0.0"
source_dir = "src"

[project]
name = "kfp_wizard_server_test"
version = "0.1"
`,
	'requirements.txt': 'kedro~=1.0\n',
	'conf/base/catalog.yml': '',
	'conf/base/parameters.yml': 'seconds: 0\n',
	'conf/server/catalog.yml': '',
	'src/kfp_wizard_server_test/__init__.py': '',
	'src/kfp_wizard_server_test/settings.py': '',
	'src/kfp_wizard_server_test/pipeline_registry.py': `import time

from kedro.pipeline import node, pipeline


def count(seconds):
    print(f"${printed} {seconds} s", flush=True)
    time.sleep(float(seconds))
    return 1


def report(counted):
    print(f"kfp-wizard has counted to {counted}", flush=True)


def register_pipelines():
    return {
        "__default__": pipeline(
            [
                node(count, "params:seconds", "counted", name="count"),
                node(report, "counted", None, name="report"),
            ]
        )
    }
`,
};

/** The same bytes each time, so that its image is built once. */
export async function writeProject(folder: string): Promise<void> {
	for (const [path, text] of Object.entries(files)) {
		await mkdir(dirname(join(folder, path)), {recursive: true});
		await writeFile(join(folder, path), text);
	}
}
