// Names that mark what kfp-wizard created: promised to users, so a change here is a change of the contract.
import {expect, it} from 'vitest';
import {deployedName, deploymentId, kfpName, kfpNames, specFileName, versionName} from '../../../src/deploy/names.ts';

const of = (name: string, pipelines: readonly string[] = [], environments: readonly string[] = ['base', 'prod']) => ({
	name,
	pipelines: pipelines.map(each => ({name: each})),
	environments: [...environments],
});

it('B9: the pipeline on Kubeflow is named <project>[-<pipeline>]-<env>', () => {
	expect(kfpName(of('Tide Tables'), '__default__', 'prod')).toBe('tide-tables-prod');
	expect(kfpName(of('Tide Tables'), 'ports', 'prod')).toBe('tide-tables-ports-prod');
	expect(kfpName(of('Tide Tables'), 'data_prep', 'prod')).toBe('tide-tables-data-prep-prod');
	expect(kfpName(of('Tide Tables'), '__default__', 'prod/eu')).toBe('tide-tables-prod-eu');
	expect(kfpName(of('2nd Projekt'), 'ports', 'prod')).toMatch(/^[a-z][a-z0-9-]*$/);
	expect(kfpName(of('x'.repeat(300)), 'ports', 'prod').length).toBeLessThanOrEqual(127);
	expect(kfpName(of('x'.repeat(300)), '日本', 'prod').length).toBeLessThanOrEqual(127);
});

it('a part of a pipeline has a name of its own, unless a flag names it', () => {
	const none = {fromNodes: [], toNodes: [], nodes: [], tags: [], fromInputs: [], toOutputs: []};
	const part = (names: readonly string[]) => ({
		filter: {...none, fromNodes: names},
		flags: ` --from-nodes ${names.join(',')}`,
		of: 3,
	});
	const named = (names: readonly string[], options: Parameters<typeof deployedName>[2] = {}, project = 'shop') =>
		deployedName(of(project), {pipeline: '__default__', environment: 'prod', part: part(names)}, options).value;
	expect(named(['fit_model'])).toMatch(/^shop-prod-from-nodes-fit-model-[0-9a-f]{6}$/);
	expect(named(['fit_model']), 'names with the same slug').not.toBe(named(['fit-model']));
	expect(named(['x'.repeat(200)], {}, 'y'.repeat(200)).length).toBeLessThanOrEqual(127);
	const kfpYml = {value: 'churn', source: 'conf/prod/kfp.yml'};
	expect(named(['fit'], {kfpName: kfpYml}), 'the name in kfp.yml is that of the whole pipeline').toMatch(
		/^churn-from-nodes-fit-[0-9a-f]{6}$/,
	);
	expect(named(['fit'], {kfpName: {value: 'own', source: '--kfp-name'}})).toBe('own');
});

it.each([
	[['__default__', '日本', '한국', 'données', 'donnees'], ['prod']],
	[['__default__', 'data_prep', 'data-prep', 'Data_Prep', 'data.prep'], ['prod']],
	[
		['__default__', 'a', 'a-b', 'eu'],
		['c', 'b-c', 'prod', 'eu-prod', 'prod/eu', 'prod-eu'],
	],
])('pipelines and environments with one slug are kept apart: %o in %o', (pipelines, environments) => {
	const project = of('shop', pipelines, environments);
	const names = pipelines.flatMap(name => environments.map(environment => kfpName(project, name, environment)));
	expect(new Set(names).size).toBe(names.length);
	expect(names[0]).toBe(`shop-${environments[0]}`);
	for (const [index, name] of names.entries())
		expect(
			kfpNames(
				'shop',
				pipelines[Math.floor(index / environments.length)] ?? '',
				environments[index % environments.length] ?? '',
			),
		).toContain(name);
});

it('B9: a name that loses its letters has a hash, with and without others of its kind', () => {
	expect(kfpName(of('shop', ['日本']), '日本', 'prod')).toMatch(/^shop-prod-[0-9a-f]{6}$/);
	expect(kfpName(of('shop', ['data-prep', 'data_prep']), 'data-prep', 'prod')).toBe('shop-data-prep-prod');
});

it('a version is named <pipeline>-<hash>, at most 127 characters', () => {
	expect(versionName('tide-tables-prod', '4be1c09a77f2')).toBe('tide-tables-prod-4be1c09a77f2');
	const long = versionName(`${'x'.repeat(113)}-${'y'.repeat(13)}`, '4be1c09a77f2');
	expect(long).toBe(`${'x'.repeat(113)}-4be1c09a77f2`);
	expect(versionName('x'.repeat(127), '4be1c09a77f2')).toHaveLength(127);
});

it('ids are stable, and differ between deployments', () => {
	expect(deploymentId('abc', {a: '1', b: '2'}, 'prod')).toBe(deploymentId('abc', {b: '2', a: '1'}, 'prod'));
	expect(
		new Set([
			deploymentId('abc', {}, 'prod'),
			deploymentId('abc', {}, 'dev'),
			deploymentId('abd', {}, 'prod'),
			deploymentId('abc', {a: '1'}, 'prod'),
		]).size,
	).toBe(4);
	expect(specFileName('Tide Tables')).toBe('tide-tables.yaml');
});
