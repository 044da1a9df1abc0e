// A container of the image that does not start, or in which Python ends or takes too long.
import {type ImageFacts, inDockerfile} from '../../image-facts.ts';
import type {Rule} from '../../rule.ts';

export const imageNoAnswer: Rule<ImageFacts> = {
	id: 'image/no-answer',
	severity: 'error',
	title: 'A container of the image does not start, or Python does not finish importing the project',
	why: 'A task starts in the same way, and does the same imports first.',
	fix: 'Fix what the message says; `--timeout` gives slow imports more time',
	check: facts => {
		const {end} = facts;
		if (end?.kind !== 'other') return [];
		return [
			{
				message: end.reason,
				fix: 'Fix what the message says. Where imports are slow, set --timeout SECONDS',
				location: inDockerfile(facts),
			},
		];
	},
};
