// The face for nobody: readable lines or NDJSON, questions answered by their defaults or not at all.
import {Event} from '../../schema/event.ts';
import {cancelled} from '../../system/errors.ts';
import {defaultAnswer, missingAnswer} from './default-answer.ts';
import {mainResult} from '../transcript/main-result.ts';
import {openTranscript} from '../transcript/transcript.ts';
import type {Look} from '../text/look.ts';
import type {Ui} from '../ui.ts';

export type SilentOptions = {
	/** Every event as a line of JSON on stdout, and nothing else anywhere. */
	readonly json: boolean;
	/** Answer by the questions' defaults. Without it a question is an error. */
	readonly yes: boolean;
	readonly quiet: boolean;
	readonly verbose: boolean;
	readonly stdout: NodeJS.WritableStream;
	readonly stderr: NodeJS.WritableStream;
	readonly signal: AbortSignal;
	readonly look: Look;
};

export function silentUi(options: SilentOptions): Ui {
	const {json, yes, quiet, verbose, stdout, stderr, signal, look} = options;
	const transcript = openTranscript({to: stderr, quiet, verbose, look});
	let readerGone = false;
	// `| head` has read enough: nothing more is written, and whether the work goes on is not decided here.
	const onError = (error: NodeJS.ErrnoException): void => {
		if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
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
			if (!json) transcript.begin(header);
		},
		emit: event => {
			if (json) return write(ndjson(event));
			transcript.report(event);
			const result = mainResult(event, {stdout, stderr});
			if (result !== undefined) write(result);
		},
		ask: async question => {
			if (signal.aborted) throw cancelled();
			if (!yes) throw missingAnswer(question);
			if (question.kind === 'plan' && !json) transcript.plan(question.plan);
			return defaultAnswer(question);
		},
		// The listener stays: a pipe can break after the last line was handed over.
		close: async () => flushed(stdout, () => readerGone),
	};
}

/** One line of JSON with its keys in the order of the schema, whoever made the event. */
function ndjson(event: Event): string {
	const known = Event.safeParse(event);
	return JSON.stringify(known.success ? known.data : event);
}

/** A pipe takes its bytes later: the process may not end before. */
async function flushed(stream: NodeJS.WritableStream, gone: () => boolean): Promise<void> {
	if (gone()) return;
	await new Promise<void>(resolve => {
		stream.write('', () => resolve());
	});
}
