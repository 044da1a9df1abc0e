// How the window is divided: the fixed rows, and the rest.
export type Size = {readonly columns: number; readonly rows: number};

/** A frame as tall as the window would scroll it at every redraw: one row stays free. */
export const heightOf = ({rows}: Size): number => Math.max(1, rows - 1);

/** Longer lines are hard to read. */
const widest = 120;

/** Columns of a row: a blank on either side, and none in the last column, where some consoles wrap. */
export const columnsWithin = ({columns}: Size): number => Math.max(1, columns - 2);

/** Columns of a row of text. */
export const widthWithin = ({columns}: Size): number => Math.max(1, Math.min(columns, widest) - 2);

/** Header, step bar and a blank above; a blank and the hints below. Low windows drop the blanks and the header. */
export const isRoomy = (size: Size): boolean => heightOf(size) >= 12;

/** Rows between the fixed ones above and below. */
export const roomFor = (size: Size): number => Math.max(1, heightOf(size) - (isRoomy(size) ? 5 : 2));
