// The questions after a rehearsal from the plan in which tasks failed: what next, and which variable the tasks lack.
import {groupBy} from '../../checks/collections.ts';
import {list} from '../../checks/wording.ts';
import type {Fix} from '../../fixes/fix.ts';
import {readEnvVars} from '../../options/env-vars.ts';
import type {FailedTask} from '../../rehearse/rehearse.ts';
import type {Project} from '../../schema/project.ts';
import {asWizardError} from '../../system/errors.ts';
import {tidyPath} from '../../system/files.ts';
import {count} from '../../system/text.ts';
import type {Choice, SelectQuestion, TextQuestion} from '../../ui/ui.ts';

/** The causes come first, each once. `left`: how many tasks have not succeeded; `report`: the path of the report. */
export function failureQuestion(
	failed: readonly FailedTask[],
	left: number,
	fixes: readonly Fix[],
	project: Project,
	report?: string,
): SelectQuestion {
	const [first, ...others] = [...groupBy(failed, ({cause}) => cause).entries()].map(([cause, tasks]) => {
		const [line = '', ...more] = cause.split('\n');
		return {line: `${list(tasks.map(({title}) => title))} failed: ${line}`, more};
	});
	const [fix] = fixes;
	const choices: readonly Choice[] = [
		...(fix === undefined
			? []
			: [{value: 'fix', key: 'f', label: fixes.length === 1 ? fix.title : `Make ${fixes.length} fixes`}]),
		{
			value: 'again',
			key: 'r',
			label: `Run ${count(left, 'task')} again`,
			hint: 'those that failed and what follows them',
		},
		{value: 'variable', key: 'e', label: 'Set an environment variable', hint: 'of every task, here and on the cluster'},
		{value: 'log', key: 'l', label: `Show the log${failed.length === 1 ? '' : ` of ${failed[0]?.title ?? ''}`}`},
		...(report === undefined ? [] : [{value: 'report', key: 'o', label: 'Open the report', hint: tidyPath(report)}]),
		{value: 'plan', label: 'Back to the plan'},
	];
	return {
		kind: 'select',
		name: 'rehearsal',
		message: first?.line ?? '',
		help: [...(first?.more ?? []), ...others.map(({line}) => line)].join('\n'),
		flag: 'kfp-wizard rehearse',
		aside: true,
		back: true,
		choices,
		initial: fix !== undefined ? 'fix' : namedVariable(failed, project) === undefined ? 'again' : 'variable',
	};
}

/** The variable that a failed task names, with the value that it has here; where it has none, that is typed behind it. */
export function variableQuestion(failed: readonly FailedTask[], project: Project): TextQuestion {
	const named = namedVariable(failed, project);
	return {
		kind: 'text',
		name: 'rehearsal-variable',
		message: 'Which environment variable should every task have?',
		help: 'NAME=VALUE. Everyone can read it in the spec: a secret value goes into a Secret.',
		flag: '--env-var NAME=VALUE',
		aside: true,
		back: true,
		...(named === undefined
			? {}
			: named.value == null
				? {draft: `${named.name}=`}
				: {initial: `${named.name}=${named.value}`}),
		validate: text => {
			try {
				readEnvVars({envVar: {value: [text], source: '--env-var'}});
				return undefined;
			} catch (error) {
				return asWizardError(error).message.replace(/^--env-var: /, '');
			}
		},
	};
}

/** What an unchanged rehearsal would fail for again: a variable of the project that the causes name, or one that they advise to set. */
function namedVariable(
	failed: readonly FailedTask[],
	{variables = []}: Project,
): {readonly name: string; readonly value?: string | null | undefined} | undefined {
	const said = failed.map(({cause}) => cause).join(' ');
	const [, advised] = /--env-var (\w+)=/.exec(said) ?? [];
	return variables.find(({name}) => said.includes(name)) ?? (advised === undefined ? undefined : {name: advised});
}
