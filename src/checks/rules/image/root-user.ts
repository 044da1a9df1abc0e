// A Dockerfile whose tasks run as root.
import type {Rule} from '../../rule.ts';

export const imageRootUser: Rule = {
	id: 'image/root-user',
	severity: 'warning',
	title: 'The tasks run as root',
	why: 'Clusters with the restricted Pod Security Standard, and OpenShift, do not start a container as root. Elsewhere a user without rights limits what a task can damage.',
	fix: 'Set USER to a number other than 0 at the end of the Dockerfile',
	check: ({outline}) => {
		if (outline === undefined) return [];
		const {user, base, line, lastCopy} = outline.image;
		const value = user === undefined ? base.user : user.value;
		if (value !== 'root' && value !== '0') return [];
		const file = outline.path;
		const isOwned = lastCopy?.flags.some(([name]) => name === 'chown') === true;
		return [
			{
				message: `${file} ${user === undefined ? 'sets no USER' : `sets USER ${user.value ?? ''}`}: the tasks run as root, which some clusters refuse`,
				fix: `Add USER 1000 at the end of ${file}${isOwned ? '' : ', and give that user the project: COPY --chown=1000:0'}`,
				location: {file, line: user?.line ?? line},
			},
		];
	},
};
