// What counts as a loss when a project is read again.
import {expect, it} from 'vitest';
import {lostSince} from '../../../src/fixes/lost.ts';
import type {Project} from '../../../src/schema/project.ts';
import {csv, facts, implied, node} from '../../support/facts.ts';

const nodes = [node('load: raw -> trips'), node('fit: trips -> model')];
const projectOf = (more: Partial<Project> = {}): Project =>
	facts({nodes, project: {datasets: [csv('raw', 's3://tide/raw.csv'), implied('trips')], parameters: ['a'], ...more}})
		.project;
const before = projectOf();
const lost = (more: Partial<Project>): readonly string[] => lostSince(before, projectOf(more));

it('nothing is lost where all is there, or there is more', () => {
	expect(lost({})).toEqual([]);
	expect(lost({parameters: ['a', 'b'], datasets: [...before.datasets, csv('more', 's3://tide/more.csv')]})).toEqual([]);
});

it('a node that got its name is the same node', () => {
	const [pipeline] = before.pipelines;
	if (pipeline === undefined) throw new Error('no pipeline');
	const named = pipeline.nodes.map(each => ({...each, name: `${each.name}_named`}));
	expect(lost({pipelines: [{...pipeline, nodes: named}]})).toEqual([]);
	expect(lost({pipelines: [{...pipeline, nodes: pipeline.nodes.slice(1)}]})).toEqual([
		`the pipeline ${pipeline.name} lacks the node load`,
	]);
	expect(lost({pipelines: []})).toEqual([`the pipeline ${pipeline.name} is gone`]);
});

it('an entry, a parameter, a data location or a catalog entry can be lost', () => {
	const unresolved = [{what: 'catalog: raw', reason: 'Interpolation key _csv not found.', place: null}];
	expect(lost({unresolved})).toEqual(['catalog: raw is not resolved any more: Interpolation key _csv not found']);
	expect(lostSince(projectOf({unresolved}), projectOf({unresolved}))).toEqual([]);
	expect(lost({parameters: []})).toEqual(['the parameter a is gone']);
	expect(lost({datasets: [implied('raw'), implied('trips')]})).toEqual([
		'the dataset raw has no data location any more',
		'the dataset raw is not in the catalog any more',
	]);
});

it('variables that tasks lack count where the project now fails without them', () => {
	const variable = {name: 'BUCKET', place: null, from: 'shell', value: 'x'} as const;
	expect(lost({variables: [{...variable, effect: 'fails'}]})).toEqual([
		'the project needs the variable BUCKET, which the tasks do not have',
	]);
	expect(lost({variables: [{...variable, effect: 'differs'}]})).toEqual([]);
});
