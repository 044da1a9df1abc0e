// Works that do not need each other go on at the same time, and are shown as if each began at the end of the one before.
import type {Ui} from '../ui/ui.ts';

type Works = readonly ((ui: Ui) => Promise<unknown>)[];
type Results<All extends Works> = {readonly [Index in keyof All]: Awaited<ReturnType<All[Index]>>};

/**
 * The results in the order of the works. Until its turn a work shows nothing, and what it asks waits.
 * @throws what the first of them in this order throws. Those after it are left alone: they may only read.
 */
export async function sideBySide<const All extends Works>(ui: Ui, ...works: All): Promise<Results<All>> {
	const begun = works.map(work => ahead(ui, work));
	const results: unknown[] = [];
	for (const turn of begun) results.push(await turn());
	return results as Results<All>;
}

/** Begins a work ahead of its turn, which comes when the returned function is called. Until then it shows nothing, and what it asks waits. */
export function ahead<T>(ui: Ui, work: (ui: Ui) => Promise<T>): () => Promise<T> {
	const turn = inTurn(ui);
	const result = work(turn.ui);
	// It is thrown in its turn.
	result.catch(() => {});
	return () => {
		turn.begin();
		return result;
	};
}

/** A UI that waits for `begin`. */
function inTurn(ui: Ui): {readonly ui: Ui; readonly begin: () => void} {
	let held: (() => void)[] | undefined = [];
	const show = (event: () => void): void => void (held === undefined ? event() : held.push(event));
	const turn = new Promise<void>(resolve => show(resolve));
	return {
		ui: {
			...ui,
			begin: header => show(() => ui.begin(header)),
			emit: event => show(() => ui.emit(event)),
			ask: async question => turn.then(() => ui.ask(question)),
		},
		begin: () => {
			const shown = held ?? [];
			held = undefined;
			for (const event of shown) event();
		},
	};
}
