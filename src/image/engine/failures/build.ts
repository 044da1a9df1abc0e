// Failures of a build: its requirements and its base image.
import {platformsOf, toPull} from './base-image.ts';
import type {KnownFailure} from './known-failure.ts';
import {versionsOf} from './requirements.ts';

export const buildFailures: readonly KnownFailure[] = [
	{
		pattern:
			/Could not find a version that satisfies the requirement|No matching distribution found|ResolutionImpossible/,
		operation: 'build',
		kind: 'project',
		code: 'BUILD_REQUIREMENTS',
		message: () => 'The requirements of the project cannot be installed in the image',
		next: ({output}) => versionsOf(output),
	},
	{
		pattern:
			/no match for platform|does not match the specified platform|no image found in (?:manifest list|image index)|no matching manifest for/i,
		operation: 'build',
		kind: 'outside',
		code: 'BASE_IMAGE_PLATFORM',
		message: ({platform}) => `The base image does not exist for ${platform}`,
		next: facts => [
			...platformsOf(facts),
			{command: '--platform PLATFORM', when: 'to build for a platform that it has'},
		],
	},
	{
		pattern:
			/pull access denied|manifest unknown|manifest for .* not found|repository does not exist or may require|failed to authorize|no basic auth credentials|unauthorized: authentication required|insufficient_scope/i,
		operation: 'build',
		kind: 'outside',
		code: 'BASE_IMAGE_MISSING',
		message: () => 'The base image that the Dockerfile names (FROM) cannot be pulled',
		next: facts => toPull(facts),
	},
];
