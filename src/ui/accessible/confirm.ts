// Yes or no, typed as a word.
import {type ConfirmQuestion, WentBack} from '../ui.ts';
import type {LineTerminal} from './typed.ts';

export async function askConfirm(
	{message, help, initial, back = false}: ConfirmQuestion,
	{show, typed}: LineTerminal,
): Promise<boolean> {
	const prompt = `${message} yes or no${back ? ', b for back' : ''} [${initial ? 'yes' : 'no'}]: `;
	if (help !== undefined) show(help);
	for (;;) {
		const line = (await typed.line(prompt)).trim().toLowerCase();
		if (line === '') return initial;
		if (line === 'y' || line === 'yes') return true;
		if (line === 'n' || line === 'no') return false;
		if (back && (line === 'b' || line === '<')) throw new WentBack();
		show(line === '?' ? (help ?? 'There is no further help.') : 'Type yes or no.');
	}
}
