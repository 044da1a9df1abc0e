// The README's tables are what the code says today.
import {readFile} from 'node:fs/promises';
import {expect, it} from 'vitest';
import {renderReadme} from '../../scripts/readme.ts';
import {kedroLines} from '../bed/kedro-project.ts';

it('is up to date (npm run readme)', async () => {
	const text = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
	expect(renderReadme(text)).toBe(text);
});

it('names the Kedro versions that are tested', async () => {
	const text = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
	expect(text).toContain(`| ${Object.values(kedroLines).join(', ')} |`);
});
