// One Python answers for several environments and after fixes. Its answers are those of processes of their own.
import {readFile, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, expect, it} from 'vitest';
import {inspectProject, type InspectOptions} from '../../../src/kedro/inspect.ts';
import {startReadyPython} from '../../../src/kedro/ready-python.ts';
import {newPythonSession, type PythonSession} from '../../../src/kedro/python-session.ts';
import type {Project} from '../../../src/schema/project.ts';
import {sleep} from '../../../src/system/clock.ts';
import {sha256} from '../../../src/system/digest.ts';
import {bed} from '../../bed/bed.ts';
import {writeProject} from '../../bed/kedro-project.ts';
import {describeWith} from '../../bed/part.ts';
import {scratch} from '../../support/scratch.ts';
import {interpreter} from './projects.ts';

const registry = `import warnings
from kedro.framework.project import find_pipelines
warnings.warn("the registry is old")
def register_pipelines():
    return find_pipelines()
`;
const pipeline = `import os, warnings
from kedro.pipeline import Pipeline, node
warnings.warn("the pipeline is old")
def f(x): return x
shared = node(f, "raw", "shared", name="at_import")
def create_pipeline(**kwargs):
    region = os.environ.get("REGION", "eu")
    return Pipeline([shared, node(f, "shared", "out_" + region, name=region)])
`;
const pipelineFile = 'src/small/pipelines/main/pipeline.py';
const hooks = `from kedro.framework.hooks import hook_impl
class Adds:
    @hook_impl
    def after_catalog_created(self, catalog):
        from kedro.io import MemoryDataset
        catalog["added"] = MemoryDataset(1)
`;
const files = {
	'src/small/pipeline_registry.py': registry,
	'src/small/pipelines/__init__.py': '',
	'src/small/pipelines/main/__init__.py': 'from .pipeline import create_pipeline\n',
	[pipelineFile]: pipeline,
	'src/small/hooks.py': hooks,
	'src/small/settings.py': 'from .hooks import Adds\nHOOKS = (Adds(),)\n',
	'src/small/__init__.py': 'import os\nwith open(os.environ["IMPORTS"], "a") as file:\n    file.write("x")\n',
	'conf/base/catalog.yml': 'raw: {type: json.JSONDataset, filepath: "data/${globals:name}.json"}\n',
	'conf/base/globals.yml': 'name: base\n',
	'conf/prod/globals.yml': 'name: prod\n',
	'conf/test/parameters.yml': 'alpha: 2\nbeta: "${oc.env:REGION}"\n',
};

const namesOf = (project: Project | undefined): readonly string[] | undefined =>
	project?.pipelines.find(({name}) => name === 'main')?.nodes.map(({name}) => name);

