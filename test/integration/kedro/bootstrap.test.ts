// The program in front of `kedro`, with real Kedro of three lines: values arrive exactly, and a run has one save version.
import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {type Bootstrap, withBootstrap} from '../../../src/kedro/bootstrap.ts';
import {run} from '../../../src/system/exec.ts';
import {type Exact, fromJson} from '../../../src/system/exact-values.ts';
import {bed} from '../../bed/bed.ts';
import {type KedroLine, kedroLines, writeProject} from '../../bed/kedro-project.ts';
import {describeWith} from '../../bed/part.ts';

const parametersYml = `alpha: 0.5
follows: \${alpha}
name: x
model:
  depth: 3
  other: y
features: [1.0, 2.5]
layers: {b: [0.1], a: {deep: 1.0, also: 2}}
nothing: null
flag: true
count: 3
untouched: 7
`;

const nodesPy = `import os


def see(raw, parameters):
    return parameters


def train(raw, depth):
    return {"depth": depth}


def report(model):
    names = ["KFP_WIZARD_RUN_ID", "KFP_WIZARD_RUN_STARTED", "KFP_WIZARD_RUN_STATE", "HANDED_ON"]
    run = [os.environ.get(name, "") for name in names]
    return {"from": model, "run": run}
`;

const registryPy = `from kedro.pipeline import node, pipeline

from small.nodes import report, see, train


def register_pipelines():
    return {
        "__default__": pipeline(
            [
                node(see, ["raw", "parameters"], "seen", name="see"),
                node(train, ["raw", "params:model.depth"], "model", name="train"),
                node(report, "model", "report", name="report"),
            ]
        )
    }
`;

const entry = (name: string, type: string, more = ''): string =>
	`${name}:\n  type: ${type}\n  filepath: data/${name}.json\n${more}`;

/** On 0.18 the default loader, which knows no interpolation; a subclass of the session; what Kedro 1 offers beside it. */
const ownSettings: Readonly<Record<KedroLine, string>> = {
	'kedro-0.18': '',
	'kedro-0.19': `from kedro.config import OmegaConfigLoader
from kedro.framework.context import KedroContext


class OwnContext(KedroContext):
    pass


class OwnLoader(OmegaConfigLoader):
    def __getitem__(self, key):
        return super().__getitem__(key)


CONTEXT_CLASS = OwnContext
CONFIG_LOADER_CLASS = OwnLoader
`,
	'kedro-1': `from kedro.framework.session.service_session import KedroServiceSession

SESSION_CLASS = KedroServiceSession
`,
};

/** Each as JSON, since that is what a node can show. */
const values: Readonly<Record<string, Exact>> = {
	commas: 'a,b=c;d:e',
	quotes: `it's "quoted" \\ and back\`ticked\``,
	lines: 'one\n two\t three\r\n',
	unicode: 'Grüße 日本 \u2028 é',
	emoji: '🚀 and \u{1F469}\u200D\u{1F52C}',
	control: 'a\u0001b\u007F\u0085',
	argo: '{{workflow.name}} {{=1+1}} {{{x}}} {{$.inputs.parameters["x"]}}',
	kubernetes: '$(HOME) $$(HOME) $$$x $HOME ${HOME}',
	omega: '${alpha} \\${alpha} \\\\${alpha} ${oc.env:HOME} \\',
	jinja: '{% raw %} {# #} %s %d',
	empty: '',
	blank: '  ',
	looks: 'null',
	digits: '012',
	'model.depth': 5n,
	big: 123456789012345678901234567890n,
	negative: -1n,
	float: 1,
	huge: 1e21,
	tiny: 1e-7,
	yes: true,
	no: false,
	none: null,
	list: ['a,b', 1n, 1, 2.5, null, true, {k: '"v"'}],
	nothing_in: [],
	map: {z: {y: [1]}, a: '{{', '$(k)': '🚀', nested: {deep: null}},
	no_keys: {},
};

