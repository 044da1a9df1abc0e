// The shape of a recording, and how one is sent again.
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import * as z from 'zod';

export const Recording = z.object({
	name: z.string(),
	file: z.string(),
	request: z.object({
		method: z.string(),
		path: z.string(),
		query: z.array(z.tuple([z.string(), z.string()])),
		url: z.string(),
		headers: z.record(z.string(), z.string()),
		body: z.unknown().optional(),
		bodyText: z.string().optional(),
		form: z
			.array(
				z.object({
					field: z.string(),
					filename: z.string().optional(),
					content: z.string().nullish(),
					source: z.string().nullish(),
				}),
			)
			.optional(),
	}),
	response: z.object({
		status: z.number().nullable(),
		contentType: z.string().nullable(),
		json: z.unknown().optional(),
		bodyText: z.string().nullish(),
	}),
});
export type Recording = z.infer<typeof Recording>;

const Index = z.array(z.object({file: z.string()}));

/** All recordings in their order. */
export async function readRecordings(folder: string): Promise<readonly Recording[]> {
	const index = Index.parse(JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')));
	return Promise.all(
		index.map(async ({file}) => Recording.parse(JSON.parse(await readFile(join(folder, file), 'utf8')))),
	);
}

/** JSON the way the recording client wrote it (Python): the positions in the server's errors rest on it. */
function pythonJson(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
	if (typeof value === 'object' && value !== null)
		return `{${Object.entries(value)
			.map(([key, item]) => `${JSON.stringify(key)}: ${pythonJson(item)}`)
			.join(', ')}}`;
	return JSON.stringify(value);
}

/** The body and content type of a recorded request, with ids replaced by `own`. */
export function bodyOf(
	{request}: Recording,
	own: (text: string) => string,
): {readonly body: Buffer | undefined; readonly headers: Record<string, string>} {
	const sent = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
	// What the server reads: the type of the body, and who asks.
	const read = /^(content-type|authorization|kubeflow-userid|x-goog-authenticated-user-email)$/;
	const headers: Record<string, string> = Object.fromEntries(sent.filter(([name]) => read.test(name)));
	const type = headers['content-type'];
	if (request.form !== undefined) {
		const boundary = /boundary=(.+)$/.exec(type ?? '')?.[1] ?? 'boundary';
		const parts = request.form.map(
			({field, filename, content}) =>
				`--${boundary}\r\nContent-Disposition: form-data; name="${field}"${filename === undefined ? '' : `; filename="${filename}"`}\r\nContent-Type: application/octet-stream\r\n\r\n${content ?? ''}\r\n`,
		);
		return {
			body: Buffer.from(`${parts.join('')}--${boundary}--\r\n`),
			headers: {'content-type': `multipart/form-data; boundary=${boundary}`},
		};
	}
	if (request.bodyText !== undefined) return {body: Buffer.from(own(request.bodyText)), headers};
	if (request.body !== undefined) return {body: Buffer.from(own(pythonJson(request.body))), headers};
	return {body: undefined, headers};
}
