// The variables that a Dockerfile sets in its image.
import {outlineOf} from './outline.ts';

/** Those of `ENV` in the last stage and in the stages below it, as far as their values are known. */
export function environmentOf(text: string): Readonly<Record<string, string>> {
	const outline = outlineOf({text, platform: 'linux/amd64', files: [], folders: [], requirementNames: () => undefined});
	return Object.fromEntries(
		[...(outline?.image.env ?? [])].flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
	);
}
