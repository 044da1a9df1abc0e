// Texts that a cluster would change or cannot store, so that a spec must not contain them.
import {wideCharacter} from '../system/wide-characters.ts';

/** Why a spec must not contain a text, or `undefined`. Measured on KFP 2.17 with Argo 4.1. */
export function unsafe(text: string): string | undefined {
	if (text.includes('{{')) return 'contains {{, which Argo expands';
	if (/\$[($]/.test(text)) return 'contains $( or $$, which Kubernetes expands';
	if (wideCharacter.test(text)) return "contains a character that KFP's database cannot store (4-byte UTF-8)";
	if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFEFF\uFFFE\uFFFF]/u.test(text)) return 'contains a control character';
	return undefined;
}

/** The text without the line breaks and tabs that arguments and values may contain. */
export const oneLine = (text: string): string => text.replaceAll(/[\n\t]/g, ' ');
