// Times as this machine's clock shows them.

const two = (number: number): string => String(number).padStart(2, '0');

/** `2026-11-23 14:02`, below a title that names the zone. */
export const clockTime = (date: Date): string =>
	`${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;

/** `2026-11-23 14:02 CET`. */
export const localTime = (date: Date): string => `${clockTime(date)} ${zoneAt(date)}`;

/** `Mon 2026-11-23 14:02 CET`. */
export const localDayAndTime = (date: Date): string =>
	`${['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][date.getDay()] ?? ''} ${localTime(date)}`;

const zoneAt = (date: Date): string => (isUniversal(date) ? 'UTC' : namedZoneAt(date));

/** As on most servers: seen without the names of all zones, which Node takes as long to load as a twentieth of a redeploy. */
const isUniversal = (date: Date): boolean => String(date).endsWith('(Coordinated Universal Time)');

const namedZoneAt = (date: Date): string =>
	new Intl.DateTimeFormat('en-GB', {timeZoneName: 'short'})
		.formatToParts(date)
		.find(({type}) => type === 'timeZoneName')?.value ?? localZone();

/** The name of this machine's time zone, such as `Europe/Berlin`. */
export const localZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
