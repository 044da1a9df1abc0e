// Keys of kfp.yml that are unknown, of the wrong type, without effect, or not for this format.
import type {Rule} from '../../rule.ts';

export const settingsInvalid: Rule = {
	id: 'settings/invalid',
	severity: 'error',
	title: '`kfp.yml` has a key that is unknown, of the wrong type or not for this format',
	why: 'A misspelled setting would be ignored: the run would start without the memory or the Secret that it needs.',
	fix: 'Correct the key; the table of keys lists all of them',
	check: ({settings, run}) =>
		[...settings.problems, ...(run?.problems ?? [])].map(({message, fix, place}) => ({
			message: `kfp.yml: ${message}`,
			fix,
			location: place,
		})),
};
