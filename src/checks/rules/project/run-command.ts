// A `kedro run` of the project's own or of a plugin that lacks options of the tasks.
import {confSourceOption} from '../../../kedro/configuration-source.ts';
import {runCommand} from '../../../kedro/kedro-run.ts';
import {fitRun} from '../../../kedro/own-run.ts';
import type {Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

export const projectRunCommand: Rule = {
	id: 'project/run-command',
	severity: 'varies',
	title: 'The project replaces `kedro run` by a command without the options of the tasks',
	why: 'A task selects its environment, pipeline and nodes with options. Where the command takes them under other names, the tasks use these (info). Otherwise the tasks call the command that Kedro brings, and what the replacement does besides is not done (warning).',
	fix: 'Add the options to the command',
	check: ({project, pipeline, environment, canSelectNode}) => {
		const {ownRun} = project;
		if (ownRun === null || ownRun === undefined || !pipeline.nodes.every(({name}) => canSelectNode(name))) return [];
		const {program, lacking, run} = fitRun(
			runCommand(project.kedro, {environment, pipeline: pipeline.name, confSource: confSourceOption(project)}),
			ownRun,
		);
		if (lacking.length === 0 && program.nodes === undefined) return [];
		const lacks = lacking.length === 0 ? 'takes nodes one by one' : `does not take ${list(lacking, 6)}`;
		const ways = [...run.args.slice(1).map(text => text.replace(/=.*/s, '')), `${program.nodes ?? '--nodes'}`];
		return [
			{
				severity: program.run === undefined ? 'info' : 'warning',
				message: `The command run of ${ownRun.module} ${lacks}: ${
					program.run === undefined
						? `the tasks call it with ${list(ways)}`
						: "the tasks call Kedro's own run, and what yours does besides is not done"
				}`,
				fix:
					program.run === undefined
						? 'Nothing to do'
						: `Add ${lacking.length === 1 ? 'the option' : 'the options'} ${list(lacking, 6)} to the command, as Kedro's own has them, if tasks need what it does`,
				location: ownRun.place,
			},
		];
	},
};
