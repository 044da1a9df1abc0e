// Reading a spec back: once for one text, also in later commands.
import {expect, it} from 'vitest';
import {specReadings} from '../../../../../src/deploy/steps/spec/readings.ts';
import type {KeptAnswers} from '../../../../../src/system/kept-answers.ts';
import {errorOf} from '../../../../support/error-of.ts';
import {plainOutline, specText} from '../../../../support/spec-text.ts';

/** What commands keep, as text as in a file. */
function memory() {
	const files = new Map<string, string>();
	const kept: KeptAnswers = {
		find: (key, schema) => schema.safeParse(JSON.parse(files.get(key) ?? 'null')).data,
		keep: async (key, answer) => void files.set(key, JSON.stringify(answer)),
	};
	return {files, kept};
}

const reading = {name: 'demo', tasks: 2, hasPlatform: false, outline: plainOutline};

it('a text that an earlier command has read is not read again, another text is', async () => {
	const {files, kept} = memory();
	const first = specReadings(kept);
	expect(first.of(specText.plain)).toEqual(reading);
	expect(files.size).toBe(0);
	await first.keep();
	expect([...files.values()].map(text => JSON.parse(text) as unknown)).toEqual([reading]);
	const [key = ''] = files.keys();
	files.set(key, JSON.stringify({...reading, name: 'of the earlier command'}));
	const later = specReadings(kept);
	expect(later.of(specText.plain).name).toBe('of the earlier command');
	expect(later.of(`${specText.plain}\n`).name).toBe('demo');
	expect(specReadings(undefined).of(specText.plain).name).toBe('demo');
});

it('what is kept in another form is read again, and a wrong spec is refused and not kept', async () => {
	const {files, kept} = memory();
	const first = specReadings(kept);
	first.of(specText.plain);
	await first.keep();
	const [key = ''] = files.keys();
	files.set(key, '{"name": "demo"}');
	expect(specReadings(kept).of(specText.plain)).toEqual(reading);
	const wrong = specReadings(kept);
	expect(await errorOf((async () => wrong.of('a: ['))())).toMatchObject({code: 'SPEC_INVALID'});
	await wrong.keep();
	expect(files.size).toBe(1);
});
