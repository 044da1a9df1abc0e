// System libraries that a Python package needs and the image does not have.
import {installDebian} from '../../../image/dockerfile/system-packages.ts';
import {addToDockerfile, failuresOf, groupFailures, type ImageFacts, inDockerfile} from '../../image-facts.ts';
import {debianPackage, isOfDriver, noLibrary} from '../../system-libraries.ts';
import type {RatedProblem, Rule} from '../../rule.ts';

export const imageMissingLibrary: Rule<ImageFacts> = {
	id: 'image/missing-library',
	severity: 'varies',
	title: 'A system library is missing in the image',
	why: 'pip does not install system libraries, and slim base images have few of them. It is a warning for libraries of a GPU driver, which only the nodes of the cluster have.',
	fix: 'Install the Debian package with the library in the Dockerfile',
	check: facts =>
		groupFailures(failuresOf(facts, 'library')).map(({failure, subject}): RatedProblem => {
			const {message, detail = '', place, dataset, node} = failure;
			const library = noLibrary(message) ?? noLibrary(detail) ?? '';
			return {
				severity: isOfDriver(library) ? 'warning' : 'error',
				message: `${subject} in the image without ${library}: ${message}`,
				fix: adviceFor(library, facts),
				location: inDockerfile(facts) ?? place,
				dataset,
				node,
			};
		}),
};

function adviceFor(library: string, facts: ImageFacts): string {
	if (isOfDriver(library)) return 'Run the task on a node with the GPU driver (`gpu` in kfp.yml)';
	if (/^GLIBC|^ld-/.test(library))
		return `Use a newer base image that is made from Debian or Ubuntu: a package needs a newer or another C library`;
	const known = debianPackage(library);
	const advice = addToDockerfile(facts, installDebian([known ?? 'PACKAGE']));
	if (known === undefined) return `${advice} (https://packages.debian.org lists the package that contains ${library})`;
	return library.startsWith('libGL.')
		? `${advice}; or require opencv-python-headless in place of opencv-python`
		: advice;
}
