// What a question, a key and an answer change in the state.
import type {PlanQuestion, Question} from '../../ui.ts';
import {type Answered, pressIn} from '../questions/bindings.ts';
import {openQuestion, type OpenQuestion, isTyping, press} from '../questions/open-question.ts';
import {workKeys} from '../progress/keys.ts';
import {type Entry, withoutPassing} from './history.ts';
import {remember, type State} from './state.ts';

/**
 * What is asked now is undecided again, and so is everything that came after it before: going back removes it from the
 * history. What has happened stays in it: written files, and a rehearsal, which leads back to the plan.
 */
export function afterAsk(state: State, question: Question): State {
	const {active, left} = state;
	const entries = withoutPassing(state.entries);
	const from = entries.findIndex(
		one => (one.kind === 'answer' && one.name === question.name) || (one.kind === 'step' && one.id === active?.id),
	);
	const undone = from === -1 ? [] : entries.slice(from).filter(entry => !hasHappened(entry));
	const kept = undone.length === 0 ? entries : entries.filter(one => !undone.includes(one));
	const steps = undone.flatMap(one =>
		one.kind === 'step' && one.id !== active?.id ? [[one.id, 'coming'] as const] : [],
	);
	return {
		...state,
		steps: {...state.steps, ...Object.fromEntries(steps)},
		entries: question.kind === 'plan' ? kept.map(entry => asPlanned(entry, question)) : kept,
		asking: openQuestion(question, left[question.name]),
		help: false,
		answered: undefined,
		wentBack: undefined,
	};
}

const hasHappened = (entry: Entry): boolean =>
	entry.kind === 'written' || (entry.kind === 'step' && entry.id === 'rehearsal' && entry.state === 'done');

export function afterKey(state: State, key: string): State {
	if (state.asking === undefined) return pressIn(workKeys, state, key, state.size) ?? state;
	if (state.help) return {...state, help: false};
	if (key === 'f1' || (key === '?' && !isTyping(state.asking))) return {...state, help: true};
	const next = press(state.asking, key, state.size);
	if (next.kind === 'back') return {...leave(state, state.asking), wentBack: next};
	if (next.kind !== 'answered') return {...state, asking: next};
	return afterAnswer({...leave(state, state.asking), answered: next}, next);
}

/** The findings and the plan are asked again after each change: their state is kept. */
const leave = (state: State, asking: OpenQuestion): State => ({
	...state,
	asking: undefined,
	left:
		asking.kind === 'findings' || asking.kind === 'plan' ? {...state.left, [asking.question.name]: asking} : state.left,
});

function afterAnswer(state: State, {question, value}: Answered): State {
	const said = wordsFor(question, value);
	if (said === undefined) return withoutNotes(state);
	return remember(state, {kind: 'answer', name: question.name, value: said, step: state.active?.id});
}

/** On a screen without steps a note is about what was chosen there before: it has been read. */
const withoutNotes = (state: State): State =>
	state.header?.steps.length === 0 ? {...state, entries: state.entries.filter(({kind}) => kind !== 'note')} : state;

/** A row of the plan may have been a question before and changed since: the history shows its current value. */
function asPlanned(entry: Entry, {edits = {}}: PlanQuestion): Entry {
	if (entry.kind !== 'answer') return entry;
	const edit = edits[entry.name.replaceAll('_', '-')] ?? edits[entry.name];
	if (edit === undefined || edit.kind === 'confirm' || edit.initial === undefined) return entry;
	return {...entry, value: wordsFor(edit, edit.initial) ?? entry.value};
}

/** The text of an answer in the history; undefined if the answer does not set an option. */
function wordsFor(question: Question, value: Answered['value']): string | undefined {
	if (question.aside === true) return undefined;
	if (typeof value === 'boolean') return value ? 'yes' : 'no';
	if (typeof value === 'string') {
		if (question.kind === 'text' && question.masked === true) return 'entered';
		const choice = question.kind === 'select' ? question.choices.find(one => one.value === value) : undefined;
		if (choice?.isDetour === true) return undefined;
		return choice?.label ?? (value === '' ? 'none' : value);
	}
	if (!('do' in value)) return value.length === 0 ? 'none' : value.join(', ');
	if (question.kind !== 'plan') return undefined;
	return value.do === 'go' ? 'go ahead' : undefined;
}
