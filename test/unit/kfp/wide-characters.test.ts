// Characters that the server's database cannot store.
import {expect, it} from 'vitest';
import {findWideCharacter} from '../../../src/kfp/wide-characters.ts';

it('only characters beyond U+FFFF are found, with their index', () => {
	expect(findWideCharacter('äöü 日本 \uFFFD')).toBeNull();
	expect(findWideCharacter('go 🚀')).toMatchObject({0: '🚀', index: 3});
});
