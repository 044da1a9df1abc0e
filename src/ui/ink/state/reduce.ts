// All that the Ink face knows, and how events, questions and keys change it. Pure: the screen is a function of this.
import type {FileDiff} from '../../../schema/diff.ts';
import type {Event, EventOf, StepId} from '../../../schema/event.ts';
import type {Finding} from '../../../schema/finding.ts';
import type {Plan} from '../../../schema/plan.ts';
import type {Result} from '../../views/result.ts';
import type {PlanQuestion, Question, Header} from '../../ui.ts';
import type {Size} from '../layout.ts';
import {type Asking, asking, isTyping, paste, press} from '../questions/open-question.ts';
import {type Answered, type Back, pressIn} from '../questions/bindings.ts';
import {afterTask, type TaskList, taskList} from '../tasks/list.ts';
import {workKeys} from '../work/keys.ts';

export type StepState = 'coming' | 'active' | 'done' | 'skipped' | 'failed';
type StepEvent = EventOf<'step'>;

/** What stays in sight of the story so far. */
export type Entry =
	/** `step` is the one that was active when it was asked. */
	| {readonly kind: 'answer'; readonly name: string; readonly value: string; readonly step: StepId | undefined}
	| {readonly kind: 'step'; readonly id: StepId; readonly state: StepEvent['state']; readonly detail?: string}
	| {readonly kind: 'note'; readonly level: 'info' | 'warning'; readonly message: string}
	| {readonly kind: 'written'; readonly file: FileDiff};

export type State = {
	readonly size: Size;
	/** Milliseconds since the epoch, as of the last tick or event. */
	readonly now: number;
	readonly context: string | undefined;
	readonly header: Header | undefined;
	readonly steps: Readonly<Partial<Record<StepId, StepState>>>;
	/** The step that is being worked on; what it does, and since when. */
	readonly active: {readonly id: StepId; readonly detail: string | undefined; readonly since: number} | undefined;
	/** The last lines of outside tools in the active step. */
	readonly log: readonly string[];
	readonly logHidden: boolean;
	/** How far the active step is, as far as that is known. */
	readonly progress: EventOf<'progress'> | undefined;
	/** The tasks of the steps that have some: of a rehearsal, of a run. */
	readonly lists: Readonly<Partial<Record<StepId, TaskList>>>;
	readonly entries: readonly Entry[];
	readonly findings: {readonly findings: readonly Finding[]; readonly passed: number} | undefined;
	/** True until the story has moved on from the findings. */
	readonly findingsInSight: boolean;
	readonly dryRunPlan: Plan | undefined;
	readonly asking: Asking | undefined;
	/** True while the keys of the screen are shown instead of it. */
	readonly help: boolean;
	/** How the questions that are asked again and again were left, by their names. */
	readonly left: Readonly<Record<string, Asking>>;
	/** The answer to the last question, or that the one before it is wanted, until it is taken. */
	readonly answered: Answered | undefined;
	readonly wentBack: Back | undefined;
	readonly stopping: boolean;
	readonly result: Result | undefined;
};

export type Action =
	| {readonly type: 'begin'; readonly header: Header}
	| {readonly type: 'event'; readonly event: Event; readonly now: number}
	| {readonly type: 'ask'; readonly question: Question}
	/** What the question ended with has been handed over. */
	| {readonly type: 'taken'; readonly now: number}
	| {readonly type: 'key'; readonly key: string}
	| {readonly type: 'paste'; readonly text: string}
	| {readonly type: 'resize'; readonly size: Size}
	| {readonly type: 'tick'; readonly now: number}
	| {readonly type: 'stop'};

const longestLog = 50;
const mostEntries = 500;

export const initialState = (size: Size, context: string | undefined): State => ({
	size,
	now: 0,
	context,
	header: undefined,
	steps: {},
	active: undefined,
	log: [],
	logHidden: false,
	progress: undefined,
	lists: {},
	entries: [],
	findings: undefined,
	findingsInSight: false,
	dryRunPlan: undefined,
	asking: undefined,
	help: false,
	left: {},
	answered: undefined,
	wentBack: undefined,
	stopping: false,
	result: undefined,
});

/** Milliseconds from the first task of the rehearsal to its last; undefined where there was none. */
export function rehearsalTime({lists}: State): number | undefined {
	const list = lists.rehearsal;
	return list === undefined ? undefined : list.ended - list.since;
}

export function reduce(state: State, action: Action): State {
	switch (action.type) {
		case 'begin':
			return {...state, header: action.header};
		case 'event':
			return afterEvent({...state, now: action.now}, action.event);
		case 'ask':
			return afterAsk(state, action.question);
		case 'taken':
			return {
				...state,
				now: action.now,
				// The time in which a person thinks is no work.
				active: state.active && {...state.active, since: action.now},
				answered: undefined,
				wentBack: undefined,
			};
		case 'key':
			return afterKey(state, action.key);
		case 'paste':
			return state.asking === undefined ? state : {...state, help: false, asking: paste(state.asking, action.text)};
		case 'resize':
			return {...state, size: action.size};
		case 'tick':
			return {...state, now: action.now};
		case 'stop':
			return {...state, stopping: true, asking: undefined, help: false};
	}
}

