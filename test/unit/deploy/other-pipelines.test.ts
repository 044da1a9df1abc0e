// The pipelines before and after a run: they are checked, and what they need is a need of the run.
import {expect, it} from 'vitest';
import {pipelineOfRun} from '../../../src/deploy/other-pipelines.ts';
import {checkSelection} from '../../../src/deploy/steps/checks/run.ts';
import {selectionOf} from '../../support/deploy-parts.ts';
import {implied, node} from '../../support/facts.ts';

const settings = {
	files: ['conf/s3/kfp.yml'],
	values: {on_exit: {pipeline: 'notify'}},
	params: {},
	places: [],
	problem: null,
};
const main = {name: '__default__', nodes: [node('load: raw -> trips'), node('fit: trips -> model')]};
const notify = {name: 'notify', nodes: [node('fit: trips -> model'), node('send: recipients -> ')]};

it('is checked as one task, beside the pipeline that is deployed', () => {
	const given = {project: {settings, pipelines: [main, notify], datasets: [implied('recipients')]}};
	const of = (rule: string, more: object = {}) =>
		checkSelection(selectionOf({project: {...given.project, ...more}}), undefined, {}).findings.filter(
			finding => finding.rule === rule,
		);
	expect(of('pipeline/missing-input').map(finding => finding.node)).toContain('send');
	expect(of('pipeline/missing-input', {settings: null}).map(finding => finding.node)).not.toContain('send');
	const {findings, errors} = checkSelection(selectionOf(given), undefined, {});
	expect(errors).toBe(findings.filter(({severity}) => severity === 'error').length);
	const texts = findings.map(finding => JSON.stringify(finding));
	expect(new Set(texts).size, 'what holds for both is said once').toBe(texts.length);
});

it('adds its nodes to those of the run', () => {
	const {project} = selectionOf({project: {settings, pipelines: [main, notify]}});
	const names = (pipelines: typeof project) =>
		pipelineOfRun({project: pipelines, pipeline: main}).nodes.map(({name}) => name);
	expect(names(project)).toEqual(['load', 'fit', 'send']);
	expect(names({...project, settings: null})).toEqual(['load', 'fit']);
});

it('the pipeline at the start is checked as one task too, and its nodes are nodes of the run', () => {
	const start = {...settings, values: {on_start: {pipeline: 'notify'}, on_exit: {pipeline: 'notify'}}};
	const given = selectionOf({
		project: {settings: start, pipelines: [main, notify], datasets: [implied('recipients')]},
	});
	const {findings} = checkSelection(given, undefined, {});
	const missing = findings.filter(({rule, node}) => rule === 'pipeline/missing-input' && node === 'send');
	expect(missing, 'once, though it runs at the start and at the end').toHaveLength(1);
	const {project} = given;
	expect(pipelineOfRun({project, pipeline: main}).nodes.map(({name}) => name)).toEqual(['load', 'fit', 'send']);
});
