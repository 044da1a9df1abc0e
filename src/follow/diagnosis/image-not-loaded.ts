// The image must be on the node already, and is not.
import {type Cause, matchIn, settingsFile, textsOf} from './cause.ts';

export const imageNotLoaded: Cause = {
	id: 'image-not-loaded',
	find: trouble => {
		const match = matchIn(textsOf(trouble), /Container image "([^"]+)" is not present with pull policy of Never/);
		if (match === undefined) return undefined;
		return {
			message: `The image ${match[1] ?? ''} is not on the node, and its pull policy is Never`,
			fix: [`${settingsFile(trouble)}:  image_pull_policy: IfNotPresent`],
		};
	},
};
