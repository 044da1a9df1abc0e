// The variables of a task, as far as they are known before the project is read.
import {mkdir, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {expect, it} from 'vitest';
import {variablesBefore} from '../../../../../src/deploy/steps/project/task-variables.ts';
import {withoutRun} from '../../../../../src/kedro/task-environment.ts';
import {flag} from '../../../../support/deploy-parts.ts';
import {scratch} from '../../../../support/scratch.ts';

it('flags count over kfp.yml of the environment, that over its base, that over the Dockerfile', async () => {
	const root = await scratch();
	const files = {
		'pyproject.toml': '[tool.kedro]\npackage_name = "shop"\nproject_name = "Shop"\n',
		Dockerfile: 'FROM python:3.11\nENV A=dockerfile B=dockerfile PATH=/opt/bin\n',
		'conf/base/kfp.yml': 'env_vars:\n  C: base\n',
		'conf/prod/kfp.yml':
			'env_vars:\n  B: prod\n  C: 3\nnodes:\n  load:\n    secrets: [{name: db, env_vars: {DB_PASSWORD: password}}]\n',
	};
	for (const [path, text] of Object.entries(files)) {
		await mkdir(dirname(join(root, path)), {recursive: true});
		await writeFile(join(root, path), text);
	}
	const found = await variablesBefore(root, 'prod', {envVar: flag(['C=flag'], '--env-var')});
	expect(found).toMatchObject({A: 'dockerfile', B: 'prod', C: 'flag', DB_PASSWORD: 'withheld-by-kfp-wizard'});
	expect(found).not.toHaveProperty('PATH');
	const nothing = await variablesBefore(join(root, 'conf'), undefined, {secret: flag(false as const, '--no-secret')});
	expect(nothing, 'only what stands for a run').toEqual(withoutRun('__default__'));
});
