// An image for another architecture than the nodes of the cluster.
import {type ImageFacts, inDockerfile} from '../../image-facts.ts';
import type {Rule} from '../../rule.ts';

export const imageOtherPlatform: Rule<ImageFacts> = {
	id: 'image/other-platform',
	severity: 'error',
	title: 'The image is for another platform',
	why: 'On a node with another architecture a task ends with "exec format error".',
	fix: 'Build the image for `--platform`, or set `--platform` to that of the cluster nodes',
	check: facts => {
		const {container, platform, end} = facts;
		const [, wanted = ''] = platform.split('/');
		const machine = container === undefined ? undefined : (architectures[container.machine] ?? container.machine);
		const location = inDockerfile(facts);
		if (end?.kind === 'platform') return [{message: end.reason, fix: `Use a base image for ${platform}`, location}];
		if (machine === undefined || machine === wanted) return [];
		return [
			{
				message: `The image is for linux/${machine}, and the nodes of the cluster have ${platform}`,
				fix: `Remove --platform from the FROM lines and use a base image for ${platform}, or deploy with --platform linux/${machine}`,
				location,
			},
		];
	},
};

/** Docker's names of what `uname -m` prints. */
const architectures: Readonly<Record<string, string>> = {
	x86_64: 'amd64',
	aarch64: 'arm64',
	armv7l: 'arm',
	armv6l: 'arm',
	i386: '386',
	i686: '386',
};
