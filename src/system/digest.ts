// SHA-256 digests as hexadecimal text.
import {createHash} from 'node:crypto';

/** The first `length` hexadecimal digits of the digest, all 64 by default. */
export const sha256 = (text: string, length = 64): string =>
	createHash('sha256').update(text).digest('hex').slice(0, length);
