// The wizard in a pseudo-terminal, in a world where it goes through: every question by what is seen of it, and its answer.
import {cp, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {openTerminal, type Terminal, type TerminalOptions} from '../bed/pty.ts';
import {addSmallImage, openWorld, type Parts, program, untried, type World} from './world.ts';

/** The example with a second environment like `s3` and an image that is built in a moment. */
export async function openGuidedWorld({python, engine}: Parts): Promise<World> {
	const world = await openWorld(python, engine, untried);
	await cp(join(world.project, 'conf', 's3'), join(world.project, 'conf', 'prod'), {recursive: true});
	await addSmallImage(world.project);
	return world;
}

/** The same, but two datasets of `prod` are in no catalog, and the nodes that write them have no names. */
export async function openBrokenWorld(parts: Parts): Promise<World> {
	const world = await openGuidedWorld(parts);
	const change = async (path: string, from: RegExp, to: string): Promise<void> => {
		const file = join(world.project, path);
		await writeFile(file, (await readFile(file, 'utf8')).replaceAll(from, to));
	};
	for (const environment of ['base', 'prod'])
		await change(`conf/${environment}/catalog.yml`, /^(?:weather|features):\n(?: .*\n)+/gm, '');
	await change('src/bike_share/pipelines/preparation/pipeline.py', /, name="(?:clean_weather|build_features)"/g, '');
	return world;
}

export type Guide = {
	readonly terminal: Terminal;
	/** Waits for the question and answers it; without keys its default is taken. */
	readonly answer: (question: QuestionName, ...keys: readonly string[]) => Promise<void>;
	/** Takes one question after the other, by its answer or its default, until this one is on the screen. */
	readonly goTo: (last: QuestionName, answers?: Answers) => Promise<void>;
};

export type Answers = Readonly<Partial<Record<QuestionName, readonly string[]>>>;

/** The questions of a deploy in their order, by words that are on the screen only while they are asked. */
export const questions = {
	env: 'Which environment?',
	pipeline: 'Which pipeline?',
	grouping: 'How should nodes share containers?',
	image: 'Where should the image be pushed?',
	reach: 'How should kfp-wizard reach Kubeflow Pipelines?',
	host: 'What is the address of the Kubeflow Pipelines API?',
	plan: 'Go ahead',
} as const;
export type QuestionName = keyof typeof questions;
const order = Object.keys(questions) as readonly QuestionName[];

/** Longest time for the next question: the project may be read in between. */
export const patience = 30_000;

/** Starts the wizard; `stty` tells at its end how the terminal was left, with the exit code of the wizard itself. */
export async function openGuide(
	world: World,
	args: readonly string[] = [],
	{stty = false, ...options}: Partial<TerminalOptions> & {readonly stty?: boolean} = {},
): Promise<Guide> {
	const command = [process.execPath, program, ...args];
	const [first = '', ...rest] = stty ? ['sh', '-c', '"$@"; code=$?; stty -a; exit $code', 'sh', ...command] : command;
	const terminal = await openTerminal({
		command: first,
		args: rest,
		cwd: world.project,
		columns: 100,
		rows: 30,
		...options,
		env: {...world.env, ...options.env},
	});
	const answer: Guide['answer'] = async (question, ...keys) => {
		await terminal.waitFor(questions[question], patience);
		for (const key of keys.length === 0 ? ['enter'] : keys) {
			if (/^(enter|up|down|escape|space|\?|ctrl-.)$/.test(key)) terminal.press(key);
			else terminal.type(key);
		}
	};
	const goTo: Guide['goTo'] = async (last, answers = {}) => {
		const way = order.slice(0, order.indexOf(last));
		for (const question of way) await answer(question, ...(answers[question] ?? []));
		await terminal.waitFor(questions[last], patience);
	};
	return {terminal, answer, goTo};
}

export const asItWas = {
	cursorShown: true,
	alternateScreen: false,
	bracketedPaste: false,
	mouse: false,
	focusEvents: false,
	kittyKeyboard: false,
};
