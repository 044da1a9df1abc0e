// Values of the default environment that fixes copy into the chosen one, and those that they leave there.
import {expect, it} from 'vitest';
import type {DefaultOnly} from '../../../src/schema/project.ts';
import {csv, implied, node} from '../../support/facts.ts';
import {proposed} from '../../support/proposed-fixes.ts';

const local = `_root: s3://dev
model: # of trees
  rate: 0.10  # per step
  paths: {out: "\${_root}/out"}
  nested: {api_token: ghp_abcdefghijklmnopqrstuvwxyz0123456789}
server: http://localhost:9000
home: /home/ada/x
days: [mon, "01"]
word: Xk29fjQ81mzPq0LLw8
`;

const value = (key: string, line: number, kind = 'parameters'): DefaultOnly => ({
	kind,
	keys: key.split('.'),
	place: {file: `conf/local/${kind}.yml`, line},
	uses: kind === 'globals' ? [{name: 'x', optional: false}] : [],
	entry: null,
});

const copied = (inputs: string, values: DefaultOnly[], files: Record<string, string> = {}) =>
	proposed(
		{nodes: [node(`a: ${inputs} -> m`)], project: {defaultOnly: values}},
		{'conf/local/parameters.yml': local, ...files},
	);

it('a value is copied as it is written, with the variables that it uses', async () => {
	const {apply} = await copied('params:days, params:model.paths', [value('days', 8), value('model', 2)]);
	const text = await apply('conf/s3/parameters.yml');
	expect(text).toBe('days: [ mon, "01" ]\n');
	const nested = await copied('params:model', [value('model.rate', 3), value('model.paths', 4)], {
		'conf/base/parameters.yml': 'model:\n  depth: 2\n',
	});
	expect(await nested.apply('conf/s3/parameters.yml')).toBe(
		'model:\n  depth: 2\n  rate: 0.10\n  paths: {out: "${_root}/out"}\n\n_root: s3://dev\n',
	);
});

it('the value goes where the environment has the key', async () => {
	const {apply} = await copied('params:model', [value('model.rate', 3)], {
		'conf/s3/parameters_model.yml': '# trees\nmodel: {depth: 3}\n',
	});
	expect(await apply('conf/s3/parameters_model.yml')).toMatch(/^# trees\nmodel: \{ ?depth: 3, rate: 0\.10 ?\}\n$/);
});

it('secrets, addresses and paths of this machine stay there', async () => {
	const values = [value('server', 6), value('home', 7), value('word', 9), value('model', 2)];
	const {fixes, reasons} = await copied('params:server, params:home, params:word, params:model', values);
	expect(fixes.filter(({finding}) => finding.rule === 'environment/only-default').map(({fix}) => fix)).toEqual([
		undefined,
		undefined,
		undefined,
		undefined,
	]);
	const texts = [...reasons.values()].join('\n');
	expect(texts).toContain('server is an address of this machine');
	expect(texts).toContain('home is a path of this machine');
	expect(texts).toContain('word may be a secret');
	expect(texts).toContain('model.nested.api_token may be a secret');
	expect(texts).not.toMatch(/ghp_|Xk29/);
});

it('a global value goes into the file of globals', async () => {
	const {apply} = await copied('x', [value('bucket', 1, 'globals')], {'conf/local/globals.yml': 'bucket: shop-eu\n'});
	expect(await apply('conf/s3/globals.yml')).toBe('bucket: shop-eu\n');
});

it('an entry is copied with the name of its credentials, and moved where it is on a local path', async () => {
	const entries = {
		x: csv('x', 's3://dev/x.csv', {credentials: 'dev'}),
		y: csv('y', 'data/y.csv'),
	};
	const catalog = `x:\n  type: pandas.CSVDataset\n  filepath: s3://dev/x.csv\n  credentials: dev\ny:\n  type: pandas.CSVDataset\n  filepath: data/y.csv\n`;
	const {apply} = await proposed(
		{
			nodes: [node('a: raw -> x'), node('b: x -> y'), node('c: y -> out')],
			project: {
				datasets: [implied('x'), implied('y'), csv('raw', 's3://tide/raw.csv'), csv('out', 's3://tide/out.csv')],
				defaultOnly: Object.entries(entries).map(([name, entry]) => ({
					kind: 'catalog',
					keys: [name],
					place: {file: 'conf/local/catalog.yml', line: 1},
					uses: [{name, optional: false}],
					entry: {...entry, place: {file: 'conf/local/catalog.yml', line: 1}},
				})),
			},
		},
		{'conf/local/catalog.yml': catalog},
	);
	expect(await apply()).toBe(
		'x:\n  type: pandas.CSVDataset\n  filepath: s3://dev/x.csv\n  credentials: dev\n\ny:\n  type: pandas.CSVDataset\n  filepath: s3://tide/demo/y.csv\n',
	);
});