function afterEvent(state: State, event: Event): State {
	switch (event.event) {
		case 'step':
			return afterStep(state, event);
		case 'note':
			return remember(state, {kind: 'note', level: event.level, message: event.message});
		case 'log':
			return {...state, log: [...state.log.slice(1 - longestLog), event.line]};
		case 'progress':
			return event.step === state.active?.id ? {...state, progress: event} : state;
		case 'written':
			return event.files.reduce((now, file) => remember(now, {kind: 'written', file}), state);
		case 'tasks':
			return withList(state, taskList(event, state.now));
		case 'task': {
			const list = state.lists[event.step] ?? taskList({event: 'tasks', step: event.step, tasks: []}, state.now);
			return withList(state, afterTask(list, event, state.now));
		}
		case 'findings':
			return {...state, findings: {findings: event.findings, passed: event.passed}, findingsInSight: true};
		case 'plan':
			return event.dryRun ? {...state, dryRunPlan: event, active: undefined} : state;
		case 'result':
			return {...state, result: event, active: undefined, asking: undefined};
	}
}

const withList = (state: State, list: TaskList): State => ({...state, lists: {...state.lists, [list.step]: list}});

/** A step that is not done when another becomes active was only being decided about: its work is still to come. */
function afterStep(state: State, event: StepEvent): State {
	const {step: id, state: now, detail} = event;
	if (now === 'active') {
		const same = state.active?.id === id ? state.active : undefined;
		const before = same === undefined && state.active !== undefined ? {[state.active.id]: 'coming' as const} : {};
		return {
			...state,
			steps: {...state.steps, ...before, [id]: 'active'},
			active: {id, detail, since: same?.since ?? state.now},
			log: same === undefined ? [] : state.log,
			// Other work of the same step says anew how far it is.
			progress: same !== undefined && same.detail === detail ? state.progress : undefined,
			findingsInSight: state.findingsInSight && id === 'checks',
		};
	}
	const ended = {
		...state,
		steps: {...state.steps, [id]: now},
		active: state.active?.id === id ? undefined : state.active,
	};
	if (detail === undefined && now === 'done') return ended;
	return remember(ended, {kind: 'step', id, state: now, ...(detail === undefined ? {} : {detail})});
}

/** Of a step and of an answer only the latest word stands, where the first one stood; a note is said once. */
function remember(state: State, entry: Entry): State {
	const same = state.entries.findIndex(
		one =>
			(one.kind === 'step' && entry.kind === 'step' && one.id === entry.id) ||
			(one.kind === 'answer' && entry.kind === 'answer' && one.name === entry.name) ||
			(one.kind === 'note' && entry.kind === 'note' && one.message === entry.message),
	);
	const entries = same === -1 ? [...state.entries, entry] : state.entries.with(same, entry);
	return {...state, entries: entries.slice(-mostEntries)};
}

/**
 * What is asked now is not decided yet, and nothing that came after it when it was asked before: on the way back the
 * story is told only up to here. What was written stays written.
 */
function afterAsk(state: State, question: Question): State {
	const {active, left} = state;
	const from = state.entries.findIndex(
		one => (one.kind === 'answer' && one.name === question.name) || (one.kind === 'step' && one.id === active?.id),
	);
	const undone = from === -1 ? [] : state.entries.slice(from).filter(({kind}) => kind !== 'written');
	const kept = undone.length === 0 ? state.entries : state.entries.filter(one => !undone.includes(one));
	const steps = undone.flatMap(one =>
		one.kind === 'step' && one.id !== active?.id ? [[one.id, 'coming'] as const] : [],
	);
	return {
		...state,
		steps: {...state.steps, ...Object.fromEntries(steps)},
		entries: question.kind === 'plan' ? kept.map(entry => asPlanned(entry, question)) : kept,
		asking: asking(question, left[question.name]),
		help: false,
		answered: undefined,
		wentBack: undefined,
	};
}

function afterKey(state: State, key: string): State {
	if (state.asking === undefined) return pressIn(workKeys, state, key, state.size) ?? state;
	if (state.help) return {...state, help: false};
	if (key === 'f1' || (key === '?' && !isTyping(state.asking))) return {...state, help: true};
	const next = press(state.asking, key, state.size);
	if (next.kind === 'back') return {...leave(state, state.asking), wentBack: next};
	if (next.kind !== 'answered') return {...state, asking: next};
	return afterAnswer({...leave(state, state.asking), answered: next}, next);
}

/** The checks and the plan are asked again after each change: where the user was in them is kept. */
const leave = (state: State, asking: Asking): State => ({
	...state,
	asking: undefined,
	left:
		asking.kind === 'findings' || asking.kind === 'plan' ? {...state.left, [asking.question.name]: asking} : state.left,
});

function afterAnswer(state: State, {question, value}: Answered): State {
	const said = wordsFor(question, value);
	if (said === undefined) return state;
	return remember(state, {kind: 'answer', name: question.name, value: said, step: state.active?.id});
}

/** A row of the plan may have been a question once, and changed since: the story tells what holds. */
function asPlanned(entry: Entry, {edits = {}}: PlanQuestion): Entry {
	if (entry.kind !== 'answer') return entry;
	const edit = edits[entry.name.replaceAll('_', '-')] ?? edits[entry.name];
	if (edit === undefined || edit.kind === 'confirm' || edit.initial === undefined) return entry;
	return {...entry, value: wordsFor(edit, edit.initial) ?? entry.value};
}

/** An answer in a few words; undefined for what is no decision but a turn in the conversation. */
function wordsFor(question: Question, value: Answered['value']): string | undefined {
	if (question.aside === true) return undefined;
	if (typeof value === 'boolean') return value ? 'yes' : 'no';
	if (typeof value === 'string') {
		if (question.kind === 'text' && question.masked === true) return 'given';
		const choice = question.kind === 'select' ? question.choices.find(one => one.value === value) : undefined;
		return choice?.label ?? (value === '' ? 'none' : value);
	}
	if (!('do' in value)) return value.length === 0 ? 'none' : value.join(', ');
	if (question.kind !== 'plan') return undefined;
	return value.do === 'go' ? 'go ahead' : undefined;
}
