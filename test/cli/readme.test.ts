// The README's tables are what the code says today.
import {readFile} from 'node:fs/promises';
import {expect, it} from 'vitest';
import {renderReadme} from '../../scripts/readme.ts';

it('is up to date (npm run readme)', async () => {
	const text = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
	expect(renderReadme(text)).toBe(text);
});
