// Holds our reader against what a real KFP server refused, at upload or when it made a run.
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import * as z from 'zod';
import {readSpec} from '../../../src/pipeline-spec/read-spec.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';

const Recording = z.object({
	name: z.string(),
	request: z.object({form: z.array(z.object({content: z.string().nullish(), source: z.string().nullish()})).nullish()}),
	response: z.object({status: z.number().nullable()}),
});

/**
 * Refused for something that is not in the text, so that our reader cannot judge it: the file name, the multipart form,
 * names and tags in the query, a name that is taken, a missing right, the size.
 */
const notInTheText = new RegExp(
	[
		'^bad-upload-(?:file-extension-txt|no-file-name|filename-no-extension|missing-uploadfile-field|not-multipart)$',
		'^bad-upload-(?:no-body|get|33-MiB|namespace-64|name-128|name-129|display-name-300)$',
		'^upload-(?:same-name.*|name-.*|version-.*|bad-tags-json|tag-key-with-dot|binary-garbage)$',
	].join('|'),
);

describeWith(await bed.recordings(), 'readSpec, beside a KFP 2.17 server', folder => {
	it('every spec that the server refused for its text is refused', () => {
		const refused = uploads(join(folder, 'kfp')).filter(({name, status}) => status !== 200 && !notInTheText.test(name));
		const taken = refused.filter(({content}) => accepts(content)).map(({name}) => name);
		expect(taken).toEqual([]);
		expect(refused.length).toBeGreaterThan(40);
	});

	it('the specs in the form of kfp-wizard that the server accepted are accepted', () => {
		const taken = uploads(join(folder, 'kfp')).filter(
			({name, status}) => status === 200 && name.startsWith('upload-task-name'),
		);
		expect(taken.filter(({content}) => !accepts(content))).toEqual([]);
		expect(taken.length).toBeGreaterThan(3);
	});
});

function accepts(content: string): boolean {
	try {
		readSpec(content);
		return true;
	} catch (error) {
		expect(error).toMatchObject({code: 'SPEC_INVALID'});
		return false;
	}
}

/**
 * What was uploaded, with the worst status that came of it: 500 where the upload went well and the run was refused. No
 * answer at all (the server hangs on some YAML) counts as 500.
 */
function uploads(
	folder: string,
): readonly {readonly name: string; readonly content: string; readonly status: number}[] {
	const recordings = readdirSync(folder)
		.filter(file => /^(?:\d|h).*\.json$/.test(file))
		.flatMap(file => Recording.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8'))).data ?? []);
	const runs = new Map(recordings.map(({name, response}) => [name, response.status]));
	return recordings.flatMap(({name, request, response}) => {
		const content = request.form?.[0]?.content;
		if (!/^(?:bad-)?upload-/.test(name) || typeof content !== 'string') return [];
		const run = runs.get(
			name.startsWith('bad-') ? `run-of-${name.replace('upload-', '')}` : name.replace('upload-', 'run-of-'),
		);
		return [{name, content, status: Math.max(response.status ?? 500, run ?? 200)}];
	});
}
