// Keys of kfp.yml that are unknown, of the wrong type, or cannot hold.
import {finding} from '../../finding.ts';
import type {Rule} from '../../rule.ts';

const id = 'settings/invalid';

export const settingsInvalid: Rule = {
	id,
	severity: 'error',
	title: '`kfp.yml` has a key that is unknown or of the wrong type',
	why: 'A setting that is misspelled would silently not hold: the run would start without the memory or the Secret it was meant to have.',
	fix: 'Write the key that was meant; the table of keys has them all',
	check: ({settings}) =>
		settings.problems.map(({message, fix, place}) =>
			finding({rule: id, severity: 'error', message: `kfp.yml: ${message}`, fix, place}),
		),
};
