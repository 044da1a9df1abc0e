// Suggestions for mistyped words.

/** The candidate nearest to a mistyped word (edit distance at most a third of its length), if there is one. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
	const limit = Math.max(1, Math.floor(word.length / 3));
	const ranked = candidates
		.map(candidate => ({candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase())}))
		.filter(({distance}) => distance <= limit)
		.sort((a, b) => a.distance - b.distance);
	return ranked[0]?.candidate;
}

/** Edits of single characters, of which swapping two neighbours is one. */
function distance(a: string, b: string): number {
	let before: readonly number[] = [];
	let row: readonly number[] = Array.from({length: b.length + 1}, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			const swap = isSwapped ? (before[j - 2] ?? 0) + 1 : change;
			next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		before = row;
		row = next;
	}
	return row[b.length] ?? 0;
}

/**
 * The candidate that was probably meant: the nearest one, else the only one that the word is the beginning of, else one whose
 * last part is near: `north.fit` for `fit`.
 */
export function meant(word: string, candidates: readonly string[]): string | undefined {
	const [longer, ...others] = word === '' ? [] : candidates.filter(candidate => candidate.startsWith(word));
	return nearest(word, candidates) ?? (others.length === 0 ? longer : undefined) ?? byLastPart(word, candidates);
}

function byLastPart(word: string, candidates: readonly string[]): string | undefined {
	const last = (full: string): string => full.slice(full.lastIndexOf('.') + 1);
	const near = nearest(word, candidates.map(last));
	return candidates.find(full => last(full) === near);
}

/** `; did you mean WORD?` for the end of a message, or nothing where no candidate is near. */
export const didYouMean = (word: string, candidates: readonly string[]): string => asHint(meant(word, candidates));

/** The same for a candidate that was looked for already. */
export const asHint = (near: string | undefined): string => (near === undefined ? '' : `; did you mean ${near}?`);
