// The keys of a list: the cursor, the marks and the filter.
import {characters} from '../../../text/fit.ts';
import {backKeys, type Binding, isText} from '../bindings.ts';
import {
	canFilter,
	current,
	inOrder,
	openList,
	type OpenList,
	move,
	refilter,
	take,
	takeByKey,
	toggle,
	toggleAll,
} from './state.ts';

/** What is selected so far, if it is not the default. */
function unfinished(now: OpenList): string | readonly string[] | undefined {
	const fresh = openList(now.question);
	if (now.question.kind === 'select') {
		const value = current(now)?.value;
		return value === current(fresh)?.value ? undefined : value;
	}
	const marked = inOrder(now);
	return marked.join('\n') === inOrder(fresh).join('\n') ? undefined : marked;
}

const page = 10;

const isMultiple = ({question}: OpenList): boolean => question.kind === 'multiselect';

const browsing = (list: OpenList): boolean => !list.filtering;

export const listKeys: readonly Binding<OpenList>[] = [
	{keys: ['up', 'ctrl-p'], name: 'upDown', label: 'move', bar: true, run: list => move(list, -1)},
	{keys: ['down', 'ctrl-n'], run: list => move(list, 1)},
	{keys: ['k'], name: 'k j', label: 'move', when: browsing, run: list => move(list, -1)},
	{keys: ['j'], when: browsing, run: list => move(list, 1)},
	{keys: ['space'], name: 'space', label: 'mark', bar: true, when: isMultiple, run: toggle},
	{
		keys: ['a'],
		name: 'a',
		label: 'all',
		bar: true,
		when: list => isMultiple(list) && browsing(list),
		run: toggleAll,
	},
	{keys: ['enter'], name: 'enter', label: list => (isMultiple(list) ? 'continue' : 'select'), bar: true, run: take},
	{
		keys: ['/'],
		name: '/',
		label: 'filter',
		bar: true,
		when: list => canFilter(list) && browsing(list),
		run: list => ({...list, filtering: true}),
	},
	{
		keys: ['escape'],
		name: 'esc',
		label: 'show all',
		bar: true,
		when: list => list.filtering || list.filter !== '',
		run: list => refilter(list, '', false),
	},
	backKeys(unfinished),
	{keys: ['pageup'], name: 'pgup pgdn', label: 'move by ten', run: list => move(list, -page)},
	{keys: ['pagedown'], run: list => move(list, page)},
	{keys: ['home'], name: 'home end', label: 'first, last', run: list => move(list, -list.question.choices.length)},
	{keys: ['end'], run: list => move(list, list.question.choices.length)},
	{
		keys: ['backspace'],
		when: list => list.filtering,
		run: list =>
			list.filter === '' ? {...list, filtering: false} : refilter(list, characters(list.filter).slice(0, -1).join('')),
	},
	{keys: ['ctrl-u'], when: list => list.filter !== '', run: list => refilter(list, '', list.filtering)},
	{keys: ['space'], when: list => list.filtering, run: list => refilter(list, `${list.filter} `)},
	{keys: isText, when: list => list.filtering, run: (list, key) => refilter(list, list.filter + key)},
	{keys: isText, when: browsing, run: takeByKey},
];
