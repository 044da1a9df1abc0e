// A whole deploy as actions: everything that can happen, in an order in which it may happen.
import type {Event} from '../../../src/schema/event.ts';
import {reduce} from '../../../src/ui/ink/state/reduce.ts';
import {type Action, initialState, type State} from '../../../src/ui/ink/state/state.ts';
import type {Question} from '../../../src/ui/ui.ts';
import {active, before, done, failure, findings, header, log, planEvent, success, work} from './events.ts';
import {build, consent, extras, image, pipeline} from './questions.ts';

export const key = (name: string): Action => ({type: 'key', key: name});
export const event = (one: Event): Action => ({type: 'event', event: one, now: 90_000});
export const ask = (question: Question): Action => ({type: 'ask', question});
export const long = 'a-name-that-goes-on-and-on-'.repeat(20);
const longQuestion: Question = {
	...pipeline,
	message: `Which of these ${long}?`,
	help: long,
	choices: Array.from({length: 100}, (_, index) => ({value: `${long}${index}`, hint: `日本語 ${long}`})),
};
const longFindings: Event = {
	event: 'findings',
	passed: 3,
	findings: Array.from({length: 40}, (_, index) => ({
		rule: 'catalog/memory-dataset',
		severity: 'error' as const,
		message: `${index} ${long}`,
		file: `conf/${long}.yml`,
		line: index + 1,
		fix: {title: `Change ${long}`},
	})),
};
const longPlan = {
	changes: Array.from({length: 30}, () => ({action: 'create' as const, what: 'file', name: long, detail: long})),
	values: Array.from({length: 30}, () => ({name: 'image', value: long, source: long})),
};
/** Everything that can happen in an order in which it may: the frame after each action is looked at. */
export const whole: readonly Action[] = [
	{type: 'begin', header},
	...before.map(event),
	ask(pipeline),
	key('down'),
	key('enter'),
	...[done('pipeline', long), active('checks'), findings].map(event),
	ask(extras),
	key('a'),
	key('enter'),
	event(longFindings),
	ask(longQuestion),
	...Array.from({length: 30}, () => key('down')),
	key('/'),
	key('7'),
	key('enter'),
	event(active('image')),
	ask(image),
	{type: 'paste', text: long},
	key('enter'),
	{type: 'paste', text: 'É 日本語'},
	key('enter'),
	...Array.from({length: 10}, () => key('left')),
	ask(build),
	key('n'),
	event(planEvent(false)),
	ask(consent),
	key('pagedown'),
	key('enter'),
	ask({...consent, plan: longPlan}),
	key('end'),
	key('down'),
	key('enter'),
	...work.map(event),
	event(log('run', long)),
	event(active('run', long)),
	event(log('run', long)),
	...Array.from({length: 60}, (_, index) => event({event: 'note', level: 'warning', message: `${index} ${long}`})),
	{type: 'stop'},
	event(failure),
	event(success),
];
export const play = (actions: readonly Action[], [columns, rows]: readonly [number, number]): State =>
	actions.reduce(reduce, initialState({columns, rows}, 'kind-dev / kubeflow'));
