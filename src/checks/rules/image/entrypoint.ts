// An ENTRYPOINT that sets something up: a task does not run it.
import {splitWords} from '../../../image/dockerfile/words.ts';
import type {Rule} from '../../rule.ts';

/** Programs that only pass signals on. */
const forwards = /(?:^|\/)(?:tini|dumb-init|catatonit|docker-init)$/;
/** Programs that a task replaces: nothing is lost. */
const replaced = /(?:^|\/)(?:kedro|python[\d.]*|uv|poetry)$/;

export const imageEntrypoint: Rule = {
	id: 'image/entrypoint',
	severity: 'varies',
	title: 'The ENTRYPOINT of the image is not run',
	why: 'A task has its own command, `kedro run …`, which replaces the ENTRYPOINT of the image. What an entrypoint script sets up, such as variables or an activated environment, is missing then.',
	fix: 'Set it with ENV in the Dockerfile',
	check: ({outline}) => {
		const entrypoint = outline?.image.entrypoint;
		if (outline === undefined || entrypoint === undefined) return [];
		const words = entrypoint.json ?? splitWords(entrypoint.text);
		const [first = ''] = words;
		if (words.length === 0 || forwards.test(first)) return [];
		const file = outline.path;
		const isReplaced = replaced.test(first) && !words.includes('run');
		return [
			{
				severity: isReplaced ? 'info' : 'warning',
				message: `A task runs its own command instead of the ENTRYPOINT ${words.join(' ')}${isReplaced ? '' : ', so what that sets up is missing'}`,
				fix: isReplaced
					? `Leave it, or remove line ${entrypoint.line} of ${file}`
					: `Set variables and PATH with ENV in ${file}, not in the ENTRYPOINT`,
				location: {file, line: entrypoint.line},
			},
		];
	},
};
