// Characters that the database of Kubeflow Pipelines cannot store.
import {expect, it} from 'vitest';
import {wideCharacter} from '../../../src/system/wide-characters.ts';

it('only characters beyond U+FFFF are found, with their index', () => {
	expect(wideCharacter.exec('äöü 日本 \uFFFD')).toBeNull();
	expect(wideCharacter.exec('go 🚀')).toMatchObject({0: '🚀', index: 3});
});
