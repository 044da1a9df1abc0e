// The parts of a question's screen: its keys, its paste handler, and its rows.
import type {Row} from '../../text/rows.ts';
import type {Look} from '../../text/look.ts';
import type {Size} from '../layout.ts';
import type {Binding} from './bindings.ts';

/** The space to draw on: columns, and rows between the fixed ones above and below. */
export type Canvas = {
	readonly look: Look;
	readonly width: number;
	readonly room: number;
	readonly size: Size;
	/** True if files of the project were written before. */
	readonly written: boolean;
};

export type Body = {
	readonly rows: readonly Row[];
	/** Rows to reserve, so that what is above does not move. */
	readonly height?: number;
	/** Position of the terminal's cursor within the rows. */
	readonly cursor?: {readonly x: number; readonly y: number};
};

export type Screen<A> = {
	readonly keys: (asking: A) => readonly Binding<A>[];
	readonly body: (asking: A, canvas: Canvas) => Body;
	/** Handles pasted text; without it a paste is ignored. */
	readonly paste?: (asking: A, text: string) => A;
	/** True while characters are text and not commands. */
	readonly typing?: (asking: A) => boolean;
};
