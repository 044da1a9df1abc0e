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
