// Variables that on_start hands on, and that the pipelines before and after a run need without having them.
import type {Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

export const environmentNotYet: Rule = {
	id: 'environment/not-yet',
	severity: 'warning',
	title: 'The pipeline of on_start or on_exit reads a variable that it does not have',
	why: 'The variables that on_start hands on are for the tasks of the run. Kedro reads the whole configuration in every task, also in that of on_start, which makes them, and in that of on_exit.',
	fix: 'Give the variable a default in the configuration: `${oc.env:NAME,none}`',
	check: ({project, withoutHandedOn = []}) =>
		withoutHandedOn.length === 0
			? []
			: (project.handedOn ?? []).map(({name, place}) => ({
					message: `${place?.file ?? 'The configuration'} needs ${name}, which ${list(withoutHandedOn)} ${withoutHandedOn.length === 1 ? 'runs' : 'run'} without: on_start hands it on to the other tasks only`,
					fix: `Give it a default: \${oc.env:${name},none}`,
					location: place,
				})),
};
