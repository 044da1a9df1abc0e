// The cluster refuses containers that run as root.
import {type Cause, matchIn, textsOf} from './cause.ts';

export const runsAsRoot: Cause = {
	id: 'runs-as-root',
	find: trouble => {
		if (matchIn(textsOf(trouble), /runAsNonRoot and image (?:will run as root|has non-numeric user)/) === undefined)
			return undefined;
		return {
			message: 'The image runs as root, which the cluster does not allow (runAsNonRoot)',
			fix: ['In the Dockerfile, as the last line before CMD:  USER 1000'],
		};
	},
};
