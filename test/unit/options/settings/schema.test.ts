// What kfp.yml may hold: a description for every key, a valid example in the docs, and the JSON schema for editors.
import {readFile} from 'node:fs/promises';
import {parse} from 'yaml';
import * as z from 'zod';
import {describe, expect, it} from 'vitest';
import {settingKey} from '../../../../src/options/names.ts';
import {optionNames} from '../../../../src/options/options.ts';
import {readSettings} from '../../../../src/options/settings/read.ts';
import {settingsJsonSchema} from '../../../../src/options/settings/json-schema.ts';
import {SettingsSchema} from '../../../../src/options/settings/schema.ts';
import {TaskSettingsSchema} from '../../../../src/options/settings/task-schema.ts';

async function example(): Promise<object> {
	const page = await readFile(new URL('../../../../docs/settings.md', import.meta.url), 'utf8');
	const [, text = ''] = /```yaml\n(# yaml-language-server[^]*?)```/.exec(page) ?? [];
	return parse(text, {version: '1.1'}) as object;
}

describe('the keys of kfp.yml', () => {
	it('have a description for every key', () => {
		for (const schema of [SettingsSchema, TaskSettingsSchema]) {
			const {properties = {}} = z.toJSONSchema(schema);
			const described = Object.entries(properties).filter(([, property]) => typeof property === 'object');
			expect(described.length).toBeGreaterThan(10);
			for (const [name, property] of described) expect(property, name).toHaveProperty('description');
		}
	});

	it('have an example in docs/settings.md that is valid', async () => {
		const values = await example();
		const settings = {files: ['conf/prod/kfp.yml'], values, params: {}, places: [], problem: null};
		expect(readSettings({settings}).problems).toEqual([]);
		expect(Object.keys(values).length).toBeGreaterThan(10);
	});
});

describe('the JSON schema of kfp.yml', () => {
	const schema = settingsJsonSchema();
	const properties = schema['properties'] as Readonly<Record<string, {readonly description?: string}>>;

	it('has the key of every option, and twelve keys that no flag sets', () => {
		const ofOptions = optionNames.flatMap(name => settingKey(name) ?? []);
		expect(Object.keys(properties).toSorted()).toEqual(
			[
				...ofOptions,
				'description',
				'image_pull_policy',
				'image_pull_secrets',
				'lineage',
				'metrics',
				'nodes',
				'on_exit',
				'on_start',
				'pipelines',
				'reports',
				'tags',
				'ttl',
			].sort(),
		);
		expect(schema['additionalProperties']).toBe(false);
	});

	it('has the form of a text where it must have one', () => {
		const form = (key: string, of: object = properties): RegExp => {
			const {pattern} = (of as Readonly<Record<string, {readonly pattern?: string}>>)[key] ?? {};
			return new RegExp(pattern ?? '', 'u');
		};
		const {properties: ofTask} = z.toJSONSchema(TaskSettingsSchema, {io: 'input'});
		expect(['nod', 'tag:', 'tag:model', 'node'].map(text => form('group_by').test(text))).toEqual([
			false,
			false,
			true,
			true,
		]);
		expect(['Kube_System', 'team-a', '${globals:space}'].map(text => form('namespace').test(text))).toEqual([
			false,
			true,
			true,
		]);
		expect(['2 gigs', '2Gi'].map(text => form('shared_memory', ofTask).test(text))).toEqual([false, true]);
		expect(
			['../a.txt', 'a/../b', '..', 'a..txt', 'x/y.txt'].map(text => form('requirements', ofTask).test(text)),
		).toEqual([false, false, false, true, true]);
		expect(['ghcr.io/a/b', 'localhost:5000/b', 'ghcr.io/a/b:1'].map(text => form('image', ofTask).test(text))).toEqual([
			false,
			false,
			true,
		]);
	});

	it('lets an interpolation stand for any value that is not a text, and ignores keys for anchors', () => {
		expect(properties['format']).toMatchObject({
			description: expect.any(String),
			anyOf: [{enum: ['kfp', 'argo']}, {pattern: String.raw`\$\{.+\}`}],
		});
		expect(schema['patternProperties']).toEqual({'^_': true});
	});
});
