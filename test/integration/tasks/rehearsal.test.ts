// Grouped tasks under rehearsal with each line of the real Kedro: what stays in memory inside a task is there for its nodes.
import {mkdir, mkdtemp, readFile, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {execa} from 'execa';
import {readSpec} from '../../../src/pipeline-spec/read-spec.ts';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {bed} from '../../bed/bed.ts';
import {kedroLines, type KedroLine, writeProject} from '../../bed/kedro-project.ts';
import {describeWith} from '../../bed/part.ts';
import {program} from '../../e2e/world.ts';
import {shareCompiledCode} from '../../support/compiled-code.ts';

/** `m_…` are in memory, `r_…` are files: u and v run side by side, each run writes what it has seen to `r_x`. */
const registryPy = (named: string): string => `from kedro.pipeline import node, pipeline


def _see(name):
    def see(*seen):
        return {name: seen}

    see.__name__ = name
    return see


def _node(name, inputs, output):
    return node(_see(name), inputs, output, name=name)


class Callable:
    def __call__(self, seen):
        return {"object": seen}


def register_pipelines():
    start = [_node("s", "raw", "m_one"), _node("t", "m_one", "r_two"), _node("u", "r_two", "r_u")]
    return {
        "__default__": pipeline(start + [_node("v", "r_two", "m_v"), _node("w", ["r_u", "m_v"], "m_w"), _node("x", "m_w", "r_x")]),
        "files": pipeline(start + [_node("v", "r_two", "r_v"), _node("w", ["r_u", "r_v"], "m_w"), _node("x", "m_w", "r_x")]),
        "odd": pipeline([node(Callable(), "raw", "m_o"${named}), node(lambda raw, o: {"x": [raw, o]}, ["raw", "m_o"], "r_x")]),
    }
`;

const seen = '{"x":[{"w":[{"u":[{"t":[{"s":[[1]]}]}]},{"v":[{"t":[{"s":[[1]]}]}]}]}]}';

/** On the older lines one of them shows that several nodes go to one `kedro run`. */
const ways = [
	['memory', '__default__', ['s,t', 'u', 'v,w,x']],
	['chain', 'files', ['s,t', 'u', 'v', 'w,x']],
	['all', '__default__', ['s,t,u,v,w,x']],
] as const;

for (const line of Object.keys(kedroLines) as KedroLine[]) {
	describeWith(await bed.python(`${line}-bare`), `grouped tasks on ${line}`, python => {
		let home: string;
		let project: string;
		beforeAll(async () => {
			home = await realpath(await mkdtemp(join(tmpdir(), 'kfp-wizard-grouped-')));
			const data = join(home, 'data');
			await mkdir(data);
			await shareCompiledCode(join(home, '.cache'));
			await writeFile(join(data, 'raw.json'), '[1]\n');
			const type = line === 'kedro-0.18' ? 'json.JSONDataSet' : 'json.JSONDataset';
			project = await writeProject(join(home, 'project'), {
				kedro: kedroLines[line],
				files: {
					'src/small/nodes.py': null,
					// Kedro 1 has no name for a callable object.
					'src/small/pipeline_registry.py': registryPy(line === 'kedro-1' ? ', name="o"' : ''),
					'conf/base/catalog.yml': `raw:\n  type: ${type}\n  filepath: ${data}/raw.json\n\n"r_{name}":\n  type: ${type}\n  filepath: ${data}/{name}.json\n`,
				},
			});
		});
		afterAll(() => rm(home, {recursive: true, force: true}));

		const start = (...args: readonly string[]) =>
			execa(process.execPath, [program, ...args, '--python', python], {
				cwd: project,
				env: {PATH: `${dirname(python)}:${process.env['PATH']}`, HOME: home},
				extendEnv: false,
				reject: false,
			});
		/** The folder for the data is a local path on purpose: processes share it, containers would not. */
		const compile = (...args: readonly string[]) => {
			const rules = ['--ignore', 'catalog/local-dataset', '--ignore', 'catalog/local-input'];
			return start('compile', '--image', 'x/y:1', ...rules, ...args);
		};

		it('a task per node is refused: data in memory would be lost', async () => {
			const {exitCode, stderr} = await compile('-o', '-');
			expect(exitCode).toBe(3);
			expect(stderr).toContain('m_one is only in memory');
		});

		it.each(line === 'kedro-1' ? ways : ways.slice(0, 1))(
			'--group-by %s runs to the same end',
			async (by, pipeline, tasks) => {
				const spec = join(home, `${by}.yaml`);
				await rm(join(home, 'data', 'x.json'), {force: true});
				const compiled = await compile('-o', spec, '--group-by', by, '--pipeline', pipeline);
				expect(compiled.exitCode, compiled.stderr).toBe(0);
				const {executions} = readSpec(await readFile(spec, 'utf8'));
				expect(executions.map(({command}) => command.find(word => word.startsWith('--nodes=')) ?? '').sort()).toEqual(
					tasks.map(nodes => `--nodes=${nodes}`),
				);
				// One way starts Kedro for each of its tasks; forks take a fraction of the time.
				const isCold = tasks.length === 1 || (line === 'kedro-1' && by === 'memory');
				const rehearsed = await start('rehearse', spec, '--json', ...(isCold ? [] : ['--warm']));
				expect(rehearsed.exitCode, rehearsed.stdout).toBe(0);
				const text = await readFile(join(home, 'data', 'x.json'), 'utf8');
				expect(JSON.stringify(JSON.parse(text))).toBe(seen);
			},
		);

		it('nodes whose names cannot be selected run all the same when they share the only task', async () => {
			const spec = join(home, 'odd.yaml');
			await rm(join(home, 'data', 'x.json'), {force: true});
			const args = ['-o', spec, '--pipeline', 'odd', '--ignore', 'catalog/memory-dataset'];
			expect((await compile(...args)).exitCode).toBe(line === 'kedro-1' ? 0 : 3);
			const compiled = await compile(...args, '--group-by', 'all');
			expect(compiled.exitCode, compiled.stderr).toBe(0);
			const again = await readFile(spec, 'utf8');
			await compile(...args, '--group-by', 'all');
			expect(await readFile(spec, 'utf8'), 'no memory address in it').toBe(again);
			const {executions} = readSpec(again);
			expect(executions).toHaveLength(1);
			const names = executions[0]?.command.some(word => word.startsWith('--nodes'));
			expect(names).toBe(line === 'kedro-1');
			const rehearsed = await start('rehearse', spec, '--json');
			expect(rehearsed.exitCode, rehearsed.stdout).toBe(0);
			const text = await readFile(join(home, 'data', 'x.json'), 'utf8');
			expect(JSON.parse(text)).toEqual({x: [[1], {object: [1]}]});
		});
	});
}
