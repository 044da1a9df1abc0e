// The files that Python has read of a project, by their content: an image that is made of the same files fits the answers.
import * as z from 'zod';
import {contentsIn} from '../system/fingerprint.ts';
import {parseJson} from '../system/json.ts';
import type {Reads} from '../system/recorded-reads.ts';

/** By their absolute paths the SHA-256 of what was read; more than one where a file has changed between two answers. */
export type ReadFiles = Map<string, Set<string>>;

/** What `read.json` of the inspector says. */
const Document = z.record(z.string(), z.array(z.string()));

/** Of an answer that Python has just given. `text`: of `read.json` */
export function noteRead(files: ReadFiles | undefined, text: string | undefined): void {
	if (files === undefined || text === undefined) return;
	for (const [path, digests] of Object.entries(Document.parse(parseJson(text))))
		for (const digest of digests) note(files, path, digest);
}

/** Of an answer that was kept, whose files are as they were. */
export function noteRecalled(files: ReadFiles | undefined, {looks}: Reads): void {
	if (files === undefined || looks === undefined) return;
	for (const [path, digest] of contentsIn(looks)) note(files, path, digest);
}

function note(files: ReadFiles, path: string, digest: string): void {
	const known = files.get(path) ?? new Set();
	files.set(path, known.add(digest));
}
