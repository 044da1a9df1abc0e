// Files that would be in the image and should not: what looks like credentials, and what no task needs.
import {finding} from '../../finding.ts';
import type {Rule} from '../../rule.ts';

const id = 'image/unwanted-file';

export const unwantedFile: Rule = {
	id,
	severity: 'varies',
	title: 'A file would be in the image that should not be there',
	why: 'Whoever can pull the image can read it. Credentials are an error, and the deploy refuses them; what only makes the image larger is a warning.',
	fix: 'Add a line for it to .dockerignore; `--allow-file` lets one in that looks worse than it is',
	check: ({unwanted = []}) =>
		unwanted.map(({path, reason, secret, inDockerfile}) =>
			finding({
				rule: id,
				severity: secret ? 'error' : 'warning',
				message: inDockerfile ? `${path}: ${reason}` : `${path} would be in the image: ${reason}`,
				fix: inDockerfile
					? `Take it out of ${path}`
					: `Add ${path} to .dockerignore${secret ? `, or allow it with --allow-file ${path}` : ''}`,
				place: {file: path, line: null},
			}),
		),
};
