// How events, questions, keys and the window change the state of the rich UI mode. Pure.
import {paste} from '../questions/open-question.ts';
import {afterEvent} from './events.ts';
import {afterAsk, afterKey} from './questions.ts';
import type {Action, State} from './state.ts';

export function reduce(state: State, action: Action): State {
	switch (action.type) {
		case 'begin':
			return {...(action.header.steps.length === 0 ? withoutSteps(state) : state), header: action.header};
		case 'event':
			return afterEvent({...state, now: action.now}, action.event);
		case 'ask':
			return afterAsk(state, action.question);
		case 'taken':
			return {
				...state,
				now: action.now,
				// Time spent on a question does not count as work.
				active: state.active && {...state.active, since: action.now},
				answered: undefined,
				wentBack: undefined,
			};
		case 'offer':
			return {...state, actions: action.actions, log: [], logHidden: false};
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

/** On a screen without steps nothing of them is going on: the next steps are those of another command. */
const withoutSteps = (state: State): State => ({
	...state,
	steps: {},
	lists: {},
	active: undefined,
	findings: undefined,
	dryRunPlan: undefined,
});
