// The registry wants credentials that the cluster does not have.
import {quote} from '../../system/text.ts';
import {type Cause, kubectl, settingsFile} from './cause.ts';
import {failedPull} from './image.ts';

export const imageUnauthorized: Cause = {
	id: 'image-unauthorized',
	find: trouble => {
		const pull = failedPull(trouble);
		if (
			pull === undefined ||
			!/\b40[13]\b|unauthorized|forbidden|denied|no basic auth|authentication required/i.test(pull.text)
		)
			return undefined;
		const {image, registry} = pull;
		return {
			message: `The cluster cannot pull ${image}: ${registry} refuses access, since the cluster has no credentials for it`,
			fix: [
				// The password stays in the file: arguments are seen by every user of the machine.
				`docker login ${quote(registry)}`,
				kubectl(
					trouble,
					'create secret generic registry-login --type=kubernetes.io/dockerconfigjson --from-file=.dockerconfigjson="$HOME/.docker/config.json"',
				),
				`${settingsFile(trouble)}:  image_pull_secrets: [registry-login]`,
			],
		};
	},
};
