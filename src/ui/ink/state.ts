// All that the Ink face knows, and how events, questions and keys change it. Pure: the screen is a function of this.
import type {Event, Finding, Plan, StepId} from '../../schema.ts';
import type {Result} from '../result-rows.ts';
import type {Question, Story} from '../ui.ts';
import {type Answered, type Asking, asking, insert, refilter} from './asking.ts';
import {press} from './keys.ts';
import type {Size} from './layout.ts';
import {afterTask, type TaskList, taskList} from './tasks.ts';

export type StepState = 'coming' | 'active' | 'done' | 'skipped' | 'failed';
type StepEvent = Extract<Event, {event: 'step'}>;

/** What stays in sight of the story so far. */
export type Entry =
	/** `step` is the one that was active when it was asked. */
	| {readonly kind: 'answer'; readonly name: string; readonly value: string; readonly step: StepId | undefined}
	| {readonly kind: 'step'; readonly id: StepId; readonly state: StepEvent['state']; readonly detail?: string}
	| {readonly kind: 'note'; readonly level: 'info' | 'warning'; readonly message: string};

export type State = {
	readonly size: Size;
	/** Milliseconds since the epoch, as of the last tick or event. */
	readonly now: number;
	readonly context: string | undefined;
	readonly story: Story | undefined;
	readonly steps: Readonly<Partial<Record<StepId, StepState>>>;
	/** The step that is being worked on; what it does, and since when. */
	readonly active: {readonly id: StepId; readonly detail: string | undefined; readonly since: number} | undefined;
	/** The last lines of outside tools in the active step. */
	readonly log: readonly string[];
	/** The tasks of the steps that have some: of a rehearsal, of a run. */
	readonly lists: Readonly<Partial<Record<StepId, TaskList>>>;
	readonly entries: readonly Entry[];
	readonly findings: {readonly findings: readonly Finding[]; readonly passed: number} | undefined;
	/** True until the story has moved on from the findings. */
	readonly findingsInSight: boolean;
	readonly dryRunPlan: Plan | undefined;
	readonly asking: Asking | undefined;
	/** The answer to the last question. */
	readonly answered: Answered | undefined;
	readonly stopping: boolean;
	readonly result: Result | undefined;
};

export type Action =
	| {readonly type: 'begin'; readonly story: Story}
	| {readonly type: 'event'; readonly event: Event; readonly now: number}
	| {readonly type: 'ask'; readonly question: Question}
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
	story: undefined,
	steps: {},
	active: undefined,
	log: [],
	lists: {},
	entries: [],
	findings: undefined,
	findingsInSight: false,
	dryRunPlan: undefined,
	asking: undefined,
	answered: undefined,
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
			return {...state, story: action.story};
		case 'event':
			return afterEvent({...state, now: action.now}, action.event);
		case 'ask':
			return {...state, asking: asking(action.question), answered: undefined};
		case 'key':
			return state.asking === undefined ? state : afterKey(state, press(state.asking, action.key, state.size));
		case 'paste':
			return afterPaste(state, action.text);
		case 'resize':
			return {...state, size: action.size};
		case 'tick':
			return {...state, now: action.now};
		case 'stop':
			return {...state, stopping: true, asking: undefined};
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
		case 'written':
			return state;
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
			findingsInSight: state.findingsInSight && id === 'checks',
		};
	}
	const ended = {
		...state,
		steps: {...state.steps, [id]: now},
		active: state.active?.id === id ? undefined : state.active,
	};
	if (detail === undefined && now === 'done') return ended;
	// What came of a step says what was answered in it.
	const entries =
		now === 'done' ? state.entries.filter(one => one.kind !== 'answer' || one.step !== id) : state.entries;
	return remember({...ended, entries}, {kind: 'step', id, state: now, ...(detail === undefined ? {} : {detail})});
}

/** Of a step and of an answer only the latest word stands. */
function remember(state: State, entry: Entry): State {
	const others = state.entries.filter(
		one =>
			!(one.kind === 'step' && entry.kind === 'step' && one.id === entry.id) &&
			!(one.kind === 'answer' && entry.kind === 'answer' && one.name === entry.name),
	);
	return {...state, entries: [...others, entry].slice(-mostEntries)};
}

function afterKey(state: State, next: Asking | Answered): State {
	if (next.kind !== 'answered') return {...state, asking: next};
	const {question, value} = next;
	return remember(
		{...state, asking: undefined, answered: next},
		{kind: 'answer', name: question.name, value: wordsFor(next.question, value), step: state.active?.id},
	);
}

function afterPaste(state: State, text: string): State {
	const {asking} = state;
	if (asking?.kind === 'text') return {...state, asking: insert(asking, text)};
	if (asking?.kind === 'list' && asking.filtering)
		return {...state, asking: refilter(asking, asking.filter + text.trim().slice(0, 200))};
	return state;
}

function wordsFor(question: Question, value: Answered['value']): string {
	if (typeof value === 'boolean') return value ? 'yes' : 'no';
	if (typeof value === 'string') {
		const choice = question.kind === 'select' ? question.choices.find(one => one.value === value) : undefined;
		return choice?.label ?? value;
	}
	if ('do' in value) return value.do === 'go' ? 'go ahead' : value.do;
	return value.length === 0 ? 'none' : value.join(', ');
}