for (const line of Object.keys(kedroLines) as KedroLine[]) {
	describeWith(await bed.python(`${line}-bare`), `kedro behind the program, with ${line}`, python => {
		let project: string;
		const old = line === 'kedro-0.18';
		beforeAll(async () => {
			const type = old ? 'json.JSONDataSet' : 'json.JSONDataset';
			const raw = entry('raw', type) + entry('seen', type) + entry('report', type);
			project = await writeProject(await mkdtemp(join(tmpdir(), 'bootstrap-')), {
				kedro: kedroLines[line],
				files: {
					'conf/base/parameters.yml': parametersYml,
					'conf/base/catalog.yml': raw + entry('model', type, '  versioned: true\n'),
					'src/small/nodes.py': nodesPy,
					'src/small/pipeline_registry.py': registryPy,
				},
			});
		});
		afterAll(() => rm(project, {recursive: true, force: true}));

		const kedro = async (bootstrap: Bootstrap, words: readonly string[], node: string) => {
			const plain = {command: ['kedro'], args: ['run', '--env=base', '--pipeline=__default__'], nodesFlag: '--nodes'};
			const {command, args} = withBootstrap(plain, bootstrap);
			const argv = [...command.slice(1), ...words, ...args, `--nodes=${node}`];
			const env = {KEDRO_DISABLE_TELEMETRY: '1', DO_NOT_TRACK: '1', PYTHONWARNINGS: 'ignore'};
			const result = await run(python, argv, {cwd: project, env});
			return {...result, said: result.stdout + result.stderr};
		};
		const json = async (name: string): Promise<Exact> =>
			fromJson(await readFile(join(project, 'data', name), 'utf8')) as Exact;
		const versions = (): Promise<readonly string[]> => readdir(join(project, 'data/model.json')).catch(() => []);

		it('fixed values arrive exactly, and each replaces the whole value', async () => {
			const {exitCode, said} = await kedro({parameters: values, inputs: {}}, [], 'see');
			expect(said).not.toContain('Traceback');
			expect(exitCode).toBe(0);
			const seen = (await json('seen.json')) as Record<string, Exact>;
			const {'model.depth': depth, ...flat} = values;
			expect(seen).toEqual({
				alpha: 0.5,
				follows: 0.5,
				name: 'x',
				features: [1, 2.5],
				layers: {b: [0.1], a: {deep: 1, also: 2n}},
				nothing: null,
				flag: true,
				count: 3n,
				untouched: 7n,
				model: {depth, other: 'y'},
				...flat,
			});
		});

		it('inputs are read by the type of their defaults, as a cluster writes them', async () => {
			const inputs = {
				alpha: 0.5,
				name: 'x',
				model: {depth: 3n, other: 'y'},
				features: [1, 2.5],
				layers: {b: [0.1], a: {deep: 1, also: 2n}},
				nothing: null,
				flag: true,
				count: 3n,
			};
			const words = [
				'alpha=1',
				'name="typed", 5 \\ ü\n${x}',
				'model={"depth":4}',
				'features=[1,2,3]',
				'layers={"a":{"also":3,"deep":2,"new":5},"b":[1]}',
				'nothing=just text',
				'flag=false',
				'count=42',
			];
			const {exitCode, said} = await kedro({parameters: {}, inputs}, words, 'see');
			expect(said).not.toContain('Traceback');
			expect(exitCode).toBe(0);
			const text = await readFile(join(project, 'data/seen.json'), 'utf8');
			expect(fromJson(text)).toEqual({
				alpha: 1,
				follows: 1,
				name: '"typed", 5 \\ ü\n${x}',
				model: {depth: 4n},
				features: [1, 2, 3],
				layers: {b: [1], a: {deep: 2, also: 3n, new: 5n}},
				nothing: 'just text',
				flag: false,
				count: 42n,
				untouched: 7n,
			});
			expect(text.indexOf('"b": [')).toBeLessThan(text.indexOf('"deep"'));
		});

		it('an input of another type ends the task before Kedro starts', async () => {
			const {exitCode, said} = await kedro({parameters: {}, inputs: {count: 3n}}, ['count=many'], 'see');
			expect(exitCode).toBe(1);
			expect(said).toContain('The parameter count is by default 3, and its input is no such value: many\n');
			expect(said).not.toContain('Kedro project');
		});

		it('a run has one save version, made from its time, which later tasks load and a retry overwrites', async () => {
			const words = ['run=17ee73b1-eb13-424e-b319-4f96580efda4', 'created=2026-11-22T23:29:04Z'];
			const bootstrap = {parameters: {}, inputs: {}, versions: ['model']};
			await rm(join(project, 'data/model.json'), {recursive: true, force: true});
			for (const _ of ['first try', 'second try']) {
				const {exitCode, said} = await kedro(bootstrap, words, 'train');
				expect(said).not.toContain('Error');
				expect(exitCode).toBe(0);
			}
			const made = await versions();
			expect(made).toEqual([expect.stringMatching(/^2026-11-22T23\.29\.04\.\d{6}Z$/)]);
			// A run that came later has saved a newer one; the first run is not led astray by it.
			const later = ['run=another', 'created=2026-11-23T10:00:00Z'];
			expect((await kedro({...bootstrap, parameters: {'model.depth': 9n}}, later, 'train')).exitCode).toBe(0);
			expect([...(await versions())].sort()).toEqual([made[0], expect.stringMatching(/^2026-11-23T10\.00\.00\./)]);
			expect(
				(
					await kedro(
						{...bootstrap, run_state: true, start_variables: true, run_variables: true},
						['state={"state":"FAILED"}', 'variables={"HANDED_ON":"\\u0024(a)=b"}', ...words],
						'report',
					)
				).exitCode,
			).toBe(0);
			expect(await json('report.json')).toEqual({
				from: {depth: 3n},
				run: ['17ee73b1-eb13-424e-b319-4f96580efda4', '2026-11-22T23:29:04Z', 'FAILED', '$(a)=b'],
			});
			// And one that has saved nothing loads nothing of the others.
			const third = await kedro(bootstrap, ['run=third', 'created=2026-11-24T10:00:00Z'], 'report');
			expect(third.exitCode).not.toBe(0);
			expect(third.said.replaceAll(/\s/g, '')).toContain("load='2026-11-24T10.00.00.");
		});

		it(`parameters arrive ${old ? 'with ConfigLoader' : "with the project's own classes"} too`, async () => {
			const settings = join(project, 'src/small/settings.py');
			const before = await readFile(settings, 'utf8');
			await writeFile(settings, ownSettings[line]);
			try {
				const bootstrap = {
					parameters: {'model.depth': 8n, 'model.other': '${x} {{y}}'},
					inputs: {},
					versions: ['model'],
				};
				const {exitCode, said} = await kedro(bootstrap, ['run=own', 'created=2026-12-01T00:00:00Z'], 'see,train');
				expect(said).not.toContain('Traceback');
				expect(exitCode).toBe(0);
				expect(await json('seen.json')).toMatchObject({model: {depth: 8n, other: '${x} {{y}}'}, untouched: 7n});
				const [made] = (await versions()).filter(name => name.startsWith('2026-12-01'));
				expect(await json(`model.json/${made}/model.json`)).toEqual({depth: 8n});
			} finally {
				await writeFile(settings, before);
			}
		});

		it('a cluster that does not pass the id of the run is an error', async () => {
			const words = ['run={{$.pipeline_job_uuid}}', 'created={{$.pipeline_job_create_time_utc}}'];
			const {exitCode, said} = await kedro({parameters: {}, inputs: {}, versions: []}, words, 'train');
			expect(exitCode).toBe(1);
			expect(said).toContain('does not tell a task its run');
		});
	});
}
