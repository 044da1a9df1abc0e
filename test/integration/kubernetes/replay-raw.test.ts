// Holds the fake API server against recorded HTTP exchanges: same status, same body but for ids, versions and times.
import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import * as z from 'zod';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {startKubernetesApi} from '../../fakes/kubernetes-api.ts';
import {normalize, scrub} from './replay-normalize.ts';

const Exchange = z.object({
	request: z.object({
		method: z.string(),
		path: z.string(),
		headers: z.record(z.string(), z.string()),
		body: z.unknown(),
		user: z.string().nullable(),
	}),
	response: z.object({status: z.number(), body: z.unknown()}),
});

const leftOut: Readonly<Record<string, string>> = {
	'get-metadata-only': 'nobody asks the fake for metadata only: kubectl cannot',
	readyz: 'nobody asks',
};

/** The one that creates comes first, then what looks and is refused, the deletes in their order last. */
const last = ['delete-wrong-uid', 'delete-wrong-rv', 'delete-ok', 'delete-gone'];
const rank = (name: string): number => (name === 'ssa-create' ? -1 : last.indexOf(name) + 1);

const message = (body: unknown): unknown =>
	JSON.parse(normalize({exitCode: 0, stdout: JSON.stringify(scrub(body)), stderr: ''}).stdout);

/** A review says with which fields it was asked; only its answer is held against the recording. */
const answer = (body: unknown): unknown => {
	const review = z.object({kind: z.literal('SelfSubjectAccessReview'), status: z.unknown()}).safeParse(body);
	return review.success ? review.data : message(body);
};

describeWith(await bed.recordings(), 'the fake Kubernetes API against recorded HTTP exchanges', root => {
	it('the fake Kubernetes API answers recorded HTTP requests alike', async () => {
		const folder = join(root, 'kubernetes', 'raw');
		const names = (await readdir(folder))
			.map(file => file.replace(/\.json$/, ''))
			.toSorted((a, b) => rank(a) - rank(b));
		expect(names.length).toBeGreaterThanOrEqual(25);
		const api = await startKubernetesApi();
		try {
			for (const name of names.filter(each => leftOut[each] === undefined)) {
				const {request, response} = Exchange.parse(JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')));
				const live = api.secrets()['kubeflow/raw']?.metadata;
				// The ids of the recorded Secret, where a delete names them.
				const body = JSON.stringify(request.body)
					.replaceAll(/(?<="uid":")(?!0{8})[^"]+/g, live?.uid ?? '')
					.replaceAll(/(?<="resourceVersion":")\d{2,}/g, live?.resourceVersion ?? '');
				const user = request.user === null ? 'system:anonymous' : request.user;
				const said = await fetch(api.url + request.path, {
					method: request.method,
					headers: {...request.headers, ...(user === 'admin' ? {} : {'Impersonate-User': user})},
					...(request.body === null ? {} : {body}),
				});
				expect(said.status, name).toBe(response.status);
				expect(answer(await said.json()), name).toEqual(answer(response.body));
			}
		} finally {
			await api.stop();
		}
	});
});
