// The name of the image is not valid.
import {type Cause, matchIn, textsOf} from './cause.ts';

export const imageName: Cause = {
	id: 'image-name',
	find: trouble => {
		const match = matchIn(textsOf(trouble), /couldn't parse image name "([^"]+)": (.+)$/);
		if (match === undefined) return undefined;
		return {
			message: `${match[1] ?? ''} is not a valid name of an image: ${match[2] ?? ''}`,
			fix: ['kfp-wizard deploy --new-run --image REGISTRY/NAME  (lower case, without https://)'],
		};
	},
};
