// The rich face: one live region drawn by Ink from one state, and the whole scrollback left behind when it goes.
import {type Instance, render} from 'ink';
import {now} from '../../system/clock.ts';
import {cancelled} from '../../system/errors.ts';
import type {Host} from '../text/features.ts';
import {lookOf} from '../text/look.ts';
import {paint} from '../text/rows.ts';
import {type AnswerTo, type Question, type Ui, WentBack} from '../ui.ts';
import {scrollbackRows} from './scrollback.ts';
import {App} from './app.tsx';
import type {Answer} from './questions/bindings.ts';
import {reduce} from './state/reduce.ts';
import {type Action, initialState} from './state/state.ts';

export type InkOptions = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly signal: AbortSignal;
	/** Called on each Ctrl-C, which the terminal does not turn into a signal while Ink reads keys. */
	readonly abort: () => void;
	readonly host: Host;
	/** Where it will run, such as `kind-dev / kubeflow`: the right end of the header. */
	readonly context?: string;
};

const maxFps = 30;
/** Milliseconds that events are gathered for before a frame is made of them: a thousand tasks have much to say. */
const frameTime = 80;
const tick = 100;

export function inkUi(options: InkOptions): Ui {
	const {stdin, stdout, signal, abort, host, context} = options;
	const look = lookOf(stdout, host);
	const size = (): {columns: number; rows: number} => ({columns: stdout.columns || 80, rows: stdout.rows || 24});
	let state = initialState(size(), context);
	let instance: Instance | undefined;
	let closed = false;
	let soon: NodeJS.Immediate | undefined;
	let later: NodeJS.Timeout | undefined;
	let clock: NodeJS.Timeout | undefined;
	let pending: {readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void} | undefined;

	const forgetDrawing = (): void => {
		clearImmediate(soon);
		clearTimeout(later);
		soon = undefined;
		later = undefined;
	};

	const draw = (): void => {
		forgetDrawing();
		if (closed) return;
		const app = <App state={state} look={look} onKey={onKey} onPaste={text => dispatch({type: 'paste', text})} />;
		if (instance !== undefined) return instance.rerender(app);
		// Ink does the same after the first frame; a key pressed in between would be echoed into it.
		stdin.setRawMode(true);
		// On a screen of its own nothing of a frame is left where the window gets narrower, and what was there before comes back.
		instance = render(app, {stdin, stdout, exitOnCtrlC: false, interactive: true, maxFps, alternateScreen: true});
	};

	const dispatch = (action: Action): void => {
		if (closed) return;
		state = reduce(state, action);
		// What a person does is answered at once.
		const canWait = instance !== undefined && (action.type === 'event' || action.type === 'tick');
		if (canWait) later ??= setTimeout(draw, frameTime);
		else soon ??= setImmediate(draw);
		keepTime();
		handOver();
	};

	/** What a question ended with goes to who asked it, and is not kept here: it may be a secret. */
	const handOver = (): void => {
		const {answered, wentBack} = state;
		if (pending === undefined || (answered === undefined && wentBack === undefined)) return;
		const {resolve, reject} = pending;
		pending = undefined;
		state = reduce(state, {type: 'taken', now: now().getTime()});
		if (answered !== undefined) resolve(answered.value);
		else reject(new WentBack(wentBack?.unfinished));
	};

	/** Time passes on the screen only while something is being worked on: a question stands still. */
	const keepTime = (): void => {
		const working = state.active !== undefined && state.asking === undefined;
		if (working) clock ??= setInterval(() => dispatch({type: 'tick', now: now().getTime()}), tick);
		else if (clock !== undefined) {
			clearInterval(clock);
			clock = undefined;
		}
	};

	const onKey = (key: string): void => {
		if (key === 'ctrl-c') abort();
		else dispatch({type: 'key', key});
	};

	const onAbort = (): void => {
		dispatch({type: 'stop'});
		pending?.reject(cancelled());
		pending = undefined;
	};

	// Heard before Ink hears of it, so that it draws a frame made for the new size.
	const onResize = (): void => {
		dispatch({type: 'resize', size: size()});
		if (instance !== undefined) draw();
	};

	// A terminal that goes away (EIO) ends us by SIGHUP; the error itself says nothing more.
	const onStdinError = (): void => {};

	signal.addEventListener('abort', onAbort);
	stdout.on('resize', onResize);
	stdin.on('error', onStdinError);

	return {
		interactive: true,
		signal,
		begin: header => dispatch({type: 'begin', header}),
		emit: event => dispatch({type: 'event', event, now: now().getTime()}),
		ask: async <Q extends Question>(question: Q) => {
			if (signal.aborted) throw cancelled();
			const answer = new Promise<Answer>((resolve, reject) => {
				pending = {resolve, reject};
			});
			dispatch({type: 'ask', question});
			return (await answer) as AnswerTo<Q>;
		},
		close: async () => {
			if (closed) return;
			closed = true;
			forgetDrawing();
			clearInterval(clock);
			signal.removeEventListener('abort', onAbort);
			stdout.off('resize', onResize);
			if (instance !== undefined) {
				// A frame that is still held back would come after the clearing, and stay.
				await instance.waitUntilRenderFlush();
				instance.clear();
				instance.unmount();
				await instance.waitUntilExit();
			}
			const scrollback = scrollbackRows(state, look);
			await new Promise<void>(resolve => {
				stdout.write(scrollback.map(cells => `${paint(cells, look)}\n`).join(''), () => resolve());
			});
			stdin.off('error', onStdinError);
		},
	};
}
