// Another Python in the image than the project's.
import {type ImageFacts, inDockerfile} from '../../image-facts.ts';
import type {Rule} from '../../rule.ts';

export const imageOtherPython: Rule<ImageFacts> = {
	id: 'image/other-python',
	severity: 'warning',
	title: 'The image has another Python version',
	why: 'Packages and pickled data may behave differently than on this machine.',
	fix: 'Use a base image with the Python version of the project, or the Python version of the image here',
	check: facts => {
		const there = facts.container?.python;
		const here = facts.project.python.version;
		if (there === undefined || minor(there) === minor(here)) return [];
		return [
			{
				message: `The image has Python ${there}, the project's Python is ${here}`,
				fix:
					facts.dockerfile === undefined
						? `Use Python ${minor(there)} here, or write a Dockerfile with --fix and set BASE_IMAGE in it to a python:${minor(here)} image`
						: `Use a base image with Python ${minor(here)} in ${facts.dockerfile}, such as python:${minor(here)}-slim`,
				location: inDockerfile(facts),
			},
		];
	},
};

const minor = (version: string): string => version.split('.').slice(0, 2).join('.');
