// Reads a file of the context. It may change, grow or become something else meanwhile: reading it has an end all the same.
import {constants} from 'node:fs';
import {open} from 'node:fs/promises';

const largestPiece = 256 * 1024;

/**
 * The first `most` bytes of a file.
 * @throws Error where it is not a file any more: a pipe would be waited for, and a device has no end.
 */
export async function* readBytes(path: string, most: number): AsyncGenerator<Buffer> {
	const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
	try {
		if (!(await file.stat()).isFile()) throw new Error('it is not a file any more');
		for (let left = most; left > 0;) {
			const {bytesRead, buffer} = await file.read(Buffer.allocUnsafe(Math.min(left, largestPiece)));
			if (bytesRead === 0) return;
			left -= bytesRead;
			yield buffer.subarray(0, bytesRead);
		}
	} finally {
		await file.close();
	}
}
