// The rooms of src and which of them each may import: `node scripts/rooms.js [folder]` fails on an import that goes up.
// Circles between files, and who imports Ink, React and process, are rules of .oxlintrc.json.
import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {root} from './prepare.js';

/** From the ground up: each room with what it may import besides itself and the floors below. `below`: only so many of these. */
const floors = [
	{rooms: {schema: [], system: ['schema']}},
	{
		rooms: {
			aws: [],
			image: [],
			kedro: [],
			kfp: [],
			kubernetes: [],
			tasks: ['kedro'],
			'pipeline-spec': ['tasks', 'kedro'],
		},
	},
	{rooms: {ui: []}, below: 1},
	{rooms: {options: ['ui/ui.ts'], checks: [], fixes: ['checks']}, below: 2},
	{rooms: {rehearse: [], follow: []}},
	{rooms: {deploy: []}},
	{rooms: {commands: []}},
	{rooms: {cli: []}},
];

/** Room → rooms or files that it may import, as paths relative to src. */
const allowed = new Map(
	floors.flatMap(({rooms, below}, index) => {
		const lower = floors.slice(0, below ?? index).flatMap(floor => Object.keys(floor.rooms));
		return Object.entries(rooms).map(([room, more]) => [room, [room, ...lower, ...more]]);
	}),
);

const source = resolve(process.argv[2] ?? join(root, 'src'));
const files = readdirSync(source, {recursive: true}).filter(path => /\.tsx?$/.test(path));
const problems = files.toSorted().flatMap(file => problemsOf(file));
for (const problem of problems) console.error(problem);
console.error(problems.length === 0 ? `${files.length} files, no import goes up.` : `${problems.length} problems.`);
process.exit(problems.length === 0 ? 0 : 1);

function problemsOf(file) {
	const room = file.split('/')[0];
	const knows = allowed.get(room);
	if (knows === undefined) return [`src/${file}: ${room} is not a room; scripts/rooms.js lists them.`];
	if (file.endsWith('.tsx') && !file.startsWith('ui/ink/')) return [`src/${file}: only src/ui/ink has JSX.`];
	const outside = importsOf(file).filter(
		({target}) => !knows.some(path => target === path || target.startsWith(`${path}/`)),
	);
	return outside.map(({line, target}) => `src/${file}:${line}: ${room} may not import ${target}.`);
}

/** Static imports, exports of another file, and dynamic imports; types as well as values. */
function importsOf(file) {
	const text = readFileSync(join(source, file), 'utf8');
	const found = [
		...text.matchAll(/^(?:(?:import|export) [^'\n]*from |\} from |import )'(\.[^']+)'|\bimport\(\s*'(\.[^']+)'/gm),
	];
	return found.map(({index, 1: fixed, 2: dynamic}) => ({
		line: text.slice(0, index).split('\n').length,
		target: join(dirname(file), fixed ?? dynamic),
	}));
}
