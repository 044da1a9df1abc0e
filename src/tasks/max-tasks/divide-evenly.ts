// Divides a list into parts of about the same weight, at places that stay where they are when the list grows a little.
import {sha256} from '../../system/digest.ts';

type Weighted = {readonly name: string; readonly nodes: number};

/**
 * `count` consecutive parts, none of them empty; there must be as many items. Of the places near the even one, that before
 * the item with the smallest digest of its name is taken: one more item moves few of them.
 */
export function divideEvenly<T extends Weighted>(items: readonly T[], count: number): readonly (readonly T[])[] {
	const digests = items.map(({name}) => sha256(name, 8));
	const sums = [0];
	for (const {nodes} of items) sums.push((sums.at(-1) ?? 0) + nodes);
	const sum = (index: number): number => sums[index] ?? 0;
	/** Near the even place the smaller digest, else the nearer one. */
	const isBetter = (one: number, other: number, even: number, near: number): boolean => {
		const [distance, rest] = [Math.abs(sum(one) - even), Math.abs(sum(other) - even)];
		if (distance > near || rest > near) return distance < rest;
		return (digests[one] ?? '') < (digests[other] ?? '');
	};
	const parts: (readonly T[])[] = [];
	const divide = (from: number, to: number, count: number): void => {
		if (count === 1) {
			parts.push(items.slice(from, to));
			return;
		}
		const left = count >> 1;
		const each = (sum(to) - sum(from)) / count;
		const even = sum(from) + each * left;
		const last = to - (count - left);
		// Where many parts follow, a few items more or less in each of them are spread.
		const near = each * Math.max(1 / 5, left / 20);
		let best = from + left;
		for (let place = best; place <= last; place++) {
			if (isBetter(place, best, even, near)) best = place;
			else if (sum(place) > even + near + each) break;
		}
		divide(from, best, left);
		divide(best, to, count - left);
	};
	divide(0, items.length, count);
	return parts;
}
