// The plain UI mode: one Inquirer prompt after the other, with appended lines between them.
import {cancelled} from '../../system/errors.ts';
import {beforeSuspended} from '../../system/suspend.ts';
import {askFindings} from '../sequence/findings.ts';
import {askPlan} from '../sequence/plan.ts';
import type {SmallAsker, SmallQuestion} from '../sequence/small-question.ts';
import {mainResult} from '../transcript/main-result.ts';
import {row, type Row, segment} from '../text/rows.ts';
import {openTranscript} from '../transcript/transcript.ts';
import type {Host} from '../text/features.ts';
import {lookOf} from '../text/look.ts';
import type {AnswerTo, Question, Ui} from '../ui.ts';
import {prompt} from './prompt.ts';
import {backText} from './prompts.ts';

export type PlainOptions = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WritableStream;
	readonly signal: AbortSignal;
	readonly host: Host;
	readonly quiet?: boolean;
	readonly verbose?: boolean;
};

export function plainUi(options: PlainOptions): Ui {
	const {stdin, stdout, stderr, signal, host, quiet = false, verbose = false} = options;
	const transcript = openTranscript({to: stderr, quiet, verbose, look: lookOf(stderr, host)});
	const terminal = {stdin, stdout, signal, look: lookOf(stdout, host)};

	const ask = async <Q extends SmallQuestion>(question: Q): Promise<AnswerTo<Q>> => {
		if (signal.aborted) throw cancelled();
		transcript.show(...helpRows(question));
		if (question.kind === 'confirm' && question.diff !== undefined) transcript.diffs(question.diff);
		const answer = await prompt(question, terminal);
		if (question.kind === 'select') transcript.show(...previewRows(question.preview?.(String(answer))?.text));
		return answer as AnswerTo<Q>;
	};
	// Inquirer hides the cursor while it asks.
	const forgetSuspended = beforeSuspended(() => void stdout.write('\u001B[?25h'));
	const asker: SmallAsker = {transcript, look: lookOf(stderr, host), ask};

	return {
		interactive: true,
		signal,
		begin: transcript.begin,
		emit: event => {
			transcript.report(event);
			const result = mainResult(event, {stdout, stderr});
			if (result !== undefined) stdout.write(`${result}\n`);
		},
		ask: async <Q extends Question>(question: Q) => {
			if (question.kind === 'plan') return (await askPlan(question, asker)) as AnswerTo<Q>;
			if (question.kind === 'findings') return (await askFindings(question, asker)) as AnswerTo<Q>;
			return (await ask(question)) as AnswerTo<Q>;
		},
		close: async () => forgetSuspended(),
	};
}

function helpRows({kind, help, back}: SmallQuestion): readonly Row[] {
	const ways: Partial<Record<SmallQuestion['kind'], string>> = {
		text: `Type ${backText} to go back`,
		multiselect: 'Press Esc to go back',
	};
	const way = back === true ? ways[kind] : undefined;
	const lines = [...(help ?? '').split('\n'), way ?? ''].filter(line => line !== '');
	return lines.map(text => row('  ', segment(text, 'faint')));
}

const previewRows = (text: string | undefined): readonly Row[] =>
	text === undefined ? [] : [row('  ', segment(text, 'faint'))];
