// What a kind of question is made of: its keys, what a paste does, and its rows.
import type {Row} from '../../text/rows.ts';
import type {Look} from '../../text/look.ts';
import type {Size} from '../layout.ts';
import type {Binding} from './bindings.ts';

/** What there is to draw on: columns, and rows between what is fixed above and below. */
export type Canvas = {
	readonly look: Look;
	readonly width: number;
	readonly room: number;
	readonly size: Size;
	/** True when files of the project were written on the way here. */
	readonly written: boolean;
};

export type Body = {
	readonly rows: readonly Row[];
	/** Rows that it may come to have, where what is above it is not to move for them. */
	readonly height?: number;
	/** Place of the terminal's cursor within the rows. */
	readonly cursor?: {readonly x: number; readonly y: number};
};

export type Screen<A> = {
	readonly keys: (asking: A) => readonly Binding<A>[];
	readonly body: (asking: A, canvas: Canvas) => Body;
	/** What happens to pasted text; nothing where it cannot go anywhere. */
	readonly paste?: (asking: A, text: string) => A;
	/** True while characters are text, so that none of them can be a command. */
	readonly typing?: (asking: A) => boolean;
};
