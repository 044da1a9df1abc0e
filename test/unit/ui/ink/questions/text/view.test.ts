// A text field as rows.
import {describe, expect, it} from 'vitest';
import {frame} from '../../../../../../src/ui/ink/frame.ts';
import {secret} from '../../../../../support/ui/large-questions.ts';
import {image} from '../../../../../support/ui/questions.ts';
import {ascii, look} from '../../../../../support/ui/look.ts';
import {ask, drawn, lines, paste, press} from '../../../../../support/ui/screen.ts';

it('what is suggested is shown until something is typed, with the cursor at its start', () => {
	const {initial: _, ...free} = image;
	const empty = ask({...free, suggested: 'ghcr.io/kim/tide'});
	expect(drawn(empty)).toContain('❯ ghcr.io/kim/tide\n');
	expect(frame(empty, look).cursor?.x).toBe(1 + 2);
	expect(drawn(press(empty, 'q'))).not.toContain('kim');
});

describe('a secret', () => {
	const typed = paste(press(ask(secret), 'h', 'u', 'n', 't', 'e', 'r', '2', '日'), 'wJalrXUtnFEMI\n');

	it('a secret is a dot for each character, in every frame, also while the cursor moves', () => {
		expect(drawn(typed)).toContain('❯ •••••••••••••••••••••\n');
		for (const state of [typed, press(typed, 'left', 'left'), press(typed, 'f1'), press(typed, 'home', 'enter')])
			expect(drawn(state)).not.toMatch(/hunter|日|wJal/);
		const {cursor} = frame(press(typed, 'left'), look);
		expect(cursor?.x).toBe(1 + 2 + 20);
		expect(lines(typed, ascii).join('\n')).toContain('> *********************');
	});
});
