// The fake server against 577 recorded exchanges with the real one: same request, same status, same shape.
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {type KfpApi, type KfpApiOptions, startKfpApi} from '../../fakes/kfp-api.ts';
import {outline, shape} from './replay/compare.ts';
import {newIds} from './replay/ids.ts';
import {leftOut, numberOf, tied, whyLeftOut} from './replay/left-out.ts';
import {bodyOf, readRecordings, type Recording} from './replay/recording.ts';

/** Recordings share one database by the letter of their number. */
const groups: Readonly<Record<string, {readonly title: string; readonly options: KfpApiOptions}>> = {
	'': {title: 'single user', options: {}},
	b: {title: 'v1 blocked', options: {blockV1: true}},
	h: {title: 'odd YAML', options: {}},
	k: {title: 'a real Kubernetes API behind', options: {}},
	m: {
		title: 'multi-user',
		options: {
			multiUser: {
				tokens: {'<service account token>': 'system:serviceaccount:user-ns:default-editor'},
				access: {
					'user@example.com': ['user-ns'],
					'system:serviceaccount:user-ns:default-editor': ['user-ns'],
				},
			},
		},
	},
};
const groupOf = (file: string): string => /^[a-z]?/.exec(file)?.[0] ?? '';

describeWith(await bed.recordings(), 'recorded exchanges', recordings => {
	const folder = (): string => join(recordings, 'kfp');
	it('the folder of recorded exchanges has an index', () =>
		expect(existsSync(join(folder(), 'index.json')), folder()).toBe(true));

	it.each(Object.entries(groups))(
		'the fake server answers the recorded group %j alike',
		{timeout: 120_000},
		async (letter, {title, options}) => {
			const all = (await readRecordings(folder())).filter(({file}) => groupOf(file) === letter);
			expect(all.length).toBeGreaterThan(0);
			const api = await startKfpApi(options);
			const {differences, replayed, left} = await replay(api, all).finally(() => api.stop());
			console.log(`${title}: ${replayed} replayed, ${left} left out, of ${all.length}`);
			expect(replayed + left).toBe(all.length);
			expect(differences).toEqual([]);
		},
	);

	it('every line of the table of left-out recordings matches a recording', async () => {
		const all = await readRecordings(folder());
		const idle = leftOut.filter(entry => !all.some(({file}) => whyLeftOut(file) === entry));
		expect(idle).toEqual([]);
		for (const {reason} of leftOut) expect(reason.length).toBeGreaterThan(10);
	});

	it('every recording belongs to a group, and most are replayed', async () => {
		const all = await readRecordings(folder());
		expect(all.filter(({file}) => groups[groupOf(file)] === undefined)).toEqual([]);
		const left = all.filter(({file}) => whyLeftOut(file) !== undefined);
		console.log(`${all.length - left.length} of ${all.length} recordings are replayed`);
		expect(all.length - left.length).toBeGreaterThan(350);
	});
});

async function replay(api: KfpApi, all: readonly Recording[]) {
	const ids = newIds(api, all);
	const differences: unknown[] = [];
	let replayed = 0;
	let left = 0;
	for (const recording of all) {
		const reason = whyLeftOut(recording.file);
		if (reason !== undefined) {
			left++;
			if (reason.standIn === true) await ids.standIn(recording);
			continue;
		}
		await ids.prepare(recording);
		const {body, headers} = bodyOf(recording, ids.own);
		const answer = await fetch(api.url + ids.own(recording.request.url), {
			method: recording.request.method,
			headers,
			...(body === undefined ? {} : {body}),
			redirect: 'manual',
		});
		const text = await answer.text();
		const {response} = recording;
		const actual = parsed(text);
		ids.learn(response.json, actual, !tied.has(numberOf(recording.file)));
		replayed++;
		const seen = tied.has(numberOf(recording.file)) ? outline : shape;
		const expected = {
			status: response.status,
			type: response.contentType,
			body: seen(response.json ?? response.bodyText ?? ''),
		};
		const got = {status: answer.status, type: answer.headers.get('content-type'), body: seen(actual)};
		if (JSON.stringify(expected) !== JSON.stringify(got)) differences.push({file: recording.file, expected, got});
	}
	return {differences, replayed, left};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

describe('the table of what is left out', () => {
	it('the table of left-out recordings tells a number from a group letter', () => {
		expect(whyLeftOut('044-x.json')?.standIn).toBe(true);
		expect(whyLeftOut('045-x.json')).toBeUndefined();
		expect(whyLeftOut('272-x.json')?.reason).toContain('logs');
		expect(whyLeftOut('m030-x.json')?.reason).toContain('pipelines of a namespace');
		expect(whyLeftOut('k001-x.json')).toBeUndefined();
	});
});
