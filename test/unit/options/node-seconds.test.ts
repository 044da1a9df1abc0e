// How long nodes run, as flags and kfp.yml say it.
import {expect, it} from 'vitest';
import {readNodeSeconds, secondsOfNodes} from '../../../src/options/node-seconds.ts';
import {flag} from '../../support/deploy-parts.ts';
import {facts, node} from '../../support/facts.ts';

const {project} = facts({nodes: [node('train: -> model'), node('report: model -> page')]});
const given = (value: readonly string[], source = '--node-seconds') => ({nodeSeconds: flag(value, source)});

it('each node has its seconds, and one second where nothing is known', () => {
	const secondsOf = secondsOfNodes(project, given(['train=40']));
	expect([secondsOf('train'), secondsOf('report')]).toEqual([40, 1]);
	expect(secondsOfNodes(project, {})('train')).toBe(1);
});

it.each(['train', 'train=', '=4', 'train=0', 'train=1.5', 'train=-3', 'train=40s'])('%j is refused', text => {
	expect(() => readNodeSeconds(given([text]))).toThrow('--node-seconds: write NODE=SECONDS');
});

it('the name of a node may have the sign =', () => {
	expect([...readNodeSeconds(given(['f(a=1)=40']))]).toEqual([['f(a=1)', 40]]);
});

it('a node that no pipeline has is refused, in kfp.yml it is a finding', () => {
	expect(() => secondsOfNodes(project, given(['trian=40']))).toThrow(
		'There is no node "trian" (--node-seconds); did you mean train?',
	);
	expect(secondsOfNodes(project, given(['gone=40'], 'conf/base/kfp.yml'))('train')).toBe(1);
});
