// A person in the folder of a deployed project who types what is printed: commands, flags to add, variables, other programs.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {onTestFinished, vi} from 'vitest';
import type {KfpApiOptions} from '../fakes/kfp-api.ts';
import type {Outcome} from '../../src/schema/outcome.ts';
import {splitWords} from '../../src/system/split-words.ts';
import {testContext} from './context.ts';
import {deployed, projectVariables} from './deployed.ts';
import {type Line, scriptedUi, unattendedUi} from './scripted-ui.ts';
import {type Typed, typed} from './typed.ts';

/** Does to the world what a program would, and gives what it prints. */
export type Program = (args: readonly string[]) => string | void;

type Typing = {
	/** The answers to questions; without it no question can be asked. */
	readonly script?: readonly Line[];
	readonly signal?: AbortSignal;
	/** What the command does here, where it is a part of it. */
	readonly work?: () => Promise<Outcome>;
};

export type Ended = Typed & {readonly printed: string; readonly notes: readonly string[]};

/** What no shell may obey, and no parser may take for an option. */
export const hostile = `-p 'n' "$(touch x)" #é\\`;
export const agree: readonly Line[] = [['plan', {do: 'go'}]];

/** `programs` by name. `to` are the flags for the server and the pipeline. */
export async function shell(options?: KfpApiOptions, programs: Readonly<Record<string, Program>> = {}) {
	const world = await deployed(options);
	// The pause before a request is repeated is random: here it is none.
	const random = vi.spyOn(Math, 'random').mockReturnValue(0);
	onTestFinished(() => random.mockRestore());
	const env: Record<string, string> = {...projectVariables, HOME: world.cwd};
	let last = '';

	const command = async (line: string, {script, signal, work}: Typing): Promise<Ended> => {
		last = line;
		const {ui, reported} = script === undefined ? unattendedUi() : scriptedUi(script);
		const context = testContext(signal === undefined ? ui : {...ui, signal}, {cwd: world.cwd, env});
		const ended = await typed(line, context, env, work);
		const notes = reported.flatMap(event => (event.event === 'note' ? [event.message] : []));
		return {...ended, printed: context.printed(), notes};
	};
	/** A line of kfp-wizard, without its name or whole; flags are added to the last one. */
	const type = (line = '', typing: Typing = {}): Promise<Ended> =>
		command(line.startsWith('--') ? `${last} ${line}` : line, typing);
	/** For kfp-wizard, and for its requests, which read the variables of this process. */
	const set = (variable: string, value: string): void => {
		env[variable] = value;
		vi.stubEnv(variable, value);
	};
	onTestFinished(() => void vi.unstubAllEnvs());
	const run = (line: string): string => {
		const [name = '', ...args] = splitWords(line) ?? [];
		return (programs[name] ?? missing(name))(args) ?? '';
	};
	/** Another printed line does what it says: a variable is set, a program runs. Then the last line is typed again. */
	const obey = async (line = '', typing: Typing = {}): Promise<Ended> => {
		const [name = '', ...args] = splitWords(line) ?? [];
		const [, before = '', file] = /^(.*?) > (.*)$/.exec(line) ?? [];
		if (name === 'export')
			for (const [, variable = '', value = ''] of args.map(set => /^(\w+)=(.*)$/.exec(set) ?? []))
				set(
					variable,
					/^\$\((.*)\)$/.test(value) ? run(value.slice(2, -1)) : value.replace(`$${variable}`, env[variable] ?? ''),
				);
		else if (file === undefined) run(line);
		else await writeFile(join(world.cwd, splitWords(file)?.[0] ?? ''), run(before));
		return command(last, typing);
	};
	return {...world, env, set, type, obey, to: `--host ${world.api.url} --kfp-name tide-prod`};
}

const missing = (name: string) => (): never => {
	throw new Error(`the test has no program ${name}`);
};
