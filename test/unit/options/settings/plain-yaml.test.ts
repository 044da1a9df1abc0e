// kfp.yml without Kedro: the layers of the environment, and what only Kedro can read.
import {mkdir, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {readPlainSettings} from '../../../../src/options/settings/plain-yaml.ts';
import {useTemporaryFolder} from '../../../support/temporary-folder.ts';

const temporary = useTemporaryFolder();

async function read(files: Readonly<Record<string, string>>, environment?: string) {
	const root = temporary.path;
	for (const [path, text] of Object.entries(files)) {
		await mkdir(dirname(join(root, path)), {recursive: true});
		await writeFile(join(root, path), text);
	}
	return readPlainSettings({root, packageFolder: 'src/demo', environment});
}

describe('kfp.yml as plain YAML', () => {
	it('the chosen environment overrides base, key by key, and each value knows its file', async () => {
		const {settings, skipped} = await read(
			{
				'conf/base/kfp.yml': 'host: a\nnamespace: base\n_anchor: 1\n',
				'conf/prod/kfp.yaml': 'host: b\n',
				'conf/local/kfp.yml': 'host: c\n',
			},
			'prod',
		);
		expect(settings.values).toEqual({host: 'b', namespace: 'base'});
		expect(settings.places).toContainEqual({key: ['host'], place: {file: 'conf/prod/kfp.yaml', line: null}});
		expect(skipped).toEqual([]);
	});

	it("without an environment Kedro's default one is read, under the names that settings.py gives", async () => {
		const {settings} = await read({
			'src/demo/settings.py':
				'CONF_SOURCE = "config"\nCONFIG_LOADER_ARGS = {"base_env": "common", "default_run_env": "dev"}\n',
			'config/common/kfp.yml': 'host: a\n',
			'config/dev/kfp.yml': 'namespace: dev\n',
		});
		expect(settings.values).toEqual({host: 'a', namespace: 'dev'});
	});

	it('B58: a value with an interpolation, and a file that is not YAML, are skipped and reported', async () => {
		const {settings, skipped} = await read(
			{'conf/base/kfp.yml': 'host: "${globals:host}"\nnamespace: a\n', 'conf/prod/kfp.yml': 'a: [\n'},
			'prod',
		);
		expect(settings.values).toEqual({namespace: 'a'});
		expect(skipped).toEqual([
			{key: undefined, message: expect.stringMatching(/^conf\/prod\/kfp\.yml is not read: /)},
			{key: 'host', message: 'host in conf/base/kfp.yml is not used: only Kedro can resolve its interpolation'},
		]);
	});

	it('B58: a folder, a text that is not UTF-8, and aliases without end are skipped and reported', async () => {
		const levels = Array.from({length: 9}, (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(10)}]`);
		const reasonFor = async (files: Readonly<Record<string, string>>) => (await read(files)).skipped[0]?.message;
		expect(await reasonFor({'conf/base/kfp.yaml/x': ''})).toMatch('conf/base/kfp.yaml is not read');
		expect(await reasonFor({'conf/base/kfp.yml': 'host: a\uFFFD'})).toMatch(
			'conf/base/kfp.yml is not read: it is not UTF-8',
		);
		const bomb = `a0: &a0 [x]\n${levels.join('\n')}\n`;
		expect(await reasonFor({'conf/base/kfp.yml': bomb})).toMatch(/kfp\.yml is not read: .*alias/);
	});

	it('a project without the file has no settings', async () => {
		expect((await read({})).settings.values).toEqual({});
	});
});
