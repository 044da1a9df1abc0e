// What only the default environment sets, as the inspection finds it with a real Kedro.
import {expect, it} from 'vitest';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {inspected} from './projects.ts';

describeWith(await bed.python('kedro-1'), 'values of the default environment', python => {
	it('keys of parameters, globals, the catalog and other configuration are named with their lines, never their values', async () => {
		const files = {
			'conf/local/parameters.yml': '_hidden: 1\nalpha: 9\nextra:\n  password: hunter2\n',
			'conf/local/globals.yml': 'bucket: dev\nroots: {raw: dev}\n',
			'conf/base/globals.yml': 'roots: {clean: base}\n',
			'conf/local/spark.yml': 'spark.memory: 2g\n',
			'conf/local/catalog.yml': '"{any}":\n  type: json.JSONDataset\n  filepath: ${globals:roots.raw}/{any}.json\n',
			'conf/base/parameters_more.yml': 'more: ${globals:bucket, none}/x\n',
			'src/small/settings.py':
				'CONFIG_LOADER_ARGS = {"base_env": "base", "default_run_env": "local", "config_patterns": {"spark": ["spark*"]}}\n',
		};
		const project = await inspected(python, {files}, {environment: 'base'});
		const {defaultOnly = []} = project;
		const rows = defaultOnly.map(({kind, keys, place, uses}) => [kind, keys.join('/'), place?.line, uses]);
		expect(rows).toEqual(
			expect.arrayContaining([
				['parameters', 'extra', 3, []],
				['globals', 'bucket', 1, [{name: 'params:more', optional: true}]],
				['globals', 'roots/raw', 2, []],
				['spark', 'spark.memory', 1, []],
			]),
		);
		expect(defaultOnly.flatMap(({keys}) => keys)).not.toContain('alpha');
		const entries = defaultOnly.flatMap(({entry}) => entry ?? []);
		expect(
			entries.map(({pattern, value, source}) => [pattern, value?.replace(/\w+\.json$/, ''), source]),
		).toContainEqual(['{any}', 'dev/', 'pattern']);
		expect(JSON.stringify(project)).not.toContain('hunter2');
	});
});
