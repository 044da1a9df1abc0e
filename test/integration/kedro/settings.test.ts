// kfp.yml, read by the project's own Kedro: the environment over base, interpolations, every configuration loader.
import {describe, expect, it} from 'vitest';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {type KedroLine, kedroLines} from '../../bed/kedro-project.ts';
import {inspected} from './projects.ts';

const base = `# Settings of every environment
_registry: ghcr.io/acme
image: \${_registry}/churn
params:
  alpha: 1.0
  name: "a,b"
  deep: {big: 123456789012345678901, list: [1, 2.5, null]}
nodes:
  __default__: {memory: 1Gi}
`;
const prod = `namespace: team-a
nodes:
  train:
    cpu: 2.0
    secrets:
      - name: db
        env_vars: {PASSWORD: password}
`;

describe.each(Object.keys(kedroLines) as KedroLine[])('kfp.yml on %s', async line => {
	describeWith(await bed.python(line), 'read through OmegaConfigLoader', python => {
		const project = (files: Readonly<Record<string, string>>) => ({kedro: kedroLines[line], files});

		it('the environment wins over base, and interpolations are resolved', async () => {
			const files = {'conf/base/kfp.yml': base, 'conf/prod/kfp.yaml': prod, 'conf/prod/.gitkeep': ''};
			const {settings, unresolved} = await inspected(python, project(files), {environment: 'prod'});
			expect(unresolved).toEqual([]);
			expect(settings).toMatchObject({
				files: ['conf/base/kfp.yml', 'conf/prod/kfp.yaml'],
				problem: null,
				values: {
					image: 'ghcr.io/acme/churn',
					namespace: 'team-a',
					nodes: {train: {cpu: '2.0', secrets: [{name: 'db', env_vars: {PASSWORD: 'password'}}]}},
				},
				params: {alpha: '1.0', name: '"a,b"', deep: '{"big": 123456789012345678901, "list": [1, 2.5, null]}'},
			});
			const place = (...key: string[]) => settings?.places.find(each => each.key.join('/') === key.join('/'))?.place;
			expect(place('image')).toEqual({file: 'conf/base/kfp.yml', line: 3});
			expect(place('nodes')).toEqual({file: 'conf/prod/kfp.yaml', line: 2});
			expect(place('nodes', 'train', 'secrets', '0', 'env_vars', 'PASSWORD')).toEqual({
				file: 'conf/prod/kfp.yaml',
				line: 7,
			});
		});

		it('variables of on_start that the configuration needs are found, without those that have a default', async () => {
			const {handedOn} = await inspected(
				python,
				project({
					'conf/base/kfp.yml': 'on_start: {pipeline: begin, variables: [RUN, STORE]}\n',
					'conf/base/credentials.yml': 'db: {run: "${oc.env: RUN}", store: "${oc.env:STORE,x}"} # ${oc.env:STORE}\n',
				}),
			);
			expect(handedOn).toEqual([{name: 'RUN', place: {file: 'conf/base/credentials.yml', line: 1}}]);
		});

		it('the value of a variable that looks like a secret is masked', async () => {
			const text =
				'env_vars: {DB_PASSWORD: hunter2}\nnodes: {a: {env_vars: {API_TOKEN: hunter3}, secrets: [{name: s, env_vars: {PASSWORD: key}}]}}\n';
			const {settings} = await inspected(python, project({'conf/base/kfp.yml': text}));
			expect(JSON.stringify(settings)).not.toContain('hunter');
			expect(settings?.values).toEqual({
				env_vars: {DB_PASSWORD: '***'},
				nodes: {a: {env_vars: {API_TOKEN: '***'}, secrets: [{name: 's', env_vars: {PASSWORD: 'key'}}]}},
			});
		});

		it('a missing or empty kfp.yml is not an error', async () => {
			expect((await inspected(python, project({}))).settings).toBeNull();
			const empty = await inspected(python, project({'conf/base/kfp.yml': '# later\n'}));
			expect(empty.settings).toMatchObject({values: {}, problem: null});
		});

		it('an unreadable kfp.yml is reported, and the rest of the project is read', async () => {
			const {settings, unresolved, datasets} = await inspected(
				python,
				project({'conf/base/kfp.yml': 'image: a\nhost: ${no_such_key}\n'}),
			);
			expect(settings).toMatchObject({
				values: null,
				problem: {
					message: expect.stringMatching(/^host: .*no_such_key/),
					place: {file: 'conf/base/kfp.yml', line: 2},
				},
			});
			expect(unresolved).toEqual([]);
			expect(datasets).not.toEqual([]);
			const broken = await inspected(python, project({'conf/base/kfp.yml': 'image: a\n  b: [\n'}));
			expect(broken.settings).toMatchObject({values: null, problem: {message: expect.stringMatching(/\w/)}});
		});
	});
});

describeWith(await bed.python('kedro-1'), 'kfp.yml with a merge strategy', python => {
	it('a merge strategy of the project is used below the top level', async () => {
		const files = {
			'src/small/settings.py':
				'CONFIG_LOADER_ARGS = {"base_env": "base", "default_run_env": "local", "merge_strategy": {"kfp": "soft"}}\n',
			'conf/base/kfp.yml': 'nodes: {clean: {cpu: 1}, train: {cpu: 1}}\n',
			'conf/local/kfp.yml': 'nodes: {train: {memory: 1Gi}}\n',
		};
		const {settings} = await inspected(python, {files});
		expect(settings?.values).toEqual({nodes: {clean: {cpu: 1}, train: {cpu: 1, memory: '1Gi'}}});
	});
});

describeWith(await bed.python('kedro-0.18'), "kfp.yml with 0.18's own loaders", python => {
	it.each([
		['ConfigLoader', 'image: ghcr.io/acme/churn\n', ''],
		[
			'TemplatedConfigLoader',
			'image: ${registry}/churn\n',
			'CONFIG_LOADER_ARGS = {"globals_dict": {"registry": "ghcr.io/acme"}}\n',
		],
	])('kfp.yml is read with %s', async (loader, text, args) => {
		const {settings} = await inspected(
			python,
			{
				kedro: kedroLines['kedro-0.18'],
				files: {
					'src/small/settings.py': `from kedro.config import ${loader}\n\nCONFIG_LOADER_CLASS = ${loader}\n${args}`,
					'conf/base/kfp.yml': `${text}namespace: one\n`,
					'conf/prod/kfp.yml': 'namespace: two\n',
				},
			},
			{environment: 'prod'},
		);
		expect(settings?.problem).toBeNull();
		expect(settings?.values).toEqual({image: 'ghcr.io/acme/churn', namespace: 'two'});
	});
});
