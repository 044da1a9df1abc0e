// The task took longer than its timeout.
import {type Cause, matchIn, nodeSetting, textsOf} from './cause.ts';

export const deadline: Cause = {
	id: 'deadline',
	find: trouble => {
		const exceeded =
			trouble.pods.some(({reason}) => reason === 'DeadlineExceeded') ||
			matchIn(textsOf(trouble), /Step exceeded its deadline|active on the node longer than the specified deadline/) !==
				undefined;
		if (!exceeded) return undefined;
		return {
			message: 'The task took longer than its timeout and was ended',
			fix: [nodeSetting(trouble, 'timeout: LONGER')],
		};
	},
};
