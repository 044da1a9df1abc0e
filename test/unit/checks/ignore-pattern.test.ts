// Paths as lines of an ignore file.
import {expect, it} from 'vitest';
import {inclusion} from '../../../src/checks/ignore-pattern.ts';
import {ignorePattern} from '../../../src/system/ignore-command.ts';

it.each([
	['conf/prod/credentials.yml', 'conf/prod/credentials.yml'],
	['logs/', 'logs'],
	['#odd [x]*?/', String.raw`\#odd \[x\]\*\?`],
	['!x', String.raw`\!x`],
	['src/\uFFFDa\nb', 'src/?a?b'],
])('the pattern of %s matches only this path', (path, pattern) => {
	expect(ignorePattern(path)).toBe(pattern);
	expect(inclusion(path)).toBe(`!${pattern}`);
});
