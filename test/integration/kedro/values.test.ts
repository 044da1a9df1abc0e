// What the inspection finds in the values of a configuration: keys that only the default environment has, and local paths.
import {beforeAll, expect, it} from 'vitest';
import type {Project} from '../../../src/schema/project.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {inspected} from './projects.ts';

const files = {
	'conf/local/parameters.yml': '_hidden: 1\nalpha: 9\nextra:\n  password: hunter2\n',
	'conf/local/globals.yml': 'bucket: dev\nroots: {raw: dev}\n',
	'conf/base/globals.yml': 'roots: {clean: base}\nfolder: data/days\n',
	'conf/local/spark.yml': 'spark.memory: 2g\n',
	'conf/local/catalog.yml': '"{any}":\n  type: json.JSONDataset\n  filepath: ${globals:roots.raw}/{any}.json\n',
	'conf/base/parameters_more.yml':
		'more: ${globals:bucket, none}/x\nin:\n  days: ${globals:folder}/*.csv\n  list: [none.csv, "./data/days/1.csv", /tmp, ..days.csv]\n  mode: data\n  data_dir: data/out\n',
	'data/days/1.csv': '1\n',
	'..days.csv': '1\n',
	'data/out/.gitkeep': '',
	'src/small/settings.py':
		'CONFIG_LOADER_ARGS = {"base_env": "base", "default_run_env": "local", "config_patterns": {"spark": ["spark*"]}}\n',
};

describeWith(await bed.python('kedro-1'), 'values of a configuration', python => {
	let project: Project;
	beforeAll(async () => {
		project = await inspected(python, {files}, {environment: 'base'});
	});

	it('what only the default environment has is named with its line, never with its value', () => {
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

	it('parameters that name what is on this machine are found, also in lists, patterns and globals', () => {
		const rows = project.pathParameters?.map(({key, path, folder, files: inside}) => [key, path, folder, inside]);
		expect(rows).toEqual([
			['in.days', 'data/days', true, ['data/days/1.csv']],
			['in.list', 'data/days/1.csv', false, ['data/days/1.csv']],
			['in.list', '..days.csv', false, ['..days.csv']],
			['in.data_dir', 'data/out', true, []],
		]);
	});
});
