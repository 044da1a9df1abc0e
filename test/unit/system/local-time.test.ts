// Times with the short name of this machine's zone.
import {afterEach, expect, it, vi} from 'vitest';
import {localTime} from '../../../src/system/local-time.ts';

afterEach(() => void vi.unstubAllEnvs());

it.each([
	['UTC', '2026-01-05 11:02 UTC', '2026-07-05 11:02 UTC'],
	['Etc/Zulu', '2026-01-05 11:02 UTC', '2026-07-05 11:02 UTC'],
	['Europe/London', '2026-01-05 11:02 GMT', '2026-07-05 12:02 BST'],
	['Africa/Abidjan', '2026-01-05 11:02 GMT', '2026-07-05 11:02 GMT'],
	['Europe/Berlin', '2026-01-05 12:02 CET', '2026-07-05 13:02 CEST'],
])('%s', (zone, winter, summer) => {
	vi.stubEnv('TZ', zone);
	expect(localTime(new Date('2026-01-05T11:02:00Z'))).toBe(winter);
	expect(localTime(new Date('2026-07-05T11:02:00Z'))).toBe(summer);
});
