// Where settings.py takes the configuration from, read with real Kedro: what tasks will have of it.
import {mkdir, writeFile} from 'node:fs/promises';
import {join, relative} from 'node:path';
import {expect, it} from 'vitest';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {scratch} from '../../support/scratch.ts';
import {inspected} from './projects.ts';

const settingsPy = 'src/small/settings.py';

describeWith(await bed.python('kedro-1'), 'the source of the configuration', python => {
	const read = async (settings: string, files: Record<string, string> = {}) => {
		const project = await inspected(python, {files: {...files, [settingsPy]: settings}}, {environment: 'base'});
		return {...project, problems: project.sourceProblems?.map(({kind, what, place}) => [kind, what, place?.line])};
	};

	it('a folder in the project is named relative to it, also where settings.py computes its path', async () => {
		const computed = await read(
			'from pathlib import Path\n\nCONF_SOURCE = str(Path(__file__).parent / "conf")\nCONFIG_LOADER_ARGS = {"base_env": "base"}\n',
			{'src/small/conf/base/parameters.yml': 'alpha: 1\nmodel: {depth: 3}\n'},
		);
		expect(computed).toMatchObject({confSource: 'src/small/conf', baseEnvironment: 'base', problems: []});
		expect(computed.parameters).toContain('alpha');
	});

	it('a folder outside the project is a problem at its line', async () => {
		const outside = await scratch();
		await mkdir(join(outside, 'base'));
		await writeFile(join(outside, 'base', 'parameters.yml'), 'beta: 1\n');
		const source = await read(`\nCONF_SOURCE = "${outside}"\n`);
		expect(source).toMatchObject({
			confSource: relative(source.root, outside),
			problems: [['outside', 'CONF_SOURCE', 2]],
		});
		expect(source.sourceProblems).toMatchObject([{value: source.confSource, absolute: outside}]);
		expect(source.environmentFiles).toMatchObject([{file: `${source.confSource}/base/parameters.yml`}]);
		expect(source.parameters).toContain('beta');
		const base = await read(`CONFIG_LOADER_ARGS = {\n    "base_env": "${join(outside, 'base')}",\n}\n`);
		expect(base.problems).toEqual([['outside', 'base_env', 2]]);
		expect(base.parameters).toContain('beta');
	});

	it('without base_env Kedro reads all environments as one', async () => {
		const whole = await read('CONFIG_LOADER_ARGS = {"config_patterns": {"spark": ["spark*"]}}\n');
		expect(whole.problems).toEqual([['whole', 'CONFIG_LOADER_ARGS', 1]]);
		expect((await read('DISABLE_HOOKS_FOR_PLUGINS = ()\n')).problems).toEqual([]);
	});
});
