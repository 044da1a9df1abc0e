// The plan as rows: every change with its sign, then every option value with its source.
import type {Change, Plan} from '../../schema/plan.ts';
import type {Look} from '../text/look.ts';
import {blank, type Row, row, segment} from '../text/rows.ts';
import {table} from '../text/table.ts';
import type {Tone} from '../text/tones.ts';

const unlimited = Number.POSITIVE_INFINITY;

const changeTone: Readonly<Record<Change['action'], Tone>> = {
	create: 'good',
	update: 'warn',
	keep: 'faint',
	delete: 'bad',
};

/** A table of the changes, then a table of the option values with their sources. */
export function planRows(plan: Plan, look: Look, width = unlimited): readonly Row[] {
	const changes = plan.changes.map(change => {
		const tone = changeTone[change.action];
		const kept = change.action === 'keep';
		return [
			segment(`${look.glyphs[change.action]} ${change.what}`, tone),
			segment(change.name, kept ? 'faint' : 'strong'),
			segment(change.detail, kept ? 'faint' : undefined),
		];
	});
	const values = plan.values.map(({name, value, source}) => [
		segment(name),
		segment(value, 'strong'),
		segment(`(${source})`, 'faint'),
	]);
	return [
		...(changes.length === 0
			? [row(segment('Nothing to change: everything is up to date', 'faint'))]
			: table(changes, [{cut: 'never'}, {cut: 'middle'}, {cut: 'end'}], width, look)),
		...(values.length === 0
			? []
			: [blank, ...table(values, [{cut: 'never'}, {cut: 'middle'}, {cut: 'end'}], width, look)]),
	];
}
