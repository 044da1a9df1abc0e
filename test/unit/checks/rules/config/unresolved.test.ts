// The rule config/unresolved: configuration values that could not be resolved.
import {expect, it} from 'vitest';
import {all, csv, found, node} from '../../../../support/facts.ts';

const rule = 'config/unresolved';
const project = (what: string) => ({
	unresolved: [
		{what, reason: "Environment variable 'BUCKET' not found", place: {file: 'conf/s3/catalog.yml', line: 4}},
	],
});

it.each(['raw', 'unused'])('an unresolved value in %s is an error, because Kedro loads all entries or none', what => {
	const [finding] = found(rule, {project: project(what)});
	expect(finding).toMatchObject({severity: 'error', file: 'conf/s3/catalog.yml', line: 4});
	expect(finding?.dataset).toBe(what === 'raw' ? 'raw' : undefined);
	expect(finding?.message).toContain('BUCKET');
});

it('a dataset and parameters that could not be resolved are reported by no other rule', () => {
	const nodes = [node('load: raw -> trips'), node('train: trips, params:depth -> model')];
	const datasets = [csv('trips', '', {value: null})];
	expect(all({nodes, project: {datasets, parameters: ['depth']}})).toEqual(['warning catalog/unknown-dataset']);
	expect(all({nodes, project: {...project('trips'), datasets, parameters: ['depth']}})).toEqual([`error ${rule}`]);
	expect(all({nodes, project: project('parameters')})).toEqual([`error ${rule}`]);
});

it('a resolved configuration passes', () => {
	expect(found(rule)).toEqual([]);
});

it.each([
	["Runtime parameter 'depth' not found", 'Set it with --param depth=VALUE'],
	["Environment variable 'BUCKET' not found", 'Set it for the tasks with --env-var BUCKET=VALUE'],
	['Unsupported interpolation type oc.env', 'Kedro resolves oc.env only in credentials'],
	["Globals key 'bucket' not found and no default value provided.", 'Add bucket to conf/s3/globals.yml'],
	['something else', 'Set the value in globals.yml or give it a default'],
])('the advice for "%s" names what to set', (reason, advice) => {
	const unresolved = [{what: 'raw', reason, place: null}];
	expect(found(rule, {project: {unresolved}})[0]?.fix?.title).toContain(advice);
});

it('a key that stands twice gets the advice for it, in every wording', () => {
	const of = (reason: string) => found(rule, {project: {unresolved: [{what: 'raw', reason, place: null}]}})[0];
	const twice = of('it stands in conf/base/catalog.yml:1 and again in conf/base/catalog_b.yml:7');
	expect(twice?.message).toBe(
		'raw stands twice, in conf/base/catalog.yml:1 and in conf/base/catalog_b.yml:7: Kedro refuses the file and starts no node',
	);
	for (const finding of [twice, of('Duplicate keys found in a and b: raw'), of('found duplicate key raw')])
		expect(finding?.fix?.title).toMatch(/^Remove one of the two, or rename it\./);
});

it('a key that stands twice because Kedro reads the folders inside an environment gets that advice', () => {
	const reason = 'it stands in conf/s3/catalog.yml:1 and again in conf/s3/eu/catalog.yml:1';
	expect(found(rule, {project: {unresolved: [{what: 'raw', reason, place: null}]}})[0]?.fix?.title).toMatch(
		/^Kedro reads the folders inside conf\/s3\/ for s3 too/,
	);
});

it('nothing is reported where settings.py does not load, which is the cause', () => {
	const notices = [{kind: 'settings' as const, message: 'settings.py cannot be loaded: x', place: null}];
	expect(found(rule, {project: {...project('raw'), notices}})).toEqual([]);
	expect(found('project/settings', {project: {...project('raw'), notices}})).toHaveLength(1);
});

it.each(['it is not a mapping with the type of a dataset', 'it has no type', 'its type is not a text'])(
	'B6: a catalog entry that Kedro refuses is an error with what to write: %s',
	reason => {
		const unresolved = [{what: 'raw', reason, place: {file: 'conf/base/catalog.yml', line: 1}}];
		const [finding] = found(rule, {project: {unresolved}});
		expect(finding?.message).toMatch(/^The catalog entry raw is not valid: it/);
		expect(finding?.fix?.title).toContain('Write a mapping with the type of the dataset');
	},
);
