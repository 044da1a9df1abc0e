// SHA-256 digests.
import {expect, it} from 'vitest';
import {sha256} from '../../../src/system/digest.ts';

it('a digest is that of the text in UTF-8, as long as requested', () => {
	expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
	expect(sha256('ü', 12)).toBe('607474ca475a');
});
