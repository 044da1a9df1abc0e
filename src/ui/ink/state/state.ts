// All that the rich UI mode knows: the screen is a function of this.
import type {Event, EventOf, StepId} from '../../../schema/event.ts';
import type {Finding} from '../../../schema/finding.ts';
import type {Plan} from '../../../schema/plan.ts';
import type {Header, KeyAction, Question} from '../../ui.ts';
import type {Result} from '../../views/result.ts';
import type {Size} from '../layout.ts';
import type {Answered, Back} from '../questions/bindings.ts';
import type {OpenQuestion} from '../questions/open-question.ts';
import type {TaskList} from '../tasks/list.ts';
import {type Entry, withEntry} from './history.ts';

export type StepState = 'coming' | 'active' | 'done' | 'skipped' | 'failed';

export type State = {
	readonly size: Size;
	/** As of the last tick or event: milliseconds of a clock that is never set. */
	readonly now: number;
	readonly context: string | undefined;
	readonly header: Header | undefined;
	readonly steps: Readonly<Partial<Record<StepId, StepState>>>;
	/** The step that is working; what it does, and since when. */
	readonly active: {readonly id: StepId; readonly detail: string | undefined; readonly since: number} | undefined;
	/** The last lines of outside tools in the active step. */
	readonly log: readonly string[];
	readonly logHidden: boolean;
	/** The progress of the active step, if it is known. */
	readonly progress: EventOf<'progress'> | undefined;
	/** The tasks of a rehearsal or a run, by step. */
	readonly lists: Readonly<Partial<Record<StepId, TaskList>>>;
	/** Keys that act on the work that goes on. */
	readonly actions: readonly Pick<KeyAction, 'key' | 'label'>[];
	/** Index of the task under the cursor, in the list of the active step. */
	readonly selected: number | undefined;
	readonly entries: readonly Entry[];
	readonly findings: {readonly findings: readonly Finding[]; readonly passed: number} | undefined;
	/** True until a later step than the checks becomes active. */
	readonly findingsInSight: boolean;
	readonly dryRunPlan: Plan | undefined;
	readonly asking: OpenQuestion | undefined;
	/** True while the keys of the screen are shown instead of it. */
	readonly help: boolean;
	/** The last state of the questions that are asked repeatedly, by their names. */
	readonly left: Readonly<Record<string, OpenQuestion>>;
	/** The outcome of the last question, until it is taken. */
	readonly answered: Answered | undefined;
	readonly wentBack: Back | undefined;
	readonly stopping: boolean;
	readonly result: Result | undefined;
};

export type Action =
	| {readonly type: 'begin'; readonly header: Header}
	| {readonly type: 'event'; readonly event: Event; readonly now: number}
	| {readonly type: 'ask'; readonly question: Question}
	/** The outcome of the question was handed over. */
	| {readonly type: 'taken'; readonly now: number}
	| {readonly type: 'offer'; readonly actions: State['actions']}
	| {readonly type: 'key'; readonly key: string}
	| {readonly type: 'paste'; readonly text: string}
	| {readonly type: 'resize'; readonly size: Size}
	| {readonly type: 'tick'; readonly now: number}
	| {readonly type: 'stop'};

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
	actions: [],
	selected: undefined,
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

/** The key of the task under the cursor. */
export function selectedTask({active, lists, selected}: State): string | undefined {
	const list = active === undefined ? undefined : lists[active.id];
	return [...(list?.places ?? [])].find(([, place]) => place === selected)?.[0];
}

/** Duration of the rehearsal in milliseconds; undefined if there was none. */
export function rehearsalTime({lists}: State): number | undefined {
	const list = lists.rehearsal;
	return list === undefined ? undefined : list.ended - list.since;
}

export const remember = (state: State, entry: Entry): State => ({...state, entries: withEntry(state.entries, entry)});
