// The last characters of a stream, however much it brings.
import type {Readable} from 'node:stream';

/** Of the error output of a program, the end is kept: its last words say what went wrong. */
export const mostOfErrors = 256 * 1024;

export function lastOf(stream: Readable, most: number): () => string {
	let text = '';
	stream.setEncoding('utf8');
	stream.on('data', (piece: string) => {
		text += piece;
		if (text.length > 2 * most) text = text.slice(-most);
	});
	return () => text.slice(-most);
}
