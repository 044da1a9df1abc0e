// A configuration that is read from outside the project, or by a path of this machine.
import {confSourceOption, outsideConfiguration} from '../../../kedro/configuration-source.ts';
import type {SourceProblem} from '../../../schema/project.ts';
import type {Facts} from '../../facts.ts';
import type {RatedProblem, Rule} from '../../rule.ts';

export const configSource: Rule = {
	id: 'config/source',
	severity: 'varies',
	title: 'The configuration is outside the project, or settings.py names it by a path of this machine',
	why: 'In the image the project is in another folder than here. The generated Dockerfile copies a configuration near the project, and the tasks get its place with `--conf-source` (info). Your own Dockerfile gets only the files of the project: every task would stop with MissingConfigException (error).',
	fix: 'Move the folder into the project, and name it relative to the project',
	check: facts =>
		(facts.project.sourceProblems ?? []).filter(({kind}) => kind !== 'whole').map(each => judge(each, facts)),
};

function judge(problem: SourceProblem, {project, dockerfile}: Facts): RatedProblem {
	const {kind, what, value, absolute, place} = problem;
	const isSource = what === 'CONF_SOURCE';
	const option = isSource ? confSourceOption(project) : undefined;
	const isCopied = outsideConfiguration(project).some(({path}) => path === value) && dockerfile?.generated !== false;
	const [where, isThere] =
		kind === 'outside'
			? [', a folder outside the project', isCopied]
			: [', by its absolute path on this machine', isCopied || option !== undefined];
	const name = isSource ? project.confSource : project.baseEnvironment;
	const near = kind === 'absolute' ? name : isSource ? 'conf' : 'base';
	const setting = isSource ? `CONF_SOURCE = "${near}"` : `"base_env": "${near}"`;
	if (isThere) {
		const ways = [
			...(kind === 'outside' ? ['the image gets a copy'] : []),
			...(isSource || absolute === null ? [] : ['a link leads to it under its absolute path']),
			...(option === undefined ? [] : [`the tasks get --conf-source=${option}`]),
		];
		return {
			severity: 'info',
			message: `${what} is ${value}${where}: ${ways.join(', and ')}`,
			fix: 'Nothing to do',
			location: place,
		};
	}
	const folder = isSource ? near : `${project.confSource}/${near}`;
	return {
		severity: 'error',
		message: `${what} is ${value}${where}${kind === 'outside' ? ', which the image will not have' : ': in the image the project is in another folder'}: every task will stop with MissingConfigException`,
		fix: kind === 'outside' ? `Move the folder to ${folder}, and write ${setting}` : `Write ${setting}`,
		location: place,
	};
}
