// The order of the spots within their layers, so that no lines cross, and the row of each.
import type {Bus, Layers} from './layers.ts';

const sweeps = 8;

/** The row of each spot, from 0 on, such that no two lines cross. Undefined where no such order was found. */
export function rowsOf({spots, layers, buses}: Layers): readonly number[] | undefined {
	const order = orderOf(layers, buses);
	if (order === undefined) return undefined;
	const place = placesIn(order);
	// What is straight in a line: the first on the left of a bus and the first on its right.
	const block = spots.map((_, spot) => spot);
	const first = (side: readonly number[]): number =>
		side.reduce((least, spot) => ((place[spot] ?? 0) < (place[least] ?? 0) ? spot : least));
	for (const {left, right} of buses.flat()) block[first(right)] = block[first(left)] ?? 0;
	return longestPaths(spots.length, order, block);
}

/** Each layer sorted by where its neighbours are, back and forth, until nothing crosses. */
function orderOf(layers: Layers['layers'], buses: Layers['buses']): readonly (readonly number[])[] | undefined {
	let order = layers.map(layer => [...layer]);
	if (!crosses(order, buses)) return order;
	for (let sweep = 0; sweep < sweeps; sweep++) {
		const forth = sweep % 2 === 0;
		for (let step = 1; step < order.length; step++) {
			const layer = forth ? step : order.length - 1 - step;
			const between = buses[forth ? layer - 1 : layer] ?? [];
			const place = placesIn([order[forth ? layer - 1 : layer + 1] ?? []]);
			const wanted = new Map(
				between.flatMap(({left, right}) => {
					const others = forth ? left : right;
					const mean = others.reduce((sum, spot) => sum + (place[spot] ?? 0), 0) / others.length;
					return (forth ? right : left).map(spot => [spot, mean] as const);
				}),
			);
			order[layer] = sorted(order[layer] ?? [], wanted);
		}
		if (!crosses(order, buses)) return order;
	}
	return undefined;
}

/** Those without neighbours stay beside the one that they were beside. */
function sorted(layer: readonly number[], wanted: ReadonlyMap<number, number>): number[] {
	let last = -1;
	const keyed = layer.map(spot => {
		last = wanted.get(spot) ?? last;
		return {spot, key: last};
	});
	return keyed.sort((a, b) => a.key - b.key).map(({spot}) => spot);
}

function placesIn(order: readonly (readonly number[])[]): readonly number[] {
	const place: number[] = [];
	for (const layer of order) for (const [index, spot] of layer.entries()) place[spot] = index;
	return place;
}

/** Whether two buses between the same layers cannot be one above the other on both sides. */
function crosses(order: readonly (readonly number[])[], buses: Layers['buses']): boolean {
	const place = placesIn(order);
	const ends = (side: readonly number[]): readonly [number, number] => {
		const places = side.map(spot => place[spot] ?? 0);
		return [Math.min(...places), Math.max(...places)];
	};
	const above = (one: Bus, two: Bus): boolean =>
		ends(one.left)[1] < ends(two.left)[0] && ends(one.right)[1] < ends(two.right)[0];
	return buses.some(between => {
		const byTop = between.toSorted((one, two) => ends(one.left)[0] - ends(two.left)[0]);
		return byTop.some((bus, index) => {
			const next = byTop[index + 1];
			return next !== undefined && !above(bus, next);
		});
	});
}

/** The least rows with every spot below the one before it in its layer, and all spots of a block in one row. */
function longestPaths(
	number: number,
	order: readonly (readonly number[])[],
	block: readonly number[],
): readonly number[] | undefined {
	const below = new Map<number, number[]>();
	const open = new Map<number, number>();
	for (let spot = 0; spot < number; spot++) open.set(block[spot] ?? 0, 0);
	for (const layer of order) {
		for (const [index, spot] of layer.entries()) {
			const next = layer[index + 1];
			if (next === undefined) continue;
			const [upper, lower] = [block[spot] ?? 0, block[next] ?? 0];
			below.set(upper, [...(below.get(upper) ?? []), lower]);
			open.set(lower, (open.get(lower) ?? 0) + 1);
		}
	}
	const row = new Map<number, number>();
	const free = [...open].flatMap(([one, count]) => (count === 0 ? [one] : []));
	for (let one = free.pop(); one !== undefined; one = free.pop()) {
		const here = row.get(one) ?? 0;
		row.set(one, here);
		for (const lower of below.get(one) ?? []) {
			row.set(lower, Math.max(row.get(lower) ?? 0, here + 1));
			const left = (open.get(lower) ?? 0) - 1;
			open.set(lower, left);
			if (left === 0) free.push(lower);
		}
	}
	return free.length === 0 && [...open.values()].every(count => count === 0)
		? block.map(one => row.get(one) ?? 0)
		: undefined;
}
