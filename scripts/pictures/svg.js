// A screen of the terminal emulator as SVG: a text for each run of one colour, on a grid, readable on light and dark.

const column = 8.4;
const line = 19;
const edge = 18;
const bar = 30;

/** Light and dark: what a terminal's base colours look like. */
const colours = {
	paper: ['#ffffff', '#161b22'],
	frame: ['#d0d7de', '#30363d'],
	text: ['#24292f', '#e6edf3'],
	faint: ['#6e7781', '#8b949e'],
	31: ['#cf222e', '#ff7b72'],
	32: ['#1a7f37', '#3fb950'],
	33: ['#9a6700', '#d29922'],
	36: ['#0b7285', '#56d4dd'],
};

/** `cells(row)` gives the runs of a row: `{x, text, width, colour, bold, dim}`; columns from 0 on. */
export function drawSvg(rows, columns, title) {
	const width = Math.ceil(columns * column + 2 * edge);
	const height = Math.ceil(rows.length * line + bar + edge);
	const texts = rows.flatMap((runs, row) =>
		runs.map(({x, text, width: cells, colour, bold, dim}) => {
			const names = [colour === undefined ? (dim ? 'faint' : 'text') : `c${colour}`, ...(bold ? ['bold'] : [])];
			const place = `x="${(edge + x * column).toFixed(1)}" y="${bar + (row + 1) * line - 5}"`;
			return `<text ${place} textLength="${(cells * column).toFixed(1)}" class="${names.join(' ')}">${escaped(text)}</text>`;
		}),
	);
	return `${[
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
		`<title>${escaped(title)}</title>`,
		`<style>text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre}.bold{font-weight:bold}${rules(0)}@media(prefers-color-scheme:dark){${rules(1)}}</style>`,
		`<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8" class="paper"/>`,
		...[0, 1, 2].map(index => `<circle cx="${edge + 2 + index * 16}" cy="17" r="5" class="button"/>`),
		...texts,
		'</svg>',
	].join('\n')}\n`;
}

const rules = theme =>
	Object.entries(colours)
		.map(([name, {[theme]: colour}]) => {
			if (name === 'paper') return `.paper{fill:${colour};stroke:${colours.frame[theme]}}`;
			if (name === 'frame') return `.button{fill:${colour}}`;
			return `${/^\d/.test(name) ? `.c${name}` : `.${name}`}{fill:${colour}}`;
		})
		.join('');

const escaped = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
