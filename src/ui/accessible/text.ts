// A line of text, typed and echoed, or without an echo where it is a secret.
import {type TextQuestion, WentBack} from '../ui.ts';
import type {LineTerminal} from './typed.ts';

export async function askText(question: TextQuestion, {show, typed}: LineTerminal): Promise<string> {
	const {message, help, masked = false, back = false, flag} = question;
	const initial = question.initial ?? question.suggested;
	const ways = [masked ? 'nothing is shown while you type' : '', back ? '< for back' : ''].filter(Boolean).join(', ');
	const prompt = `${message.replace(/:$/, '')}${ways === '' ? '' : ` (${ways})`}${initial === undefined || masked ? '' : ` [${initial}]`}: `;
	if (help !== undefined) show(help);
	const isBack = (line: string): boolean => back && line.trim() === '<';
	const refuse = (text: string): boolean => {
		const problem = question.validate?.(text);
		if (problem !== undefined) show(`Not accepted: ${problem}`);
		return problem !== undefined;
	};
	for (;;) {
		const line = masked
			? await typed.hidden(prompt, flag, text => !isBack(text) && refuse(text))
			: (await typed.line(prompt)).trim();
		if (isBack(line)) throw new WentBack();
		if (line === '?' && !masked) {
			show(help ?? 'There is no further help.');
			continue;
		}
		const text = line === '' && initial !== undefined ? initial : line;
		if (masked || !refuse(text)) return text;
	}
}
