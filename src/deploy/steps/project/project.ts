// Step 1: find the Kedro project and its interpreter, and read it.
import {findProject} from '../../../kedro/find-project.ts';
import {findPython} from '../../../kedro/find-python.ts';
import {inspectAsTask, type TaskInspection} from '../../../kedro/inspect-as-task.ts';
import {askForPart, type PartAnswer, type PartFilter} from '../../../kedro/pipeline-part.ts';
import {knownSeconds} from '../../../options/measured-seconds.ts';
import {type Options, planValue} from '../../../options/options.ts';
import {readValues} from '../../../options/params.ts';
import type {PlanValue} from '../../../schema/plan.ts';
import type {KedroNode, Project} from '../../../schema/project.ts';
import {defined} from '../../../system/defined.ts';
import {toJson} from '../../../system/exact-values.ts';
import {tidyPath} from '../../../system/files.ts';
import type {KnownNames} from '../../../system/known-names.ts';
import type {Context} from '../../../ui/context.ts';
import type {Ui} from '../../../ui/ui.ts';
import {newReadings, type Readings} from '../../interview/readings.ts';
import {misplacedSettings} from './misplaced-settings.ts';
import {newPatience} from './patience.ts';
import {memoryOf, readingOf} from './reading.ts';
import {differ, variablesBefore, variablesIn} from './task-variables.ts';

export type OpenProject = {
	readonly project: Project;
	/** Reads the project again for another environment. */
	readonly inspect: (environment: string) => Promise<Project>;
	/** The nodes that Kedro's own filter selects of a pipeline. */
	readonly filter: (project: Project, pipeline: string, filter: PartFilter, options: Options) => Promise<PartAnswer>;
	/** How long nodes took when they last ran, as `knownSeconds` has it. */
	readonly measured: (nodes: readonly KedroNode[]) => Promise<readonly string[] | undefined>;
	/** How long reading may take: the user may have given it more time. */
	readonly timeout: () => Options['timeout'];
};

/**
 * @param shared what was read before, and Python, which stays for what is read later; default: Python ends with its answer
 * @param meanwhile called once when Python runs
 * @throws WizardError where there is no project, no Python, or the project does not import.
 */
export async function openProject(
	options: Options,
	context: Context,
	shared?: Readings,
	meanwhile?: () => void,
): Promise<OpenProject> {
	const readings = shared ?? newReadings();
	const {ui, env, cwd, platform, remember} = context;
	ui.emit({event: 'step', step: 'project', state: 'active', detail: 'reading the Kedro project'});
	const root = await findProject(options.project?.value, cwd);
	const wanted = options.python?.value;
	const python = await readings.interpreter([root, wanted], () =>
		findPython(root, {env, cwd, platform, ...defined({python: wanted})}),
	);
	const patience = newPatience(options, ui);
	const parameters = Object.fromEntries(readValues(options));
	const read = (environment: string | undefined, given: Readonly<Record<string, string>>): Promise<Project> =>
		readings.project([root, python, environment, toJson(parameters), given], () =>
			patience.read(timeout =>
				inspectWithNotice(
					{
						root,
						python,
						shell: env,
						given,
						timeout,
						parameters,
						remember: memoryOf(options, env),
						session: shared?.python,
						...defined({environment, meanwhile}),
					},
					timeout,
					ui,
				),
			),
		);
	const inspect = async (environment: string | undefined): Promise<Project> => {
		const wanted = environment ?? env['KEDRO_ENV'];
		const before = await variablesBefore(root, wanted, options);
		const project = await read(wanted, before);
		const after = variablesIn(project, options);
		return differ(before, after) ? read(wanted, {...before, ...after}) : project;
	};
	const project = await inspect(options.env?.value);
	await remember(root, namesIn(project));
	await sayMisplaced(project, ui);
	ui.emit({
		event: 'step',
		step: 'project',
		state: 'done',
		detail: `${project.name} · Kedro ${project.kedro} · Python ${project.python.version} (${project.python.source})`,
	});
	const filter: OpenProject['filter'] = (project, pipeline, filter, options) =>
		readings.part([root, python, project.environment, toJson(parameters), pipeline, filter], async () =>
			askForPart(
				{...(await readingOf(project, options, {...context, ...defined({readings: shared})})), python, parameters},
				pipeline,
				filter,
			),
		);
	const measured: OpenProject['measured'] = nodes => knownSeconds(root, nodes, env);
	return {project, inspect, filter, measured, timeout: patience.timeout};
}

/** Of each project once, however often it is read. */
const said = new WeakMap<AbortSignal, Set<string>>();

async function sayMisplaced(project: Project, ui: Ui): Promise<void> {
	const before = said.get(ui.signal) ?? new Set();
	said.set(ui.signal, before);
	for (const message of await misplacedSettings(project)) {
		if (!before.has(message)) ui.emit({event: 'note', level: 'warning', step: 'project', message});
		before.add(message);
	}
}

const namesIn = ({pipelines, environments, defaultEnvironment}: Project): KnownNames => {
	const nodes = pipelines.flatMap(pipeline => pipeline.nodes);
	return {
		pipelines: pipelines.map(({name}) => name),
		environments: [...new Set([...environments, defaultEnvironment])],
		nodes: [...new Set(nodes.map(({name}) => name))],
		tags: [...new Set(nodes.flatMap(({tags}) => tags))],
		datasets: [...new Set(nodes.flatMap(({inputs, outputs}) => [...inputs, ...outputs]))],
	};
};

/** Imports may take a minute: a note says so once. */
function inspectWithNotice(options: TaskInspection, timeout: number, ui: Ui): Promise<Project> {
	return inspectAsTask({
		...options,
		slow: {
			after: 10,
			report: seconds =>
				ui.emit({
					event: 'note',
					level: 'info',
					step: 'project',
					passing: true,
					message: `Importing the project has taken ${seconds} s so far; the limit is ${timeout} s (--timeout)`,
				}),
		},
		signal: ui.signal,
	});
}

/** The rows of the plan for the project and its interpreter. */
export const projectValues = ({root, python}: Project, options: Options): readonly PlanValue[] => [
	planValue('project', {
		value: tidyPath(root),
		source: options.project?.source ?? 'detected: contains this folder',
	}),
	planValue('python', {
		value: tidyPath(python.executable),
		source: options.python?.source ?? `detected: ${python.source}`,
	}),
];
