// Texts that are hard to fit: long, wide, and of combined characters.
import {lookOf} from '../../../src/ui/text/look.ts';
import {linux} from './look.ts';

export const utf8 = {LANG: 'C.UTF-8', TERM: 'xterm'};
export const plain = lookOf({}, linux(utf8));
export const texts = [
	'',
	'short',
	'ghcr.io/nordsjo/tide-tables-with-a-name:3f9a1c7e22d0',
	'日本語のデータセット',
	'👩‍🔬 modell_å 🇸🇪',
	'e\u0301'.repeat(30),
];
