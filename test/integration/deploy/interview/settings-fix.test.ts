// The options of a deploy that are saved to conf/<env>/kfp.yml: Kedro reads them back as the same values.
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {remainingPlanValues} from '../../../../src/options/plan-values.ts';
import {settingsFix} from '../../../../src/deploy/interview/settings-fix.ts';
import {withSettings} from '../../../../src/options/settings/settings.ts';
import {inspectProject} from '../../../../src/kedro/inspect.ts';
import type {PlanValue} from '../../../../src/schema/plan.ts';
import {bed} from '../../../bed/bed.ts';
import {type KedroLine, kedroLines, writeProject} from '../../../bed/kedro-project.ts';
import {describeWith} from '../../../bed/part.ts';
import {scratch} from '../../../support/scratch.ts';
import {interpreter} from '../../kedro/projects.ts';

/** The user is in the project. */
const folders = (root: string) => ({root, cwd: root, home: '/home/ada'});

const row = (name: string, value: string, source = 'asked'): PlanValue => ({name, value, source});

describe.each(Object.keys(kedroLines) as KedroLine[])('saved options on %s', async line => {
	describeWith(await bed.python(line), 'that Kedro reads', python => {
		it('give a deploy without flags the same options', async () => {
			const root = await writeProject(await scratch(), {
				kedro: kedroLines[line],
				files: {
					'conf/base/kfp.yml': 'env_vars: {A: base}\nimage: ${_image}\n_image: base/image\n',
					'conf/prod/.gitkeep': '',
				},
			});
			const inspect = () => inspectProject({root, python: interpreter(python), env: process.env, environment: 'prod'});
			const rows = [
				row('image', 'localhost:5000/acme/churn'),
				row('host', 'http://localhost:8888'),
				row('namespace', 'on'),
				row('spec', join(root, 'out/churn.yaml'), '--spec'),
				row('existing-secret', 'true'),
				row('kfp-name', '2026-11-23'),
				row('experiment', 'it’s: "10:30" #1'),
				row('param', 'alpha=1.0', '--param'),
				row('param', 'when=2026-11-23', '--param'),
				row('param', 'text="a,b=c\\n\\u00fc: #1"', '--param'),
				row('param', 'deep={"a b": [1, 2.0, true, null, "yes"]}', '--param'),
				row('expose-param', 'model.depth', '--expose-param'),
				row('env-var', 'LEVEL=0123', '--env-var'),
			];
			const before = await inspect();
			const {edits} = await settingsFix(before, 'prod', rows, folders(root));
			for (const {file, change} of edits) {
				await mkdir(dirname(join(root, file)), {recursive: true});
				await writeFile(join(root, file), change(undefined));
			}
			const after = await inspect();
			expect(after.settings?.problem).toBeNull();
			expect(
				(await settingsFix(after, 'prod', rows, folders(root))).edits,
				await readFile(join(root, 'conf/prod/kfp.yml'), 'utf8'),
			).toEqual([]);
			const given = withSettings({}, after);
			const found = remainingPlanValues(given, []).map(({name, value}) => [name, value]);
			expect(found).toEqual(
				expect.arrayContaining([
					['image', 'localhost:5000/acme/churn'],
					['namespace', 'on'],
					['spec', join(root, 'out/churn.yaml')],
					['existing-secret', 'true'],
					['kfp-name', '2026-11-23'],
					['experiment', 'it’s: "10:30" #1'],
					['param', 'alpha=1.0'],
					['param', 'when="2026-11-23"'],
					['param', 'text="a,b=c\\nü: #1"'],
					['param', 'deep={"a b": [1, 2.0, true, null, "yes"]}'],
					['expose-param', 'model.depth'],
				]),
			);
			expect(after.settings?.values).toMatchObject({env_vars: {A: 'base', LEVEL: '0123'}});
			expect(new Set(Object.values(given).map(({source}) => source))).toEqual(new Set(['conf/prod/kfp.yml']));
		});
	});
});
