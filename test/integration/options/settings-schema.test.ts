// The JSON schema of kfp.yml for editors, by the reference validator, and the example of docs/settings.md by everything that reads it.
import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {parse} from 'yaml';
import * as z from 'zod';
import {describe, expect, it} from 'vitest';
import {readSettings} from '../../../src/options/settings/read.ts';
import {settingsJsonSchema, SettingsSchema, TaskSettingsSchema} from '../../../src/options/settings/schema.ts';
import {run} from '../../../src/system/exec.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';

async function example(): Promise<object> {
	const page = await readFile(new URL('../../../docs/settings.md', import.meta.url), 'utf8');
	const [, text = ''] = /```yaml\n(# yaml-language-server[^]*?)```/.exec(page) ?? [];
	return parse(text, {version: '1.1'}) as object;
}

describe('the settings', () => {
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

describeWith(await bed.python('kfp-1.8'), 'the JSON schema', python => {
	it('is valid, takes what holds and refuses what does not', async () => {
		const good = [
			await example(),
			{},
			{_anchors: {x: 1}, nodes: {__default__: {cpu: 2, gpu: {count: 1}}}},
			{image: '${globals:image}', nodes: {train: {retries: '${globals:tries}', gpu: '${globals:gpus}'}}},
			{secret: false, existing_secret: true, params: {deep: {a: [1, null]}}},
		];
		const bad = [
			{imagee: 'x'},
			{nodes: {train: {cpus: 2}}},
			{nodes: {train: {retries: 'two'}}},
			{format: 'yaml'},
			{nodes: ['train']},
			{nodes: {train: {volumes: [{path: '/x'}]}}},
		];
		const script = fileURLToPath(new URL('validate-json.py', import.meta.url));
		const input = JSON.stringify({schema: settingsJsonSchema(), documents: [...good, ...bad]});
		const result = await run(python, ['-W', 'ignore', script], {input, timeout: 60_000});
		expect(result.stderr).toBe('');
		const errors = JSON.parse(result.stdout) as string[][];
		expect(errors.slice(0, good.length)).toEqual(good.map(() => []));
		for (const found of errors.slice(good.length)) expect(found.length).toBeGreaterThan(0);
	});
});
