// What Python read of a project is remembered: it runs again when anything changes that the answer depends on.
import {mkdir, readFile, utimes, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {inspectProject, type InspectOptions} from '../../../src/kedro/inspect.ts';
import {sleep} from '../../../src/system/clock.ts';
import {bed} from '../../bed/bed.ts';
import {writeProject} from '../../bed/kedro-project.ts';
import {describeWith} from '../../bed/part.ts';
import {scratch} from '../../support/scratch.ts';
import {interpreter} from './projects.ts';

describeWith(await bed.python('kedro-1'), 'on Kedro 1', python => {
	it('reads the project again after each change, and only then', async () => {
		const folder = await scratch();
		const [imports, outside, cache] = [join(folder, 'imports'), join(folder, 'regions.txt'), join(folder, 'cache')];
		const registry = `import os
from kedro.pipeline import Pipeline, node
with open(os.environ["REGIONS"]) as file:
    regions = file.read().split()
if os.path.exists(os.environ["REGIONS"] + ".more"):
    regions.append("more")
def f(x): return x
def register_pipelines():
    return {"__default__": Pipeline([node(f, "raw", r, name=r) for r in regions])}
`;
		const init = 'import os\nwith open(os.environ["IMPORTS"], "a") as file:\n    file.write("x")\n';
		const root = await writeProject(join(folder, 'project'), {
			files: {'src/small/pipeline_registry.py': registry, 'src/small/__init__.py': init},
		});
		await writeFile(outside, 'eu us');
		const env = {PATH: process.env['PATH'], HOME: process.env['HOME'], IMPORTS: imports, REGIONS: outside};
		// What was written a moment ago may change again in the same tick of the file system: it is not kept.
		await sleep(100);
		let expected = 0;
		const read = async (isNew: boolean, more: Partial<InspectOptions> = {}) => {
			const project = await inspectProject({root, python: interpreter(python), env, remember: cache, ...more});
			if (isNew) expected++;
			expect((await readFile(imports, 'utf8')).length).toBe(expected);
			return {
				nodes: project.pipelines[0]?.nodes.map(({name}) => name),
				parameters: project.parameters,
				datasets: project.datasets.map(({value}) => value),
			};
		};
		const first = await read(true);
		expect(first.nodes).toEqual(['eu', 'us']);
		expect(await read(false)).toEqual(first);
		await writeFile(join(root, 'small-project.yaml'), 'a spec\n');
		await writeFile(join(root, 'data/report.json'), '{}');
		await read(false);

		await read(true, {environment: 'base'});
		await read(true, {parameters: {alpha: '1'}});
		await read(true, {env: {...env, OTHER: '1'}});
		await read(false);

		const {atime, mtime} = await stat(outside);
		await writeFile(outside, 'uk us');
		await utimes(outside, atime, mtime);
		expect((await read(true)).nodes).toEqual(['uk', 'us']);
		await writeFile(`${outside}.more`, '');
		expect((await read(true)).nodes).toEqual(['more', 'uk', 'us']);

		await writeFile(join(root, 'conf/base/parameters_more.yml'), 'gamma: 1\n');
		expect((await read(true)).parameters).toContain('gamma');
		await mkdir(join(root, 'conf/local/catalog'));
		await writeFile(join(root, 'conf/local/catalog/all.yml'), 'raw: {type: json.JSONDataset, filepath: other.json}\n');
		expect((await read(true)).datasets).toContain('other.json');
	});
});
