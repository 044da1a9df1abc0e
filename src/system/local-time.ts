// Times as this machine's clock shows them.

const two = (number: number): string => String(number).padStart(2, '0');

/** `2026-11-23 14:02`. */
export const localTime = (date: Date): string =>
	`${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;

/** `Mon 2026-11-23 14:02`. */
export const localDayAndTime = (date: Date): string =>
	`${['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][date.getDay()] ?? ''} ${localTime(date)}`;

/** The name of this machine's time zone, such as `Europe/Berlin`. */
export const localZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
