// The plain face: one Inquirer prompt after the other, with appended lines between them.
import {setImmediate as nextTurn} from 'node:timers/promises';
import {checkbox, confirm, input, select} from '@inquirer/prompts';
import {cancelled} from '../../system/errors.ts';
import {mainResult} from '../result-rows.ts';
import {row, segment} from '../rows.ts';
import {talk} from '../talk.ts';
import {defaultAnswer} from '../default-answer.ts';
import type {AnswerTo, Choice, FindingsAnswer, PlanAnswer, Question, Ui} from '../ui.ts';

export type PlainOptions = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WritableStream;
	readonly signal: AbortSignal;
	readonly quiet?: boolean;
	readonly verbose?: boolean;
};

type Context = {readonly input: NodeJS.ReadStream; readonly output: NodeJS.WriteStream; readonly signal: AbortSignal};

/** The choices in sight: the rows of the terminal without those around the list. */
export const pageSizeOf = ({rows = 24}: {readonly rows?: number}): number => Math.max(7, rows - 6);

export function plainUi(options: PlainOptions): Ui {
	const {stdin, stdout, stderr, signal, quiet = false, verbose = false} = options;
	const account = talk({to: stderr, quiet, verbose});

	return {
		interactive: true,
		signal,
		begin: account.begin,
		emit: event => {
			account.tell(event);
			const result = mainResult(event, {stdout, stderr});
			if (result !== undefined) stdout.write(`${result}\n`);
		},
		ask: async <Q extends Question>(question: Q) => {
			if (signal.aborted) throw cancelled();
			if (question.help !== undefined) account.say(row('  ', segment(question.help, 'faint')));
			if (question.kind === 'plan') account.plan(question.plan);
			const answer = await withPrompts(stdin, async () => prompt(question, {input: stdin, output: stdout, signal}));
			return answer as AnswerTo<Q>;
		},
		close: async () => {},
	};
}

/**
 * Ink unrefs stdin when it lets go of it, and Inquirer pauses it on a later turn when it is done: without the first
 * undone the process ends under the prompt, without the second awaited whoever reads next is cut off.
 */
async function withPrompts<T>(stdin: NodeJS.ReadStream, ask: () => Promise<T>): Promise<T> {
	stdin.ref();
	try {
		return await ask();
	} catch (error) {
		const name = error instanceof Error ? error.name : '';
		throw name === 'ExitPromptError' || name === 'AbortPromptError' ? cancelled() : error;
	} finally {
		await nextTurn();
	}
}

async function prompt(
	question: Question,
	context: Context,
): Promise<string | boolean | readonly string[] | PlanAnswer | FindingsAnswer> {
	const {message} = question;
	const pageSize = pageSizeOf(context.output);
	switch (question.kind) {
		case 'select':
			return select(
				{
					message,
					pageSize,
					choices: question.choices.map(choice),
					...(question.initial === undefined ? {} : {default: question.initial}),
				},
				context,
			);
		case 'multiselect':
			return checkbox(
				{
					message,
					pageSize,
					choices: question.choices.map(one => ({
						...choice(one),
						checked: one.disabled === undefined && (question.initial?.includes(one.value) ?? false),
					})),
				},
				context,
			);
		case 'text':
			return input(
				{
					message,
					validate: text => question.validate?.(text) ?? true,
					...(question.initial === undefined ? {} : {default: question.initial, prefill: 'editable' as const}),
				},
				context,
			);
		case 'confirm':
			return confirm({message, default: question.initial}, context);
		case 'plan':
			return {do: (await confirm({message, default: true}, context)) ? 'go' : 'cancel'};
		case 'findings':
			return defaultAnswer(question);
	}
}

const choice = ({
	value,
	label = value,
	hint,
	disabled,
}: Choice): {value: string; name: string; short: string; disabled?: string} => ({
	value,
	name: hint === undefined ? label : `${label}  ${hint}`,
	short: label,
	...(disabled === undefined ? {} : {disabled: `(${disabled})`}),
});
