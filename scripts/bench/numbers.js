// Series of measurements, and the table they are printed in.

export function median(values) {
	const sorted = values.toSorted((a, b) => a - b);
	return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

/** Of milliseconds. */
export function row(title, values) {
	const cells = [Math.min(...values), median(values), Math.max(...values)];
	return [title, ...cells.map(value => `${Math.round(value)} ms`)];
}

export function table(rows) {
	const widths = rows[0].map((_, column) => Math.max(...rows.map(each => each[column].length)));
	for (const [title, ...cells] of rows)
		console.log([title.padEnd(widths[0]), ...cells.map((cell, index) => cell.padStart(widths[index + 1]))].join('  '));
}
