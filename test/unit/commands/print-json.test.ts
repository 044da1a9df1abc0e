// One JSON document on stdout.
import {expect, it} from 'vitest';
import {printJson} from '../../../src/commands/print-json.ts';
import {testContext} from '../../support/context.ts';
import {unattendedUi} from '../../support/scripted-ui.ts';

it('a document is printed with line breaks, and ends with one', () => {
	const context = testContext(unattendedUi().ui);
	printJson({ok: true, names: ['a']}, context);
	expect(context.printed()).toBe('{\n  "ok": true,\n  "names": [\n    "a"\n  ]\n}\n');
});

it('a terminal gets no character that it could obey, and a reader of JSON every one', () => {
	const context = testContext(unattendedUi().ui);
	const names = ['\u001B]52;c;x\u0007', 'a\u202Eb', 'raw\u200B_sales', '\u009B2J', 'two\nlines'];
	printJson({names}, context);
	expect(context.printed().replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u200B\u202E]/u);
	expect(JSON.parse(context.printed())).toEqual({names});
});
