// Where the spec is written, and what an image leaves out because of it.
import {expect, it} from 'vitest';
import {leftOutOfImage, specPath} from '../../../../../src/deploy/steps/spec/path.ts';
import {facts} from '../../../../support/facts.ts';
import {flag} from '../../../../support/deploy-parts.ts';

const project = {root: '/home/ada/demo', name: 'Tide Tables'};

it('the spec is in the project, named after it, unless an option says where', () => {
	expect(specPath({}, project, '/elsewhere')).toEqual({value: '/home/ada/demo/tide-tables.yaml', source: 'default'});
	expect(specPath({spec: flag('x.yaml', '-o')}, project, '/elsewhere')).toEqual({
		value: '/elsewhere/x.yaml',
		source: '-o',
	});
	expect(specPath({spec: flag('-', '--spec')}, project, '/elsewhere').value).toBe('-');
});

it('an image has neither the spec nor the default spec nor the kfp.yml of any environment', () => {
	const {project: whole} = facts({project: {environments: ['base', 'prod']}});
	expect(leftOutOfImage({spec: flag('out/x.yaml', '--spec')}, whole, whole.root)).toEqual([
		'out/x.yaml',
		'demo.yaml',
		'conf/base/kfp.yml',
		'conf/base/kfp.yaml',
		'conf/prod/kfp.yml',
		'conf/prod/kfp.yaml',
	]);
	expect(leftOutOfImage({}, whole, whole.root)[0]).toBe('demo.yaml');
	expect(leftOutOfImage({}, whole, whole.root)).toHaveLength(5);
});
