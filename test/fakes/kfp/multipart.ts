// A multipart form, parsed byte by byte: the one file of an upload.
export type FormFile = {readonly filename: string; readonly content: Buffer};

/** The file of a form field; undefined when the body is no form, the field is missing or is no file. */
export function formFile(contentType: string, body: Buffer, field: string): FormFile | undefined {
	const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType)?.[1];
	if (boundary === undefined) return undefined;
	const delimiter = Buffer.from(`--${boundary}`);
	let start = body.indexOf(delimiter);
	while (start !== -1) {
		const end = body.indexOf(delimiter, start + delimiter.length);
		if (end === -1) return undefined;
		const part = body.subarray(start + delimiter.length + 2, end - 2);
		const split = part.indexOf('\r\n\r\n');
		const head = part.subarray(0, split).toString('utf8');
		const filename = /filename="([^"]*)"/i.exec(head)?.[1];
		if (/[; ]name="([^"]*)"/i.exec(head)?.[1] === field && filename !== undefined && filename !== '')
			return {filename, content: part.subarray(split + 4)};
		start = end;
	}
	return undefined;
}
