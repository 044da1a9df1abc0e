// What a person should know of the files of the image: their size, links that lead out of it, sockets and pipes.
import type {Rule} from '../../rule.ts';

export const imageContext: Rule = {
	id: 'image/context',
	severity: 'warning',
	title: 'The files of the image are large, or will not be there',
	why: 'Every node of the cluster loads the whole image. A link that leads out of the project leads nowhere in the image. Sockets and pipes are never in an image.',
	fix: 'List what the tasks do not need in .dockerignore, and replace links with files',
	check: ({contextWarnings = []}) =>
		contextWarnings.map(({path, message, fix}) => ({
			message,
			fix,
			location: path === null ? null : {file: path, line: null},
		})),
};
