// Runs the inspector in a container of the image, with what a task has but data and secrets, and reads its answer.
import {arch} from 'node:os';
import type {ImageEnd, ImageFacts} from '../../../checks/image-facts.ts';
import {storeProtocol} from '../../../checks/dataset-packages.ts';
import type {Engine} from '../../../image/engine/engine.ts';
import {failedStart} from '../../../image/engine/failed-start.ts';
import {datasetKind, isParameter, locationOf} from '../../../kedro/datasets.ts';
import {defined} from '../../../system/defined.ts';
import {confSourceOption} from '../../../kedro/configuration-source.ts';
import {imageInspection, readImageAnswer} from '../../../kedro/inspect-image.ts';
import {datasetsOf} from '../../../kedro/storage.ts';
import type {Options} from '../../../options/options.ts';
import {readValues} from '../../../options/params.ts';
import {onStartOf} from '../../../options/settings/settings.ts';
import {type Execution, readSpec} from '../../../pipeline-spec/read-spec.ts';
import {rehearsalRun} from '../../../rehearse/run-values.ts';
import type {Dataset} from '../../../schema/project.ts';
import {run, type RunResult} from '../../../system/exec.ts';
import {howItEnded} from '../../../system/how-it-ended.ts';
import {count} from '../../../system/text.ts';
import type {Context} from '../../../ui/context.ts';
import type {Selection} from '../../selection.ts';
import {withoutRun} from '../../../kedro/task-environment.ts';
import {timeoutOf} from '../project/timeout.ts';
import type {SpecPlan} from '../spec/spec.ts';
import type {Images} from '../spec/task-images.ts';
import {platformOf} from './source.ts';

export type Asked = {
	readonly engine: Engine;
	readonly image: string;
	/** All images of the spec. */
	readonly images: Images;
	readonly selection: Selection;
	readonly options: Options;
	readonly spec: SpecPlan;
};

type Answered = Pick<ImageFacts, 'command' | 'container' | 'content' | 'end'>;

/** After this many milliseconds a note says that the imports are slow. */
const slow = 10_000;

/** What the image says; `notTried`: why it was not asked. @throws WizardError `cancelled`; the container is removed. */
export async function askImage(asked: Asked, context: Context): Promise<Answered | {readonly notTried: string}> {
	const {engine, image, images, selection, options, spec} = asked;
	const {executions} = readSpec(spec.make(images.image, images.taskImages).text, {
		run: rehearsalRun(),
		inputs: spec.runInputs,
	});
	const tasks = executions.filter(one => one.image === image);
	const inMain = tasks.filter(({first}) => first !== true);
	// A task that hands something over starts plain Kedro where it must.
	const task = inMain.find(({artifacts}) => artifacts === undefined) ?? inMain[0] ?? tasks[0];
	if (task === undefined) return {notTried: 'every task has an image of its own'};
	const {command} = task;
	const {inPath, inShell, input} = await imageInspection({
		program: command[0] ?? '',
		environment: selection.chosen.env.value,
		pipeline: selection.pipeline.name,
		...defined({confSource: confSourceOption(selection.project)}),
		parameters: Object.fromEntries(readValues(options)),
		...datasetsIn(selection),
	});
	const limit = timeoutOf(options);
	const ask = (inspector: readonly string[]): Promise<RunResult> =>
		inContainer(inspector, {engine, image, selection, task, input, limit}, context);
	let result = await ask(inPath);
	let answer = readImageAnswer(result.stdout);
	if (answer.container === undefined && failedStart(result.stderr, result.exitCode) === 'not found') {
		result = await ask(inShell);
		answer = readImageAnswer(result.stdout);
	}
	if (answer.bug !== undefined) return {notTried: `kfp-wizard's inspector does not work in it: ${answer.bug}`};
	const {container, content} = answer;
	if (content !== undefined) return {container, content, command, end: undefined};
	const end = container === undefined ? notStarted(result, asked, limit) : stopped(result, limit);
	return typeof end === 'string' ? {notTried: end} : {container, content, command, end};
}

