// Intervals as people write them: `30m`, `6h`, `1d`.
import {WizardError} from '../../system/errors.ts';
import {cleanLine} from '../../system/text.ts';

const seconds: Readonly<Record<string, number>> = {s: 1, m: 60, h: 3600, d: 86_400, w: 604_800};

/** A shorter one would start a run before the one before it has a pod. */
const shortest = 60;
const longest = 366 * 86_400;

/** Seconds. @throws WizardError `usage`. */
export function parseInterval(text: string): number {
	const [, number = '', unit = ''] = /^(\d{1,8})\s*([smhdw])$/i.exec(text.trim()) ?? [];
	const value = Number(number) * (seconds[unit.toLowerCase()] ?? 0);
	if (unit === '') throw wrong(text, 'use a number and s, m, h, d or w, such as 30m');
	if (value < shortest) throw wrong(text, 'the shortest one is 1m');
	if (value > longest) throw wrong(text, 'the longest one is 366d');
	return value;
}

const wrong = (text: string, problem: string): WizardError =>
	new WizardError('usage', `"${cleanLine(text)}" is not a valid interval: ${problem}`, {code: 'BAD_SCHEDULE'});

/** `every 30 minutes`. */
export function intervalText(interval: number): string {
	const [unit, size] = (
		[
			['week', 604_800],
			['day', 86_400],
			['hour', 3600],
			['minute', 60],
		] as const
	).find(([, size]) => interval % size === 0) ?? ['second', 1];
	const number = interval / size;
	return number === 1 ? `every ${unit}` : `every ${number} ${unit}s`;
}
