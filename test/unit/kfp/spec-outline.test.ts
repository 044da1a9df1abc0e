// Outlines of specs as text and as the server stores them.
import {describe, expect, it} from 'vitest';
import {parse} from 'yaml';
import {imagesOfStored, outlineOfStored, outlineOfText, secretsOfStored} from '../../../src/kfp/spec-outline.ts';
import {specText} from '../../support/spec-text.ts';

it('a spec has the same outline as text and as the server stores it', () => {
	const plain = outlineOfText(specText.plain);
	expect(plain).toEqual({tasks: ['root/clean', 'root/train'], platform: false});
	expect(outlineOfStored(parse(specText.plain))).toEqual(plain);
	expect(outlineOfText(specText.withPlatform)).toEqual({...plain, platform: true});
});

it('the tasks of a v1 Workflow are its templates', () => {
	expect(outlineOfStored({spec: {templates: [{name: 'b'}, {name: 'a'}]}})).toEqual({
		tasks: ['a', 'b'],
		platform: false,
	});
});

it('a stored value of another type has no tasks', () => {
	expect([undefined, null, 'text', []].map(outlineOfStored)).toEqual(Array(4).fill({tasks: [], platform: false}));
});

it.each(['', 'a: [', 'a: 1\n b: 2'])('the text %j is not a spec', text => {
	expect(() => outlineOfText(text)).toThrow('The pipeline spec is not valid YAML');
});

describe('what the tasks of a stored version take', () => {
	const container = {image: 'ghcr.io/acme/churn:1'};
	const workflow = {
		spec: {
			templates: [
				{name: 'demo', dag: {tasks: []}},
				{name: 'a', container: {...container, env: [{name: 'K', valueFrom: {secretKeyRef: {name: 'keys', key: 'K'}}}]}},
				{name: 'b', container, volumes: [{secret: {secretName: 'files'}}]},
			],
		},
	};

	it('its images, without duplicates', () => {
		expect(imagesOfStored(parse(specText.plain))).toEqual(['alpine']);
		expect(imagesOfStored({pipeline_spec: parse(specText.plain), platform_spec: {}})).toEqual(['alpine']);
		expect(imagesOfStored(workflow)).toEqual(['ghcr.io/acme/churn:1']);
		expect([undefined, 'text', {deploymentSpec: []}].map(imagesOfStored)).toEqual([[], [], []]);
	});

	it('its Secrets, but not those that the image is pulled with', () => {
		const executors = {
			'exec-run': {
				secretAsEnv: [{secretName: 'aws-secrets', keyToEnv: []}],
				secretAsVolume: [{secretName: 'files'}],
				imagePullSecret: [{secretName: 'registry'}],
			},
		};
		const platform_spec = {platforms: {kubernetes: {deploymentSpec: {executors}}}};
		expect(secretsOfStored({pipeline_spec: {}, platform_spec})).toEqual(['aws-secrets', 'files']);
		expect(secretsOfStored(workflow)).toEqual(['keys', 'files']);
		expect(secretsOfStored(undefined)).toEqual([]);
	});
});
