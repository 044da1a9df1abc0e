// The rich UI mode: Ink draws one screen from one state, and the whole deploy stays in the scrollback at the end.
import {setImmediate as nextTurn} from 'node:timers/promises';
import {type Instance, render} from 'ink';
import {cancelled} from '../../system/errors.ts';
import {suspend} from '../../system/suspend.ts';
import type {Host} from '../text/features.ts';
import {foldedText} from '../text/fold.ts';
import {lookOf} from '../text/look.ts';
import {paint, row, segment} from '../text/rows.ts';
import {type AnswerTo, type KeyAction, type Question, type Ui, WentBack} from '../ui.ts';
import {scrollbackRows} from './scrollback.ts';
import {App} from './app.tsx';
import type {Answer} from './questions/bindings.ts';
import {unsentIn} from './questions/open-question.ts';
import {reduce} from './state/reduce.ts';
import {type Action, initialState, selectedTask} from './state/state.ts';

export type InkOptions = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly signal: AbortSignal;
	/** Called on each Ctrl-C, which the terminal does not turn into a signal while Ink reads keys. */
	readonly abort: () => void;
	readonly host: Host;
	/** The cluster, such as `kind-dev / kubeflow`, while the header has none. */
	readonly context?: string;
};

const maxFps = 30;
/** Milliseconds that events are collected before a frame is drawn: a thousand tasks report often. */
const frameTime = 80;
const tick = 100;
/** A run on a cluster changes every few seconds, and its clock shows each whole one. In 1000 the spinner would come round. */
const slowTick = 900;

/** Resolves at Enter, Esc or q, and when the work is to end. */
async function keyPressed(stdin: NodeJS.ReadStream, signal: AbortSignal, abort: () => void): Promise<void> {
	await new Promise<void>(resolve => {
		const done = (): void => {
			stdin.off('data', onData).pause();
			stdin.setRawMode(false);
			signal.removeEventListener('abort', done);
			resolve();
		};
		const onData = (chunk: Buffer | string): void => {
			const keys = String(chunk);
			// The terminal sends no signal in raw mode.
			if (keys.includes('\u0003')) abort();
			else if (/[\r\nq]|^\u001B$/.test(keys)) done();
		};
		if (signal.aborted) return resolve();
		signal.addEventListener('abort', done);
		stdin.ref();
		stdin.setRawMode(true);
		stdin.on('data', onData).resume();
	});
}

