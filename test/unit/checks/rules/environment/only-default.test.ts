// Values that tasks need and that only the default environment sets.
import {expect, it} from 'vitest';
import type {DefaultOnly} from '../../../../../src/schema/project.ts';
import {findingsOf} from '../../../../../src/checks/rule.ts';
import {runChecks} from '../../../../../src/checks/run-checks.ts';
import {environmentOnlyDefault} from '../../../../../src/checks/rules/environment/only-default.ts';
import {facts, type FactOverrides, node} from '../../../../support/facts.ts';

const value = (kind: string, key: string, more: Partial<DefaultOnly> = {}): DefaultOnly => ({
	kind,
	keys: key.split('.'),
	place: {file: `conf/local/${kind}.yml`, line: 3},
	uses: [],
	entry: null,
	...more,
});

const found = (inputs: string, defaultOnly: DefaultOnly[], more: FactOverrides['project'] = {}) =>
	findingsOf(
		environmentOnlyDefault,
		facts({nodes: [node(`train: ${inputs} -> model`)], project: {defaultOnly, ...more}}),
	).map(({severity, message, fix}) => [severity, message, fix?.title]);

it('a parameter that a node reads stops Kedro', () => {
	expect(found('params:model.rate', [value('parameters', 'model')])).toEqual([
		[
			'error',
			'train reads params:model.rate, which only conf/local/parameters.yml sets: in the environment s3 Kedro will stop with "Pipeline input(s) not found in the DataCatalog"',
			'Add model to conf/s3/parameters.yml',
		],
	]);
});

it('keys inside a parameter, or of all parameters, are missing in it', () => {
	const nested = [value('parameters', 'model.rate'), value('parameters', 'model.depth')];
	expect(found('params:model', nested)).toEqual([
		[
			'warning',
			'train reads params:model, of which model.rate and model.depth are only in conf/local/parameters.yml: in the environment s3 the parameter comes without them',
			'Add model.rate and model.depth to conf/s3/parameters.yml',
		],
	]);
	expect(found('parameters', nested)).toMatchObject([
		['warning', expect.stringMatching(/train reads parameters, of which/u), expect.anything()],
	]);
});

it('what no node reads is not reported', () => {
	expect(found('params:other', [value('parameters', 'model'), value('globals', 'bucket')])).toEqual([]);
});

it('a global value without a default stops every node, one with a default counts where it is used', () => {
	const used = (name: string, optional: boolean) => [value('globals', 'bucket', {uses: [{name, optional}]})];
	expect(found('x', used('unused', false))).toMatchObject([
		['error', expect.stringMatching(/unused uses \$\{globals:bucket\}/u), expect.anything()],
	]);
	expect(found('x', used('unused', true))).toEqual([]);
	expect(found('x', used('x', true))).toMatchObject([
		['warning', expect.stringMatching(/the default value counts instead$/u), expect.anything()],
	]);
	expect(found('params:a.b', used('params:a', true))).toHaveLength(1);
});

it('another kind of configuration stops Kedro where the code names it', () => {
	expect(found('x', [value('spark', 'memory')])).toMatchObject([
		['warning', expect.stringMatching(/^memory of the configuration spark/u), expect.anything()],
	]);
	const named = [value('spark', 'memory', {uses: [{name: 'spark', optional: false}]})];
	expect(found('x', named)).toMatchObject([
		['error', expect.stringMatching(/MissingConfigException/u), expect.anything()],
	]);
});

it('a secret is not for the image', () => {
	const values = [value('parameters', 'api_token'), value('parameters', 'rate')];
	expect(found('parameters', values).map(([, , fix]) => fix)).toEqual([
		'Keep api_token out of the image: let the node read it from an environment variable, and give the tasks the variable from a Secret, with secrets in kfp.yml',
		'Add rate to conf/s3/parameters.yml',
	]);
});

it('nothing is reported a second time as missing or unresolved', () => {
	const reason = "Globals key 'bucket' not found and no default value provided.";
	const all = facts({
		nodes: [node('train: params:rate -> model')],
		project: {
			defaultOnly: [value('parameters', 'rate'), value('globals', 'bucket', {uses: [{name: 'x', optional: false}]})],
			unresolved: [{what: 'x', reason, place: null}],
		},
	});
	const rules = runChecks(all, {ignore: []}).findings.map(({rule}) => rule);
	expect(rules.filter(rule => !/^(?:requirements|catalog)/.test(rule))).toEqual([
		'environment/only-default',
		'environment/only-default',
	]);
});
