// Requirements that were added after the lock file was made: the image is installed from the lock file.
import {lockCommand} from '../../requirements-file.ts';
import type {Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

export const requirementsLockOutdated: Rule = {
	id: 'requirements/lock-outdated',
	severity: 'error',
	title: 'The lock file lacks a requirement',
	why: 'The image gets what the lock file lists, so what was added since then is missing in every task.',
	fix: 'Lock again with your tool, such as `uv lock`',
	check: ({project}) => {
		const {layout} = project;
		const command = lockCommand(project);
		const [manifest, lock] = layout?.files ?? [];
		if (layout === undefined || command === undefined || lock === undefined || layout.outdated.length === 0) return [];
		return [
			{
				message: `${lock} does not have ${list(layout.outdated)} as ${manifest} requires: the image would be installed without`,
				fix: `Run: ${command}`,
				location: {file: lock, line: null},
			},
		];
	},
};
