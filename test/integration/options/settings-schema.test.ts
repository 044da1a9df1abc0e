// The JSON schema of kfp.yml for editors, by the reference validator.
import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {parse} from 'yaml';
import {expect, it} from 'vitest';
import {settingsJsonSchema} from '../../../src/options/settings/json-schema.ts';
import {run} from '../../../src/system/exec.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';

async function example(): Promise<object> {
	const page = await readFile(new URL('../../../docs/settings.md', import.meta.url), 'utf8');
	const [, text = ''] = /```yaml\n(# yaml-language-server[^]*?)```/.exec(page) ?? [];
	return parse(text, {version: '1.1'}) as object;
}

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
