// Kedro versions whose `kedro run` cannot be told which nodes to run.
import {finding} from '../../finding.ts';
import type {Rule} from '../../rule.ts';
import {isBelow} from '../../../system/version.ts';
import {pinnedIn} from '../../requirements-file.ts';

const id = 'kedro/too-old';

export const kedroTooOld: Rule = {
	id,
	severity: 'error',
	title: 'Kedro is older than 0.18.5',
	why: 'Before it, `kedro run` takes no list of nodes, which is how every task says what it runs.',
	fix: 'Install Kedro 0.18.14 or newer',
	check: ({project}) =>
		isBelow(project.kedro, [0, 18, 5])
			? [
					finding({
						rule: id,
						severity: 'error',
						message: `Kedro ${project.kedro} is too old: \`kedro run\` takes a list of nodes from 0.18.5 on`,
						fix: 'Install kedro~=0.18.14 and pin it in the requirements',
						place: pinnedIn(project),
					}),
				]
			: [],
};
