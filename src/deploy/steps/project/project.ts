// Step 1: find the Kedro project and its interpreter, and read it.
import {findProject} from '../../../kedro/find-project.ts';
import {inspectProject, type InspectOptions} from '../../../kedro/inspect.ts';
import {findPython, type PythonSearch} from '../../../kedro/find-python.ts';
import type {Project} from '../../../schema/project.ts';
import {WizardError} from '../../../system/errors.ts';
import {toJson} from '../../../system/exact-values.ts';
import type {Ui} from '../../../ui/ui.ts';
import {type Given, givenText} from '../../../options/options.ts';
import {newReadings} from '../../interview/readings.ts';
import {readValues} from '../../../options/params.ts';

export type OpenProject = {
	readonly project: Project;
	/** Reads the project again for another environment. */
	readonly inspect: (environment: string) => Promise<Project>;
};

export async function openProject(given: Given, ui: Ui, readings = newReadings()): Promise<OpenProject> {
	ui.emit({event: 'step', step: 'project', state: 'active', detail: 'reading the Kedro project'});
	const root = await findProject(givenText(given, 'project')?.value, process.cwd());
	const wanted = givenText(given, 'python')?.value;
	const python = await readings.interpreter([root, wanted], () => findPython(root, pythonSearch(given)));
	const timeout = readTimeout(given);
	const parameters = Object.fromEntries(readValues(given));
	const inspect = (environment: string | undefined): Promise<Project> =>
		readings.project([root, python, environment, toJson(parameters)], () =>
			inspectIn(
				{root, python, env: process.env, timeout, parameters, ...(environment === undefined ? {} : {environment})},
				ui,
			),
		);
	const project = await inspect(givenText(given, 'env')?.value);
	ui.emit({
		event: 'step',
		step: 'project',
		state: 'done',
		detail: `${project.name} · Kedro ${project.kedro} · Python ${project.python.version} (${project.python.source})`,
	});
	return {project, inspect};
}

function pythonSearch(given: Given): PythonSearch {
	const python = givenText(given, 'python');
	return {
		cwd: process.cwd(),
		env: process.env,
		platform: process.platform,
		...(python === undefined ? {} : {python: python.value}),
	};
}

/** Seconds. */
export function readTimeout(given: Given): number {
	const text = givenText(given, 'timeout');
	if (text === undefined) return 120;
	const seconds = Number(text.value);
	if (Number.isFinite(seconds) && seconds > 0) return seconds;
	throw new WizardError('usage', `${text.source}: "${text.value}" is not a number of seconds`, {code: 'BAD_VALUE'});
}

function inspectIn(options: InspectOptions & {readonly timeout: number}, ui: Ui): Promise<Project> {
	return inspectProject({
		...options,
		slow: {
			after: 10,
			report: seconds =>
				ui.emit({
					event: 'note',
					level: 'info',
					step: 'project',
					message: `Importing the project has taken ${seconds} s so far; it may take ${options.timeout} s (--timeout)`,
				}),
		},
		signal: ui.signal,
	});
}
