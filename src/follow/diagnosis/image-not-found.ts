// The registry does not have the image.
import type {Cause} from './cause.ts';
import {failedPull} from './image.ts';

export const imageNotFound: Cause = {
	id: 'image-not-found',
	find: trouble => {
		const pull = failedPull(trouble);
		if (
			pull === undefined ||
			!/: not found|code = NotFound|manifest unknown|does not exist|name unknown/i.test(pull.text)
		)
			return undefined;
		return {
			message: `The registry ${pull.registry} does not have the image ${pull.image}`,
			fix: ['kfp-wizard deploy --new-run  (builds and pushes it, unless --no-build or --no-push is set)'],
		};
	},
};
