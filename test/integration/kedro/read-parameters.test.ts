// Values of parameters, read by the project's own loader, and what a run's values change in what is inspected.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {inspectProject} from '../../../src/kedro/inspect.ts';
import {readParameters} from '../../../src/kedro/read-parameters.ts';
import {bed} from '../../bed/bed.ts';
import {type KedroLine, kedroLines, writeProject} from '../../bed/kedro-project.ts';
import {describeWith} from '../../bed/part.ts';

const parametersYml = `alpha: 1.0
count: 3
big: 123456789012345678901234567890
text: "a \\"b\\" {{c}} \\U0001F680 \\n"
none: null
model:
  depth: [1, 2.0]
  bucket: \${runtime_params:bucket, fallback}
  day: \${runtime_params:day, 2026-01-01}
secret_of_somebody: hidden-value
when: 2026-11-23
`;

for (const line of Object.keys(kedroLines) as KedroLine[]) {
	describeWith(await bed.python(line), `parameters with ${line}`, executable => {
		const python = {command: executable, args: [], source: 'test'};
		const type = line === 'kedro-0.18' ? 'json.JSONDataSet' : 'json.JSONDataset';
		let root: string;
		beforeAll(async () => {
			root = await writeProject(await mkdtemp(join(tmpdir(), 'parameters-')), {
				kedro: kedroLines[line],
				files: {
					'conf/base/parameters.yml': parametersYml,
					'conf/base/catalog.yml': `raw:\n  type: ${type}\n  filepath: s3://\${runtime_params:bucket}/raw.json\n`,
				},
			});
		});
		afterAll(() => rm(root, {recursive: true, force: true}));

		it('the requested parameters are read with their types, and the runtime keys are listed', async () => {
			const keys = ['alpha', 'count', 'big', 'text', 'none', 'model', 'model.depth', 'nowhere'];
			const {known, runtime, defaults, values} = await readParameters(
				{root, env: process.env, python, environment: 'base'},
				keys,
			);
			expect(Object.fromEntries(values)).toEqual({
				alpha: 1,
				count: 3n,
				big: 123456789012345678901234567890n,
				text: 'a "b" {{c}} 🚀 \n',
				none: null,
				model: {depth: [1n, 2], bucket: 'fallback', day: '2026-01-01'},
				'model.depth': [1n, 2],
			});
			expect(known).toEqual(expect.arrayContaining(['alpha', 'model.bucket', 'model.depth']));
			expect(runtime).toEqual(['bucket', 'day']);
			expect([...defaults]).toEqual([
				['bucket', null],
				['day', '2026-01-01'],
			]);
		});

		it('parameters and the catalog use the values of a run', async () => {
			const parameters = {bucket: 'own ${x}', 'model.depth': 7n};
			const {values} = await readParameters({root, env: process.env, python, environment: 'base', parameters}, [
				'model',
			]);
			expect(values.get('model')).toEqual({depth: 7n, bucket: 'own ${x}', day: '2026-01-01'});
			const before = await inspectProject({root, env: process.env, python, environment: 'base'});
			expect(before.unresolved.map(({what}) => what)).toEqual(['raw']);
			const project = await inspectProject({
				root,
				env: process.env,
				python,
				environment: 'base',
				parameters: {bucket: 'b', extra: 1n},
			});
			expect(project.unresolved).toEqual([]);
			expect(project.datasets.find(({name}) => name === 'raw')?.value).toBe('s3://b/raw.json');
			expect(project.parameters).toEqual(expect.arrayContaining(['bucket', 'extra', 'model.depth']));
			expect(JSON.stringify(project)).not.toContain('hidden-value');
		});
	});
}
