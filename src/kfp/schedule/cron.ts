// Cron expressions as people write them, with five fields, and as a KFP server reads them, with six: the first is seconds.
// The server's parser (robfig/cron 1) knows no 7 for Sunday; where the day of the month and the day of the week are both
// restricted, a day has to match only one of them, as in cron.
import {WizardError} from '../../system/errors.ts';
import {cleanLine} from '../../system/text.ts';

export type Cron = {
	/** As it was written: five fields, or a word such as `@daily`. */
	readonly text: string;
	/** What is sent: six fields. */
	readonly six: string;
	readonly minutes: ReadonlySet<number>;
	readonly hours: ReadonlySet<number>;
	readonly days: ReadonlySet<number>;
	readonly months: ReadonlySet<number>;
	/** 0 is Sunday. */
	readonly weekdays: ReadonlySet<number>;
	/** Whether a day has to match both day fields: one of them has a `*`. */
	readonly bothDays: boolean;
};

type Field = {
	readonly title: string;
	readonly least: number;
	/** What a person may write; of weekdays, 7 is Sunday too. */
	readonly most: number;
	readonly names?: readonly string[];
};

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const fields = [
	{title: 'minute', least: 0, most: 59},
	{title: 'hour', least: 0, most: 23},
	{title: 'day of the month', least: 1, most: 31},
	{title: 'month', least: 1, most: 12, names: monthNames},
	{title: 'day of the week', least: 0, most: 7, names: dayNames},
] as const satisfies readonly Field[];

const words: Readonly<Record<string, string>> = {
	'@hourly': '0 * * * *',
	'@daily': '0 0 * * *',
	'@midnight': '0 0 * * *',
	'@weekly': '0 0 * * 0',
	'@monthly': '0 0 1 * *',
	'@yearly': '0 0 1 1 *',
	'@annually': '0 0 1 1 *',
};

/** @throws WizardError `usage` that points at the field that is wrong. */
export function parseCron(text: string): Cron {
	const written = text.trim().replaceAll(/\s+/g, ' ');
	const expression = written.startsWith('@') ? words[written.toLowerCase()] : written;
	if (expression === undefined)
		throw wrong(written, `"${cleanLine(written)}" is not a known word`, `Words: ${Object.keys(words).join(', ')}`);
	const parts = expression.split(' ').filter(part => part !== '');
	if (parts.length !== fields.length) {
		const six = parts.length === 6 ? '. Leave out the seconds: kfp-wizard adds them' : '';
		throw wrong(written, `a schedule has 5 fields, and this one has ${parts.length}${six}`, usage);
	}
	const sets = fields.map((field, index) =>
		readField(parts[index] ?? '', field, problem =>
			wrong(written, `the ${field.title} ${problem}`, pointer(parts, index)),
		),
	);
	const [minutes, hours, days, months, weekdays] = sets as [Values, Values, Values, Values, Values];
	const sundays = new Set([...weekdays].map(day => day % 7));
	const bothDays = [parts[2], parts[4]].some(part => hasStar(part ?? ''));
	const cron = {text: written, minutes, hours, days, months, weekdays: sundays, bothDays};
	if (!everOccurs(cron)) throw wrong(written, 'that day never comes: none of these months has it', pointer(parts, 2));
	return {...cron, six: ['0', ...parts.map((part, index) => sent(part, index, sundays))].join(' ')};
}

const hasStar = (part: string): boolean => part.split(',').some(item => item.startsWith('*'));

type Values = ReadonlySet<number>;

const usage = 'minute, hour, day of the month, month, day of the week; for example 0 3 * * 1-5, or @daily';

/** The server reads numbers of all forms that pass here; only names and Sunday as 7 are written in another way. */
function sent(part: string, index: number, weekdays: Values): string {
	if (index === 4 && !hasStar(part) && /[a-z7]/i.test(part)) return [...weekdays].sort((a, b) => a - b).join(',');
	if (index !== 3) return part;
	return part.replaceAll(/[a-z]{3}/gi, name => String(monthNames.indexOf(name.toLowerCase()) + 1));
}

function readField(part: string, field: Field, refuse: (problem: string) => WizardError): Values {
	const values = new Set<number>();
	for (const item of part.split(',')) {
		const [, range = '', step] = /^([^/]*)(?:\/(.*))?$/.exec(item) ?? [];
		if (item === '' || range === '') throw refuse(`"${cleanLine(part)}" has an empty part`);
		if (step !== undefined && !/^[1-9]\d*$/.test(step))
			throw refuse(`has the step "${cleanLine(step)}", which is not a number above 0`);
		const [first, last] = readRange(range, step !== undefined, field, refuse);
		if (first > last) throw refuse(`has a range that ends before it begins: ${cleanLine(range)}`);
		for (let value = first; value <= last; value += Number(step ?? 1)) values.add(value);
	}
	return values;
}

function readRange(
	range: string,
	hasStep: boolean,
	field: Field,
	refuse: (problem: string) => WizardError,
): readonly [number, number] {
	const {least, most, names} = field;
	if (range === '*') return [least, names === dayNames ? 6 : most];
	const number = (text: string): number => {
		const named = names?.indexOf(text.toLowerCase()) ?? -1;
		if (named >= 0) return named + least;
		if (!/^\d+$/.test(text)) {
			const examples = names === undefined ? '' : `, or ${names.slice(0, 2).join(', ')}, …`;
			throw refuse(`is "${cleanLine(text)}": use a number from ${least} to ${most}${examples}`);
		}
		const value = Number(text);
		if (value < least || value > most) throw refuse(`is ${text}; use ${least} to ${most}`);
		return value;
	};
	const ends = range.split('-');
	if (ends.length > 2) throw refuse(`"${cleanLine(range)}" is not a range`);
	const [from = '', to] = ends;
	const first = number(from);
	return [first, to === undefined ? (hasStep ? Math.min(most, names === dayNames ? 6 : most) : first) : number(to)];
}

/** The expression with a mark below one field. */
function pointer(parts: readonly string[], index: number): string {
	const shown = parts.map(cleanLine);
	const before = shown.slice(0, index).join(' ').length + (index === 0 ? 0 : 1);
	return `${shown.join(' ')}\n${' '.repeat(before)}${'^'.repeat(Math.max(1, shown[index]?.length ?? 1))}`;
}

const wrong = (text: string, problem: string, detail: string): WizardError =>
	new WizardError('usage', `"${cleanLine(text)}" is not a valid schedule: ${problem}`, {code: 'BAD_SCHEDULE', detail});

const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const everOccurs = ({days, months, bothDays, weekdays}: Omit<Cron, 'six'>): boolean =>
	(!bothDays && weekdays.size > 0) ||
	[...months].some(month => [...days].some(day => day <= (longest[month - 1] ?? 31)));

/** Whether it runs on a day of the calendar; `weekday` 0 is Sunday. */
export function matchesDay(cron: Cron, month: number, day: number, weekday: number): boolean {
	if (!cron.months.has(month)) return false;
	const [ofMonth, ofWeek] = [cron.days.has(day), cron.weekdays.has(weekday)];
	return cron.bothDays ? ofMonth && ofWeek : ofMonth || ofWeek;
}

/** The five fields of a cron expression with seconds; `undefined` where it cannot be written with five. */
export function fiveFields(cron: string): string | undefined {
	if (cron.startsWith('@')) return cron;
	const parts = cron.trim().split(/\s+/);
	const five = parts.length === 6 && parts[0] === '0' ? parts.slice(1).join(' ') : undefined;
	try {
		return five === undefined ? undefined : parseCron(five).text;
	} catch {
		return undefined;
	}
}
