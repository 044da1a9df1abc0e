// What the user of the image may not read or write, and a task needs.
import {addToDockerfile, failuresOf, type ImageFacts, inDockerfile} from '../../image-facts.ts';
import type {Problem, Rule} from '../../rule.ts';
import {capitalized, list} from '../../wording.ts';

export const imageNoPermission: Rule<ImageFacts> = {
	id: 'image/no-permission',
	severity: 'error',
	title: 'The user of the image cannot read or write what a task needs',
	why: 'A task runs as the USER of the image. COPY makes files of root unless it has `--chown`.',
	fix: 'Give the files to the user with `COPY --chown`, or make the folder writable',
	check: (facts): readonly Problem[] => {
		const {content, container} = facts;
		if (content === undefined || container === undefined) return [];
		const location = inDockerfile(facts);
		const user = `the user ${container.user} of the image`;
		const own = (path: string): string =>
			`Let the user ${container.user} read and write ${path}: with COPY --chown=${container.user}, or with RUN chown before the line USER`;
		const {notWritable = []} = content;
		return [
			...(notWritable.length === 0
				? []
				: [
						{
							message: `${list(notWritable, 5)} cannot be written in the image by ${user}`,
							fix: own(list(notWritable, 5)),
							location,
						},
					]),
			...(content.temporary
				? []
				: [
						{
							message: `The image has no folder for temporary files that ${user} can write`,
							fix: addToDockerfile(facts, 'RUN mkdir -p -m 1777 /tmp'),
							location,
						},
					]),
			...failuresOf(facts, 'permission').map(({message, place, dataset, node}) => ({
				message: `${capitalized(user)} may not do what the project does when it is imported: ${message}`,
				fix: own(/'([^']+)'$/.exec(message)?.[1] ?? container.folder),
				location: place ?? location,
				dataset,
				node,
			})),
		];
	},
};
