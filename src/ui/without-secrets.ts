// A UI that shows no secret and no control character: whatever is shown passes here once.
import {lineRedactor, redact, redactAll} from '../system/secrecy/redact.ts';
import {clean} from '../system/text.ts';
import type {Question, Ui} from './ui.ts';

/** After cleaning, because what breaks a secret apart may be invisible. */
const shown = (text: string): string => redact(clean(text));
const allShown = <T>(value: T): T => redactAll(value, shown);

/** The same UI. Answers stay as they are: they are used, not shown. */
export function withoutSecrets(ui: Ui): Ui {
	// The lines of all tools are one stream for the reader.
	const shownLine = lineRedactor();
	return {
		interactive: ui.interactive,
		signal: ui.signal,
		begin: header => ui.begin(allShown(header)),
		emit: event => ui.emit(event.event === 'log' ? {...event, line: shownLine(clean(event.line))} : allShown(event)),
		ask: question => ui.ask(shownQuestion(question)),
		...(ui.offer === undefined ? {} : {offer: actions => ui.offer?.(actions)}),
		...(ui.read === undefined ? {} : {read: async text => ui.read?.(shown(text))}),
		...(ui.lend === undefined ? {} : {lend: async work => ui.lend?.(work) ?? work()}),
		close: () => ui.close(),
	};
}

function shownQuestion<Q extends Question>(question: Q): Q {
	const words = {
		message: shown(question.message),
		...(question.help === undefined ? {} : {help: shown(question.help)}),
	};
	switch (question.kind) {
		case 'select':
		case 'multiselect':
			return {
				...question,
				...words,
				choices: question.choices.map(choice => ({...allShown(choice), value: choice.value})),
			};
		case 'confirm':
			return {...question, ...words, ...(question.diff === undefined ? {} : {diff: allShown(question.diff)})};
		case 'findings':
			return {...question, ...words, findings: allShown(question.findings)};
		case 'plan':
			return {
				...question,
				...words,
				plan: allShown(question.plan),
				...(question.warnings === undefined ? {} : {warnings: allShown(question.warnings)}),
			};
		default:
			return {...question, ...words};
	}
}