describeWith(await bed.python('kedro-1'), 'on Kedro 1', python => {
	let session: PythonSession;
	afterEach(() => session.end());

	async function opened(more: Readonly<Record<string, string>> = {}) {
		const folder = await scratch();
		const imports = join(folder, 'imports');
		const root = await writeProject(join(folder, 'project'), {files: {...files, ...more}});
		session = newPythonSession();
		// Code that was written a moment ago may have changed after it was read.
		await sleep(100);
		const env = {PATH: process.env['PATH'], HOME: process.env['HOME'], IMPORTS: imports};
		/** The answer of the session, which is that of a process of its own, and how often the session imported the project. */
		const read = async (options: Partial<InspectOptions>) => {
			const all = {root, python: interpreter(python), env, ...options};
			await rm(imports, {force: true});
			const [answer] = await Promise.allSettled([inspectProject({...all, session})]);
			const times = (await readFile(imports, 'utf8').catch(() => '')).length;
			expect(answer).toEqual((await Promise.allSettled([inspectProject(all)]))[0]);
			return {times, project: answer.status === 'fulfilled' ? answer.value : undefined};
		};
		/** How many contents of each of these files of the project it has read. */
		const contents = (...paths: readonly string[]): readonly (number | undefined)[] =>
			paths.map(path => session.files.get(join(root, path))?.size);
		return {root, env, read, contents};
	}

	it('imports the project once for its environments, variables and fixes', async () => {
		const {root, env, read, contents} = await opened();
		const first = await read({environment: 'base'});
		expect(first.times).toBe(1);
		expect(first.project?.notices.map(({message}) => message)).toEqual([
			'UserWarning: the registry is old',
			'UserWarning: the pipeline is old',
		]);
		const prod = await read({environment: 'prod'});
		expect(prod.project?.datasets.map(({value}) => value)).toContain('data/prod.json');
		const test = await read({environment: 'test', env: {...env, REGION: 'us'}});
		expect(namesOf(test.project)).toEqual(['at_import', 'us']);
		await writeFile(join(root, 'conf/prod/catalog.yml'), 'raw: {type: json.JSONDataset, filepath: s3://b/raw.json}\n');
		await writeFile(join(root, 'requirements.txt'), 'kedro\ns3fs\n');
		const fixed = await read({environment: 'prod'});
		expect(fixed.project?.datasets.map(({value}) => value)).toContain('s3://b/raw.json');
		expect([prod, test, fixed, await read({})].map(({times}) => times)).toEqual([0, 0, 0, 0]);
		expect(session.files.get(join(root, pipelineFile))).toEqual(new Set([sha256(pipeline)]));
		expect(contents('conf/base/catalog.yml', 'conf/prod/catalog.yml', 'src/small/hooks.py')).toEqual([1, 1, 1]);
		expect(contents('pyproject.toml', 'requirements.txt')).toEqual([undefined, 2]);
	});

	it('imports it again where its code, or a variable that it reads at import, is another one', async () => {
		const {root, env, read, contents} = await opened({
			kept: '',
			'src/small/settings.py': `import os
REGION = os.environ.get("REGION")
for name in ("times", "times.part"):
    with open(name, "a") as file:
        file.write("x")
os.replace("times.part", "renamed")
[open(name).read() for name in ("times", "renamed", "kept")]
os.system("echo x >> kept")
`,
		});
		expect((await read({environment: 'base'})).times).toBe(1);
		expect((await read({environment: 'prod', env: {...env, REGION: 'us'}})).times).toBe(1);
		await writeFile(join(root, pipelineFile), pipeline.replace('at_import', 'changed'));
		const changed = await read({environment: 'prod', env: {...env, REGION: 'us'}});
		expect(namesOf(changed.project)).toEqual(['changed', 'us']);
		expect(changed.times).toBe(1);
		// What the project writes itself does not count.
		expect(contents(pipelineFile, 'times', 'renamed', 'kept')).toEqual([2, undefined, undefined, undefined]);
	});

	it('answers as a fresh process where it was started before it was asked, alone and in a session', async () => {
		const noted = `import json, os, sys
variables = {name: value for name, value in os.environ.items() if name != "KEDRO_LOGGING_CONFIG"}
with open(os.environ["KEDRO_STATE"], "w") as file:
    json.dump({"variables": variables, "argv": len(sys.argv), "stdin": sys.stdin.read(), "path": sys.path}, file)
with open(os.environ["KEDRO_STATE"] + ".argv", "w") as file:
    json.dump(sys.orig_argv[-1], file)
`;
		const {root, env} = await opened({'src/small/settings.py': noted, 'src/small/__init__.py': ''});
		const {IMPORTS: state, ...shell} = env;
		const options = {root, python: interpreter(python), env: {...shell, KEDRO_STATE: state}};
		const read = async (more: Partial<InspectOptions> = {}) => {
			const project = await inspectProject({...options, ...more});
			return {answer: [project, await readFile(state, 'utf8')], started: await readFile(`${state}.argv`, 'utf8')};
		};
		const fresh = await read();
		expect(fresh.started).not.toBe('"wait"');
		startReadyPython(options.python, root, shell);
		expect(await read()).toEqual({answer: fresh.answer, started: '"wait"'});
		startReadyPython(options.python, root, shell);
		const inSession = await read({session});
		expect([inSession.answer[0], inSession.started]).toEqual([fresh.answer[0], '"wait"']);
	});

	it('leaves what fails to a process of its own, which says why', async () => {
		const {read} = await opened({'src/small/pipelines/main/pipeline.py': 'import not_there\n'});
		expect((await read({})).project?.notices[0]?.message).toContain('not_there');
	});
});
