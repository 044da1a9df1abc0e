// Points in time as people write them: a date, or a date and a time, of this machine or with an offset.
import {WizardError} from '../../system/errors.ts';
import {cleanLine} from '../../system/text.ts';

const pattern = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d)?)?$/;

/** @throws WizardError `usage`. Without an offset it is local time. */
export function parseTime(text: string): Date {
	const [, year, month, day, hour = '00', minute = '00', second = '00', offset = ''] = pattern.exec(text.trim()) ?? [];
	const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
	// A day that its month does not have becomes one of the next month.
	const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
	if (!Number.isNaN(time.getTime()) && Number(day) <= days) return time;
	throw new WizardError(
		'usage',
		`"${cleanLine(text)}" is not a valid time: use a form such as 2027-01-31 or 2027-01-31T08:00`,
		{code: 'BAD_SCHEDULE'},
	);
}

/** As the server takes it: RFC 3339, in UTC, without fractions. */
export const rfc3339 = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`;
