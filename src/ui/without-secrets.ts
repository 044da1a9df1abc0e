// A UI that shows no secret and no control character: whatever is shown passes here once.
import {defined} from '../system/defined.ts';
import {lineRedactor, redact, redactAll} from '../system/secrecy/redact.ts';
import {clean} from '../system/text.ts';
import type {Question, Ui} from './ui.ts';

/** With the optional methods, so that one that is added to the type is not forgotten here. */
type AllOf<T> = {[Key in keyof Required<T>]: T[Key]};

/** After cleaning, because what breaks a secret apart may be invisible. */
const shown = (text: string): string => redact(clean(text));
const allShown = <T>(value: T): T => redactAll(value, shown);

/** The same UI. Answers stay as they are: they are used, not shown. Every method is listed: each may show something. */
export function withoutSecrets(ui: Ui): Ui {
	// The lines of all tools are one stream for the reader.
	const shownLine = lineRedactor();
	return defined({
		interactive: ui.interactive,
		signal: ui.signal,
		begin: header => ui.begin(allShown(header)),
		emit: event => ui.emit(event.event === 'log' ? {...event, line: shownLine(clean(event.line))} : allShown(event)),
		ask: question => ui.ask(shownQuestion(question)),
		offer: ui.offer?.bind(ui),
		read: ui.read && (async text => ui.read?.(shown(text))),
		lend: ui.lend?.bind(ui),
		close: () => ui.close(),
	} satisfies AllOf<Ui>);
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
