// The keys of the findings screen: moving, opening, fixing and filtering.
import {characters} from '../../../text/fit.ts';
import {measuringLook} from '../../../text/look.ts';
import {roomFor, type Size, widthWithin} from '../../layout.ts';
import {answered, backKeys, type Binding, isText} from '../bindings.ts';
import {
	canFilter,
	close,
	enter,
	errorHere,
	type OpenFindings,
	fixable,
	fileHere,
	solvableHere,
	isAnythingOpen,
	isOpenHere,
	leave,
	lineAt,
	move,
	refilter,
} from './state.ts';
import {openHeight} from './detail.ts';
import {windowOf} from './view.ts';
import {withPaste} from '../filter.ts';

/** Scrolls within the open finding, then over the lines. */
function turn(asking: OpenFindings, direction: 1 | -1, size: Size): OpenFindings {
	const [width, room] = [widthWithin(size), roomFor(size)];
	const window = windowOf(asking, {look: measuringLook, width, room, size, written: false});
	const most = isOpenHere(asking) ? Math.max(0, 1 + openHeight(asking, measuringLook, width) - window) : 0;
	const scroll = Math.min(Math.max(0, asking.scroll + direction * Math.max(1, window - 2)), most);
	return scroll === asking.scroll ? move(asking, direction * Math.max(2, window - 1)) : {...asking, scroll};
}

const decideKeys: readonly Binding<OpenFindings>[] = [
	{
		keys: ['y', 'Y'],
		name: 'y',
		label: 'ignore',
		bar: true,
		run: asking =>
			asking.ignoring === undefined ? asking : answered(asking.question, {do: 'ignore', rule: asking.ignoring}),
	},
	{
		keys: ['n', 'N', 'escape', 'enter', 'shift-tab'],
		name: 'n',
		label: 'cancel',
		bar: true,
		run: asking => ({...asking, ignoring: undefined}),
	},
];

/** Characters go into the filter; the keys that move and open still work. */
const filterKeys: readonly Binding<OpenFindings>[] = [
	{keys: ['up', 'ctrl-p'], name: 'upDown', label: 'move', bar: true, run: asking => move(asking, -1)},
	{keys: ['down', 'ctrl-n'], run: asking => move(asking, 1)},
	{
		keys: ['enter'],
		name: 'enter',
		label: 'keep the filter',
		bar: true,
		run: asking => ({...asking, filtering: false}),
	},
	{keys: ['escape'], name: 'esc', label: 'show all', bar: true, run: asking => refilter(asking, '', false)},
	{
		keys: ['backspace'],
		run: asking => refilter(asking, characters(asking.filter).slice(0, -1).join(''), asking.filter !== ''),
	},
	{keys: ['ctrl-u'], run: asking => refilter(asking, '', true)},
	{keys: ['space'], run: asking => refilter(asking, `${asking.filter} `, true)},
	{keys: isText, run: (asking, key) => refilter(asking, asking.filter + key, true)},
];

const findingsKeys: readonly Binding<OpenFindings>[] = [
	{keys: ['up', 'k', 'ctrl-p'], name: 'upDown', label: 'move', run: asking => move(asking, -1)},
	{keys: ['down', 'j', 'ctrl-n'], run: asking => move(asking, 1)},
	{
		keys: ['f'],
		name: 'f',
		label: asking => (solvableHere(asking).length > 1 ? `fix these ${solvableHere(asking).length}` : 'fix'),
		bar: true,
		when: asking => solvableHere(asking).length > 0,
		run: asking => answered(asking.question, {do: 'fix', findings: solvableHere(asking), seen: isOpenHere(asking)}),
	},
	{
		keys: ['F'],
		name: 'F',
		label: asking => `fix all ${fixable(asking).length}`,
		bar: true,
		when: asking => fixable(asking).length > 1,
		run: asking => answered(asking.question, {do: 'fix', findings: fixable(asking), seen: false, all: true}),
	},
	{
		keys: ['n'],
		name: 'n',
		label: 'new environment',
		bar: true,
		when: ({question}) => question.canStartEnvironment,
		run: ({question}) => answered(question, {do: 'environment'}),
	},
	{
		keys: ['g'],
		name: 'g',
		label: 'grouping',
		bar: true,
		when: ({question}) => question.canGroup,
		run: ({question}) => answered(question, {do: 'group'}),
	},
	{
		keys: ['u'],
		name: 'u',
		label: 'undo fixes',
		bar: true,
		when: ({question}) => question.canUndo,
		run: ({question}) => answered(question, {do: 'undo'}),
	},
	{
		keys: ['i'],
		name: 'i',
		label: 'ignore',
		bar: true,
		when: asking => errorHere(asking) !== undefined,
		run: asking => ({...asking, ignoring: errorHere(asking)}),
	},
	{
		keys: ['e'],
		name: 'e',
		label: 'edit',
		bar: true,
		when: asking => asking.question.canEdit && fileHere(asking) !== undefined,
		run: asking => answered(asking.question, {do: 'edit', finding: fileHere(asking) ?? 0}),
	},
	{
		keys: ['r'],
		name: 'r',
		label: 'recheck',
		bar: true,
		run: ({question}) => answered(question, {do: 'check'}),
	},
	{
		keys: ['escape'],
		name: 'esc',
		label: 'show all',
		bar: true,
		when: ({filter}) => filter !== '',
		run: asking => refilter(asking, '', false),
	},
	{
		keys: ['escape'],
		name: 'esc',
		label: 'close',
		bar: true,
		when: isAnythingOpen,
		run: close,
	},
	backKeys(),
	{
		keys: ['enter', 'space'],
		name: 'enter',
		label: asking => {
			const line = lineAt(asking);
			if (line?.kind === 'go') return 'continue';
			const open = line?.kind === 'group' ? asking.groups.includes(line.key) : line?.index === asking.open;
			return open ? 'close' : 'open';
		},
		bar: true,
		when: asking => lineAt(asking) !== undefined,
		run: enter,
	},
	{
		keys: ['right', 'l'],
		name: 'left right',
		label: 'close, open',
		run: asking => {
			const line = lineAt(asking);
			const isOpen =
				line?.kind === 'group' ? asking.groups.includes(line.key) : line?.kind === 'go' || line?.index === asking.open;
			return isOpen ? asking : enter(asking);
		},
	},
	{keys: ['left', 'h'], run: leave},
	{
		keys: ['/'],
		name: '/',
		label: 'filter',
		bar: true,
		when: canFilter,
		run: asking => ({...asking, filtering: true}),
	},
	{keys: ['pagedown'], name: 'pgup pgdn', label: 'scroll', run: (asking, _, size) => turn(asking, 1, size)},
	{keys: ['pageup'], run: (asking, _, size) => turn(asking, -1, size)},
	{keys: ['home'], name: 'home end', label: 'first, last', run: asking => move(asking, -Infinity)},
	{keys: ['end'], run: asking => move(asking, Infinity)},
];

export const keysOfFindings = (asking: OpenFindings): readonly Binding<OpenFindings>[] =>
	asking.ignoring === undefined ? (asking.filtering ? filterKeys : findingsKeys) : decideKeys;

/** A paste goes into the filter while it is open. */
export const pasteIntoFindings = (asking: OpenFindings, text: string): OpenFindings =>
	asking.filtering ? refilter(asking, withPaste(asking.filter, text), true) : asking;
