// A `kedro run` in the image that does not take the options of the tasks.
import {requiredOptions} from '../../../kedro/own-run.ts';
import {type ImageFacts, inDockerfile} from '../../image-facts.ts';
import type {Problem, Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

export const imageRunOptions: Rule<ImageFacts> = {
	id: 'image/run-options',
	severity: 'error',
	title: 'The `kedro run` of the image does not take the options of the tasks',
	why: 'A project or a plugin can replace `kedro run` by its own command. Without the options a task ends with "No such option", or runs the whole pipeline.',
	fix: 'Add the options to the command in cli.py, or remove the command',
	check: (facts): readonly Problem[] => {
		const {content, command, project} = facts;
		if (content?.runOptions === undefined) return [];
		const {runOptions} = content;
		const location = {file: `${project.sourceDir}/${project.package}/cli.py`, line: null};
		if (runOptions === null)
			return [
				{
					message: 'kedro has no command run in the image',
					fix: 'Remove what replaces it, or install another version of the plugin',
					location: inDockerfile(facts),
				},
			];
		const lacking = runOptions.length === 0 ? [] : requiredOptions(command).filter(name => !runOptions.includes(name));
		if (lacking.length === 0) return [];
		return [
			{
				message: `kedro run in the image does not take ${list(lacking, 6)}`,
				fix: `Add ${lacking.length === 1 ? 'the option' : 'the options'} to the command run in cli.py, or remove the command: then Kedro's own is used`,
				location,
			},
		];
	},
};
