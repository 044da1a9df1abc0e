// The accessible UI mode, for screen readers and terminals that cannot redraw: lines are only added.
import {cancelled} from '../../system/errors.ts';
import {askFindings} from '../sequence/findings.ts';
import {askPlan} from '../sequence/plan.ts';
import type {SmallAsker, SmallQuestion} from '../sequence/small-question.ts';
import {mainResult} from '../transcript/main-result.ts';
import {openTranscript} from '../transcript/transcript.ts';
import {spokenLook} from '../text/look.ts';
import type {AnswerTo, Question, Ui} from '../ui.ts';
import {heartbeat} from './heartbeat.ts';
import {askByLine} from './ask.ts';
import {spokenText} from './spoken-text.ts';
import {openTyped} from './typed.ts';

export type AccessibleOptions = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WritableStream & {readonly isTTY?: boolean; readonly columns?: number};
	readonly signal: AbortSignal;
	/** Called on Ctrl-C while a secret is typed: the terminal sends no signal then. */
	readonly abort: () => void;
	readonly quiet?: boolean;
	readonly verbose?: boolean;
};

export function accessibleUi(options: AccessibleOptions): Ui {
	const {stdin, stdout, stderr, signal, abort, quiet = false, verbose = false} = options;
	const transcript = openTranscript({to: stderr, quiet, verbose, look: spokenLook});
	const typed = openTyped({stdin, stdout, signal, abort});
	const show = (text: string): void => void stdout.write(spokenText(text, stdout));
	const pulse = heartbeat(text => {
		if (!quiet) stderr.write(spokenText(text, stderr));
	});

	const ask = async <Q extends SmallQuestion>(question: Q): Promise<AnswerTo<Q>> => {
		if (signal.aborted) throw cancelled();
		if (question.kind === 'confirm' && question.diff !== undefined) transcript.diffs(question.diff);
		const answer = await askByLine(question, {show, typed});
		const preview = question.kind === 'select' ? question.preview?.(String(answer)) : undefined;
		if (preview !== undefined) show(`  ${preview.text}`);
		return answer as AnswerTo<Q>;
	};
	const asker: SmallAsker = {transcript, look: spokenLook, ask};

	return {
		interactive: true,
		signal,
		begin: header => {
			transcript.begin(header);
			pulse.begin(header);
		},
		emit: event => {
			transcript.report(event);
			pulse.observe(event);
			const result = mainResult(event, {stdout, stderr});
			if (result !== undefined) stdout.write(`${result}\n`);
		},
		ask: async <Q extends Question>(question: Q) =>
			pulse.quietDuring(async () => {
				if (question.kind === 'plan') return (await askPlan(question, asker)) as AnswerTo<Q>;
				if (question.kind === 'findings') return (await askFindings(question, asker)) as AnswerTo<Q>;
				return (await ask(question)) as AnswerTo<Q>;
			}),
		lend: async work =>
			pulse.quietDuring(async () => {
				typed.rest();
				return work();
			}),
		close: async () => {
			pulse.stop();
			typed.close();
		},
	};
}
