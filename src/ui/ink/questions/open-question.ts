// A question while it is being answered: its screen, and what keys and pastes change.
import {type Question, Unsent} from '../../ui.ts';
import type {Size} from '../layout.ts';
import {type Hint, hintsIn, type Outcome, pressIn} from './bindings.ts';
import {confirmKeys} from './confirm/keys.ts';
import {openConfirm, type OpenConfirm} from './confirm/state.ts';
import {confirmBody} from './confirm/view.ts';
import {openFindings, type OpenFindings} from './findings/state.ts';
import {keysOfFindings, pasteIntoFindings} from './findings/keys.ts';
import {findingsBody} from './findings/view.ts';
import {listKeys} from './list/keys.ts';
import {openList, type OpenList, pasteIntoList} from './list/state.ts';
import {listBody} from './list/view.ts';
import {openPlan, type OpenPlan} from './plan/state.ts';
import {keysOfPlan, pasteIntoPlan} from './plan/keys.ts';
import {planBody} from './plan/view.ts';
import type {Body, Canvas, Screen} from './screen.ts';
import {textKeys, unfinished} from './text/keys.ts';
import {insert, openText, type OpenText} from './text/state.ts';
import {textBody} from './text/view.ts';

export type OpenQuestion = OpenList | OpenText | OpenConfirm | OpenFindings | OpenPlan;

const screens: {readonly [K in OpenQuestion['kind']]: Screen<Extract<OpenQuestion, {kind: K}>>} = {
	list: {keys: () => listKeys, body: listBody, paste: pasteIntoList, typing: ({filtering}) => filtering},
	text: {keys: () => textKeys, body: textBody, paste: insert, typing: () => true},
	confirm: {keys: () => confirmKeys, body: confirmBody},
	findings: {keys: keysOfFindings, body: findingsBody, paste: pasteIntoFindings, typing: ({filtering}) => filtering},
	plan: {
		keys: keysOfPlan,
		body: planBody,
		paste: pasteIntoPlan,
		typing: ({edit}) => edit?.kind === 'text' || (edit?.kind === 'list' && edit.filtering),
	},
};

/** The question as it opens; `before` is its state when it was last asked. */
export function openQuestion(question: Question, before?: OpenQuestion): OpenQuestion {
	switch (question.kind) {
		case 'select':
		case 'multiselect':
			return openList(question);
		case 'text':
			return openText(question);
		case 'confirm':
			return openConfirm(question);
		case 'findings':
			return openFindings(question, before?.kind === 'findings' ? before : undefined);
		case 'plan':
			return openPlan(question, before?.kind === 'plan' ? before : undefined);
	}
}

/** Calls `use` with the question and the screen of its kind. */
function on<R>(asking: OpenQuestion, use: <A extends OpenQuestion>(screen: Screen<A>, asking: A) => R): R {
	switch (asking.kind) {
		case 'list':
			return use(screens.list, asking);
		case 'text':
			return use(screens.text, asking);
		case 'confirm':
			return use(screens.confirm, asking);
		case 'findings':
			return use(screens.findings, asking);
		case 'plan':
			return use(screens.plan, asking);
	}
}

/** The question after a key; unchanged if the key has no effect. */
export const press = (asking: OpenQuestion, key: string, size: Size): OpenQuestion | Outcome =>
	on<OpenQuestion | Outcome>(asking, (screen, one) => pressIn(screen.keys(one), one, key, size) ?? one);

export const paste = (asking: OpenQuestion, pasted: string): OpenQuestion =>
	on<OpenQuestion>(asking, (screen, one) => screen.paste?.(one, pasted) ?? one);

/** True while characters are text and not commands. */
export const isTyping = (asking: OpenQuestion): boolean => on(asking, (screen, one) => screen.typing?.(one) ?? false);

/** The keys of the hint bar, or all keys. */
export const hintsFor = (asking: OpenQuestion, size: Size, which: 'bar' | 'all' = 'bar'): readonly Hint[] =>
	on(asking, (screen, one) => hintsIn(screen.keys(one), one, size, which));

export const questionBody = (asking: OpenQuestion, canvas: Canvas): Body =>
	on(asking, (screen, one) => screen.body(one, canvas));

/** What was typed into its field and not sent. */
export function unsentIn(asking: OpenQuestion): Unsent | undefined {
	const field = asking.kind === 'plan' ? asking.edit : asking;
	const typed = field?.kind === 'text' ? unfinished(field) : undefined;
	return field === undefined || typed === undefined ? undefined : new Unsent(field.question.name, typed);
}
