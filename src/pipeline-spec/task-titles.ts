// Task names for Kubeflow's pages, which show about 21 characters of each: what tells two of them apart comes first.
import {byCodeUnit} from '../system/order.ts';

/** The annotation of v1 with the name of a task. */
export const displayName = 'pipelines.kubeflow.org/task_display_name';

/** How many characters fit into the box of a task; the rest is cut. */
const shown = 21;

const cut = (title: string): string => title.slice(0, shown);

/**
 * A name for each title, whose first 21 characters no other name has. Most titles stay as they are. Of titles that begin
 * alike, the common beginning becomes `…`: `…create_train_set` and `…create_test_set`. The order does not matter.
 */
export function distinctTitles(titles: readonly string[]): ReadonlyMap<string, string> {
	const names = new Map([...new Set(titles)].sort(byCodeUnit).map(title => [title, title]));
	for (const alike of sameBeginning(names)) {
		const common = commonBeginning(alike);
		for (const title of alike) names.set(title, `…${title.slice(common)}`);
	}
	const stillAlike = sameBeginning(names).flat();
	for (const [index, title] of stillAlike.entries()) names.set(title, `${index + 1}: ${names.get(title) ?? title}`);
	return names;
}

/** Groups of titles whose names look the same in a box. */
function sameBeginning(names: ReadonlyMap<string, string>): readonly (readonly string[])[] {
	const groups = new Map<string, string[]>();
	for (const [title, name] of names) {
		const group = groups.get(cut(name));
		if (group === undefined) groups.set(cut(name), [title]);
		else group.push(title);
	}
	return [...groups.values()].filter(group => group.length > 1);
}

/** The length of what all have in common, without a part of a word. */
function commonBeginning([first = '', ...others]: readonly string[]): number {
	let length = 0;
	while (length < first.length && others.every(other => other[length] === first[length])) length++;
	const word = first.slice(0, length).search(/[^._\s-]*$/);
	return word === 0 ? length : word;
}
