// Parameters at run time and one save version per run: compiled by the built program and rehearsed with real Kedro.
import {mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {execa} from 'execa';
import {type Exact, fromJson} from '../../src/system/exact-values.ts';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {bed} from '../bed/bed.ts';
import {type KedroLine, kedroLines, writeProject} from '../bed/kedro-project.ts';
import {describeWith} from '../bed/part.ts';
import {shareCompiledCode} from '../support/compiled-code.ts';
import {program} from './world.ts';

const nodesPy = `def see(raw, parameters):
    return parameters


def train(raw, depth):
    return {"depth": depth}


def report(model, limits):
    return {"model": model, "limits": limits}
`;

const registryPy = `from kedro.pipeline import node, pipeline

from small.nodes import report, see, train


def register_pipelines():
    return {
        "__default__": pipeline(
            [
                node(see, ["raw", "parameters"], "seen", name="see"),
                node(train, ["raw", "params:model.depth"], "model", name="train"),
                node(report, ["model", "params:limits"], "report", name="report"),
            ]
        )
    }
`;

const parametersYml = `name: x
model: {depth: 3, other: y}
limits: {height: 100.5, floor: 1.0}
features: [1.0, 2.5]
nothing: null
query: ''
label: ''
big: 1
`;

for (const line of Object.keys(kedroLines) as KedroLine[]) {
	describeWith(await bed.python(`${line}-bare`), `parameters and versions of a run, with ${line}`, python => {
		let home: string;
		let data: string;
		let project: string;
		beforeAll(async () => {
			home = await realpath(await mkdtemp(join(tmpdir(), 'kfp-wizard-runtime-')));
			data = join(home, 'shared');
			await mkdir(data);
			await shareCompiledCode(join(home, '.cache'));
			const type = line === 'kedro-0.18' ? 'json.JSONDataSet' : 'json.JSONDataset';
			const entries = ['raw', 'seen', 'model', 'report'].map(
				name =>
					`${name}:\n  type: ${type}\n  filepath: ${data}/${name}.json\n${name === 'model' ? '  versioned: true\n' : ''}`,
			);
			project = await writeProject(join(home, 'project'), {
				kedro: kedroLines[line],
				files: {
					'conf/base/parameters.yml': parametersYml,
					'conf/base/catalog.yml': entries.join('\n'),
					'src/small/nodes.py': nodesPy,
					'src/small/pipeline_registry.py': registryPy,
				},
			});
			await writeFile(join(data, 'raw.json'), '[1]\n');
		});
		afterAll(() => rm(home, {recursive: true, force: true}));

		const wizard = async (...args: readonly string[]) => {
			const env = {PATH: `${dirname(python)}:${process.env['PATH']}`, HOME: home, LANG: 'C.UTF-8'};
			const ran = await execa(process.execPath, [program, ...args, '--python', python], {
				cwd: project,
				env,
				extendEnv: false,
				reject: false,
				timeout: 200_000,
			});
			return {exitCode: ran.exitCode, text: `${ran.stdout}\n${ran.stderr}`};
		};
		const rules = ['local-dataset', 'local-input'].flatMap(rule => ['--ignore', `catalog/${rule}`]);
		const compile = (format: string, spec: string, ...more: readonly string[]) =>
			wizard(
				'compile',
				'--env',
				'base',
				'--image',
				'x/y:1',
				'--no-secret',
				'--format',
				format,
				'-o',
				spec,
				...rules,
				...more,
			);
		const json = async (name: string): Promise<Exact> => fromJson(await readFile(join(data, name), 'utf8'));

		const nasty = '{{workflow.name}} $(HOME) ${name} 🚀 a,b="c"';
		const flags = [
			['--param', `query='${nasty}'`],
			['--param', 'label="two\\nlines, ü"'],
			['--param', 'big=123456789012345678901234567890'],
			['--expose-param', 'model.depth'],
			['--expose-param', 'limits'],
			['--expose-param', 'features'],
			['--expose-param', 'nothing'],
			['--expose-param', 'name'],
		].flat();

		it.each(['kfp', 'argo'])(
			'%s: fixed values, defaults and values of a run arrive exactly; one version',
			async format => {
				const spec = join(home, `${format}.yaml`);
				const compiled = await compile(format, spec, ...flags);
				expect(compiled.exitCode, compiled.text).toBe(0);
				expect(await readFile(spec, 'utf8')).not.toMatch(/🚀|\$\(HOME\)/);
				await rm(join(data, 'model.json'), {recursive: true, force: true});

				const given = [
					'--param',
					'model.depth=7',
					'--param',
					'nothing=[1.0, null]',
					'--param',
					'name="say ""'.replace('""', '\\"hi\\""'),
				];
				// Of one format the tasks are forks, which take a fraction of the time.
				const ran = await wizard('rehearse', spec, '--json', ...given, ...(format === 'argo' ? ['--warm'] : []));
				expect(ran.exitCode, ran.text).toBe(0);
				expect(await json('seen.json')).toEqual({
					name: 'say "hi"',
					model: {depth: 7n, other: 'y'},
					limits: {height: 100.5, floor: 1},
					features: [1, 2.5],
					nothing: [1, null],
					query: nasty,
					label: 'two\nlines, ü',
					big: 123456789012345678901234567890n,
				});
				expect(await json('report.json')).toEqual({model: {depth: 7n}, limits: {height: 100.5, floor: 1}});
				const today = new Date().toISOString().slice(0, 8);
				const versions = await readdir(join(data, 'model.json'));
				expect(versions).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d\.\d\d\.\d\d\.\d{6}Z$/)]);
				expect(versions[0]).toContain(today.slice(0, 4));
			},
		);

		if (line !== 'kedro-1') return;
		it('tells unknown keys with the nearest, and values that would not arrive', async () => {
			const spec = join(home, 'never.yaml');
			const unknown = await compile('kfp', spec, '--param', 'model.dept=3');
			expect(unknown.exitCode).toBe(2);
			expect(unknown.text).toContain('did you mean model.depth?');
			const exposed = await compile('kfp', spec, '--expose-param', 'feature');
			expect(exposed.text).toContain('did you mean features?');
			const typed = await compile('kfp', spec, '--expose-param', 'model.depth', '--param', 'model.depth=deep');
			expect(typed.exitCode).toBe(2);
			expect(typed.text).toContain('The value of model.depth is STRING, and the input is NUMBER_INTEGER');
		});
	});
}