export function inkUi(options: InkOptions): Ui {
	const {stdin, stdout, signal, abort, host, context} = options;
	const look = lookOf(stdout, host);
	const size = (): {columns: number; rows: number} => ({columns: stdout.columns || 80, rows: stdout.rows || 24});
	let state = initialState(size(), context);
	let instance: Instance | undefined;
	let closed = false;
	/** A text stands on the screen instead of the frame, or a program has the terminal. */
	let isAway = false;
	let actions: readonly KeyAction[] = [];
	let soon: NodeJS.Immediate | undefined;
	let later: NodeJS.Timeout | undefined;
	let clock: NodeJS.Timeout | undefined;
	/** The pace of the clock that runs. */
	let pace: number | undefined;
	let pending: {readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void} | undefined;

	const forgetDrawing = (): void => {
		clearImmediate(soon);
		clearTimeout(later);
		soon = undefined;
		later = undefined;
	};

	const draw = (): void => {
		forgetDrawing();
		if (closed || isAway) return;
		const app = <App state={state} look={look} onKey={onKey} onPaste={text => dispatch({type: 'paste', text})} />;
		if (instance !== undefined) return instance.rerender(app);
		// Ink does the same after the first frame; a key pressed in between would be echoed into it.
		stdin.setRawMode(true);
		// The alternate screen leaves no rest of a frame when the window narrows, and the screen before comes back.
		instance = render(app, {stdin, stdout, exitOnCtrlC: false, interactive: true, maxFps, alternateScreen: true});
	};

	/** The screen before the first frame comes back. */
	const leaveScreen = async (): Promise<void> => {
		forgetDrawing();
		if (instance === undefined) return;
		const left = instance;
		instance = undefined;
		// A delayed frame would be drawn after the clearing, and stay.
		await left.waitUntilRenderFlush();
		left.clear();
		left.unmount();
		await left.waitUntilExit();
	};

	/** The shell has the terminal until `fg`. */
	const untilContinued = async (): Promise<void> => {
		if (isAway || closed) return;
		isAway = true;
		await leaveScreen();
		suspend();
		isAway = false;
		draw();
	};

	const goneOn = async (): Promise<void> => {
		stdout.write(`${paint(row(segment('Press Enter to go back', 'faint')), look)}\n`);
		await keyPressed(stdin, signal, abort);
	};

	const dispatch = (action: Action): void => {
		if (closed) return;
		state = reduce(state, action);
		// A key is answered at once.
		const canWait = instance !== undefined && (action.type === 'event' || action.type === 'tick');
		if (canWait) later ??= setTimeout(draw, frameTime);
		else soon ??= setImmediate(draw);
		keepTime();
		handOver();
	};

	/** Hands the outcome of a question over and does not keep it: it may be a secret. */
	const handOver = (): void => {
		const {answered, wentBack} = state;
		if (pending === undefined || (answered === undefined && wentBack === undefined)) return;
		const {resolve, reject} = pending;
		pending = undefined;
		state = reduce(state, {type: 'taken', now: performance.now()});
		if (answered !== undefined) resolve(answered.value);
		else reject(new WentBack(wentBack?.unfinished));
	};

	/** The clock runs only during work: a question stands still. */
	const keepTime = (): void => {
		const working = state.active !== undefined && state.asking === undefined;
		const wanted = working ? (state.active?.id === 'follow' ? slowTick : tick) : undefined;
		if (wanted === pace) return;
		pace = wanted;
		clearInterval(clock);
		clock = undefined;
		if (wanted !== undefined) clock = setInterval(() => dispatch({type: 'tick', now: performance.now()}), wanted);
	};

	const onKey = (key: string): void => {
		if (key === 'ctrl-c') return abort();
		if (key === 'ctrl-z') return void untilContinued();
		const working = state.asking === undefined && state.active !== undefined && !state.stopping;
		const action = working ? actions.find(one => one.key === key) : undefined;
		if (action === undefined) dispatch({type: 'key', key});
		else action.press(selectedTask(state));
	};

	const onAbort = (): void => {
		const unsent = state.asking === undefined ? undefined : unsentIn(state.asking);
		dispatch({type: 'stop'});
		pending?.reject(cancelled(unsent));
		pending = undefined;
	};

	// Registered before Ink's own listener, so that Ink draws a frame of the new size.
	const onResize = (): void => {
		dispatch({type: 'resize', size: size()});
		if (instance !== undefined) draw();
	};

	// When the terminal goes away (EIO), SIGHUP ends the process; the error itself needs no handling.
	const onStdinError = (): void => {};

	signal.addEventListener('abort', onAbort);
	stdout.on('resize', onResize);
	stdin.on('error', onStdinError);

	return {
		interactive: true,
		signal,
		begin: header => dispatch({type: 'begin', header}),
		emit: event => dispatch({type: 'event', event, now: performance.now()}),
		offer: offered => {
			actions = offered;
			dispatch({type: 'offer', actions: offered.map(({key, label}) => ({key, label}))});
		},
		ask: async <Q extends Question>(question: Q) => {
			if (signal.aborted) throw cancelled();
			const answer = new Promise<Answer>((resolve, reject) => {
				pending = {resolve, reject};
			});
			dispatch({type: 'ask', question});
			return (await answer) as AnswerTo<Q>;
		},
		read: async text => {
			isAway = true;
			await leaveScreen();
			const end = text.endsWith('\n') ? '' : '\n';
			stdout.write(`${text}${end}`);
			await goneOn();
			isAway = false;
			draw();
			if (signal.aborted) throw cancelled();
		},
		lend: async work => {
			isAway = true;
			await leaveScreen();
			// Ink leaves stdin in a mode in which it would read what is typed for the program.
			stdin.resume();
			await nextTurn();
			stdin.pause();
			try {
				const done = await work();
				if (!done) await goneOn();
				return done;
			} finally {
				isAway = false;
				draw();
			}
		},
		close: async () => {
			if (closed) return;
			closed = true;
			clearInterval(clock);
			signal.removeEventListener('abort', onAbort);
			stdout.off('resize', onResize);
			await leaveScreen();
			const scrollback = foldedText(scrollbackRows(state, look), look, stdout);
			await new Promise<void>(resolve => {
				stdout.write(scrollback, () => resolve());
			});
			stdin.off('error', onStdinError);
		},
	};
}
