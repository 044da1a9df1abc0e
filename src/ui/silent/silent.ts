// The non-interactive UI mode: readable lines or NDJSON; questions get their defaults or fail.
import type {Event} from '../../schema/event.ts';
import {cancelled, whatIsFull} from '../../system/errors.ts';
import {defaultAnswer, missingAnswer} from './default-answer.ts';
import {mainResult} from '../transcript/main-result.ts';
import {openTranscript} from '../transcript/transcript.ts';
import type {Look} from '../text/look.ts';
import type {Ui} from '../ui.ts';

export type SilentOptions = {
	/** Writes every event as a line of JSON, to stdout; then nothing else is written. */
	readonly json: false | ((event: Event) => string);
	/** Answer questions with their defaults. Without it a question is an error. */
	readonly yes: boolean;
	readonly quiet: boolean;
	readonly verbose: boolean;
	readonly stdout: NodeJS.WritableStream;
	readonly stderr: NodeJS.WritableStream;
	readonly signal: AbortSignal;
	/** Of messages. */
	readonly look: Look;
	/** Of results; default: that of messages. */
	readonly resultLook?: Look;
	/** True where the findings are the result of the command. */
	readonly findingsAreResult?: boolean;
};

export function silentUi(options: SilentOptions): Ui {
	const {
		json,
		yes,
		quiet,
		verbose,
		stdout,
		stderr,
		signal,
		look,
		resultLook = look,
		findingsAreResult = false,
	} = options;
	const transcript = openTranscript({to: stderr, quiet, verbose, look});
	const results = openTranscript({to: stdout, quiet, verbose, look: resultLook});
	/** What a script reads goes to stdout: the findings of a check, and the plan where it is all there is. */
	const isResult = (event: Event): boolean =>
		(event.event === 'findings' && findingsAreResult) || (event.event === 'plan' && event.dryRun);
	let readerGone = false;
	// After `| head` has read enough, or where the disk is full, nothing more is written; the work goes on.
	const onError = (error: NodeJS.ErrnoException): void => {
		const isGone = error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED';
		if (!isGone && whatIsFull(error) === undefined) throw error;
		readerGone = true;
	};
	stdout.on('error', onError);
	const write = (line: string): void => {
		if (!readerGone) stdout.write(`${line}\n`);
	};
	return {
		interactive: false,
		signal,
		begin: header => {
			if (json === false) transcript.begin(header);
		},
		emit: event => {
			if (json !== false) return write(json(event));
			if (isResult(event)) return readerGone ? undefined : results.report(event);
			transcript.report(event);
			const result = mainResult(event, {stdout, stderr});
			if (result !== undefined) write(result);
		},
		ask: async question => {
			if (signal.aborted) throw cancelled();
			if (!yes) throw missingAnswer(question);
			if (question.kind === 'plan' && json === false) transcript.plan(question.plan);
			return defaultAnswer(question);
		},
		// The listener stays: a pipe can break after the last write.
		close: async () => flushed(stdout, () => readerGone),
	};
}

/** A pipe takes its bytes later: the process must not end before that. */
async function flushed(stream: NodeJS.WritableStream, gone: () => boolean): Promise<void> {
	if (gone()) return;
	await new Promise<void>(resolve => {
		stream.write('', () => resolve());
	});
}
