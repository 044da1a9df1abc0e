// What an event changes in the state.
import type {Event, EventOf} from '../../../schema/event.ts';
import {afterTask, taskList, type TaskList} from '../tasks/list.ts';

import {defined} from '../../../system/defined.ts';
import {withoutPassing} from './history.ts';
import {remember, type State} from './state.ts';

const longestLog = 50;

export function afterEvent(state: State, event: Event): State {
	switch (event.event) {
		case 'step':
			return afterStep(state, event);
		case 'note':
			return remember(state, {
				kind: 'note',
				level: event.level,
				message: event.message,
				...defined({passing: event.passing}),
			});
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
			return {...state, findings: afterFindings(state, event), findingsInSight: true};
		case 'plan':
			return event.dryRun ? {...state, dryRunPlan: event, active: undefined} : state;
		case 'result':
			return {...state, entries: withoutPassing(state.entries), result: event, active: undefined, asking: undefined};
	}
}

/** What is found in the image comes after what the checks found. */
const afterFindings = ({findings: before}: State, {findings, passed, step}: EventOf<'findings'>): State['findings'] =>
	step === undefined || before === undefined
		? {findings, passed}
		: {findings: [...before.findings, ...findings], passed: before.passed + passed};

const withList = (state: State, list: TaskList): State => ({...state, lists: {...state.lists, [list.step]: list}});

/** A step that is not done when another becomes active was only being asked about: its work is still to come. */
function afterStep(state: State, event: EventOf<'step'>): State {
	const {step: id, state: now, detail} = event;
	if (now === 'active') {
		const same = state.active?.id === id ? state.active : undefined;
		const before = same === undefined && state.active !== undefined ? {[state.active.id]: 'coming' as const} : {};
		return {
			...state,
			steps: {...state.steps, ...before, [id]: 'active'},
			active: {id, detail, since: same?.since ?? state.now},
			log: same === undefined ? [] : state.log,
			// Other work of the same step starts a new progress.
			progress: same !== undefined && same.detail === detail ? state.progress : undefined,
			findingsInSight: state.findingsInSight && id === 'checks',
		};
	}
	const ended = {
		...state,
		entries: withoutPassing(state.entries),
		steps: {...state.steps, [id]: now},
		active: state.active?.id === id ? undefined : state.active,
	};
	if (detail === undefined && now === 'done') return ended;
	return remember(ended, {kind: 'step', id, state: now, ...defined({detail})});
}