/** The container has the variables of the task; those that only the cluster knows have a value that is none. */
async function inContainer(
	command: readonly string[],
	{
		engine,
		image,
		task,
		input,
		limit,
		selection: {
			project,
			pipeline: {name: pipeline},
		},
	}: Pick<Asked, 'engine' | 'image' | 'selection'> & {
		readonly task: Execution;
		readonly input: string;
		readonly limit: number;
	},
	{ui, env}: Context,
): Promise<RunResult> {
	const handedOn = onStartOf(project)?.variables ?? [];
	const unknown = [...task.secretEnv.map(({name}) => name), ...(task.configEnv ?? []), ...handedOn];
	const placeholders = Object.fromEntries(unknown.map(name => [name, 'not-in-the-smoke-test']));
	const container = await engine.container({
		image,
		purpose: 'smoke',
		command,
		env: {...withoutRun(pipeline), ...task.env, ...placeholders},
		isolated: true,
	});
	const late = setTimeout(() => {
		const message = `Importing the project in the image has taken ${slow / 1000} s so far; the limit is ${limit} s (--timeout)`;
		ui.emit({event: 'note', level: 'info', step: 'image', passing: true, message});
	}, slow);
	try {
		return await run(container.program, container.args, {input, env, timeout: limit * 1000, signal: ui.signal});
	} finally {
		clearTimeout(late);
		await container.remove();
	}
}

/** Why Python did not start; a text where that is no fault of the image. */
function notStarted({exitCode, stdout, stderr}: RunResult, {engine, options}: Asked, limit: number): ImageEnd | string {
	if (exitCode === 124) return `${engine.name} did not start a container within ${count(limit, 'second')}`;
	const output = `${stdout}\n${stderr}`.trim();
	const last = lastLine(output);
	const wanted = platformOf(options).value;
	switch (failedStart(output, exitCode)) {
		case 'not found':
			return {kind: 'not found', reason: 'The image has neither kedro nor a Python with it'};
		case 'platform':
			return wanted.split('/')[1] === hostArchitecture()
				? {kind: 'platform', reason: `The programs of the image are not for ${wanted}`}
				: `this machine cannot run programs for ${wanted}`;
		case 'image':
			return {kind: 'other', reason: `A container of the image does not start${last}`};
		case 'engine':
			return output.includes('Traceback')
				? {kind: 'other', reason: `Python does not start in the image${last}`}
				: `${engine.name} cannot run a container${last}`;
	}
}

function stopped({exitCode, stderr}: RunResult, limit: number): ImageEnd {
	const reason =
		exitCode === 124
			? `Importing the project in the image takes longer than ${count(limit, 'second')} (--timeout)`
			: `Python ${howItEnded(exitCode)}, while it imported the project in the image${lastLine(stderr)}`;
	return {kind: 'other', reason};
}

/** The last line that says something, after a colon. */
function lastLine(output: string): string {
	const line = output
		.split('\n')
		.filter(one => one.trim() !== '' && !/^(?:See|Run) 'docker run --help'/.test(one))
		.at(-1);
	return line === undefined ? '' : `: ${line.trim()}`;
}

const hostArchitecture = (): string => ({x64: 'amd64', ia32: '386'})[arch() as string] ?? arch();

/** The datasets of the pipeline: their names, how fsspec reaches them, and what tasks write into the container. */
function datasetsIn({project, pipeline}: Selection) {
	const written = new Set(pipeline.nodes.flatMap(({outputs}) => outputs));
	const used = datasetsOf(pipeline, project).filter(({name}) => !isParameter(name));
	return {
		datasets: used.map(({name}) => name),
		protocols: Object.fromEntries(
			used.flatMap(dataset => {
				const protocol = storeProtocol(dataset);
				return protocol === undefined ? [] : [[dataset.name, protocol]];
			}),
		),
		writes: used.filter(dataset => written.has(dataset.name)).flatMap(localFile),
	};
}

function localFile(dataset: Dataset): readonly string[] {
	const location = locationOf(dataset);
	return location === null || datasetKind(dataset, dataset.name) !== 'local'
		? []
		: [location.replace(/^(?:file|local):\/\//, '')];
}
