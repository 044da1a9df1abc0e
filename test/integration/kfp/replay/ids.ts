// Recorded ids become the fake server's own: learned from answers, and made where a recording rests on something unrecorded.
import type {KfpApi} from '../../../fakes/kfp-api.ts';
import {bodyOf, type Recording} from './recording.ts';

const uuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;
/** What the recordings use for "no such thing". */
const nobody = '11111111-2222-3333-4444-555555555555';

type Json = Readonly<Record<string, unknown>>;
const record = (value: unknown): Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const minimal = `components:
  comp-a: {executorLabel: exec-a}
deploymentSpec:
  executors:
    exec-a:
      container: {image: alpine, command: [kedro], args: [run]}
pipelineInfo: {name: min}
root: {dag: {tasks: {a: {componentRef: {name: comp-a}, taskInfo: {name: a}}}}}
schemaVersion: 2.1.0
`;
const workflow = `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: hello-}
spec: {entrypoint: hello, templates: [{name: hello, container: {image: alpine, command: [echo]}}]}
`;

export function newIds(api: KfpApi, all: readonly Recording[]) {
	const known = new Map<string, string>();
	const tokens = new Map<string, string>();
	const runs = recordedRuns(all);

	const own = (value: string): string => {
		let result = value.replaceAll(uuid, found => known.get(found) ?? found);
		for (const [theirs, ours] of tokens)
			result = result.replaceAll(theirs, ours).replaceAll(encodeURIComponent(theirs), encodeURIComponent(ours));
		return result;
	};

	const post = async (path: string, body: Buffer | string, headers: Record<string, string>): Promise<Json> => {
		const answer = await fetch(`${api.url}/apis/v2beta1/${path}`, {method: 'POST', body, headers});
		const json = record(await answer.json());
		if (answer.status !== 200) throw new Error(`the replay can't make ${path}: ${JSON.stringify(json)}`);
		return json;
	};

	const upload = async (name: string, content: string): Promise<string> => {
		const form = bodyOf(
			{request: {form: [{field: 'uploadfile', filename: 'p.yaml', content}], headers: {}}} as unknown as Recording,
			value => value,
		);
		const made = await post(`pipelines/upload?name=${encodeURIComponent(name)}`, form.body ?? '', form.headers);
		return text(made['pipeline_id']);
	};

	/** The one version of a pipeline that no recorded id stands for yet. */
	const learnVersion = (pipeline: string, version: string): void => {
		if (known.has(version) || version === nobody || version === '') return;
		const taken = new Set(known.values());
		const found = api.state().versions.find(item => item.pipelineId === known.get(pipeline) && !taken.has(item.id));
		if (found !== undefined) known.set(version, found.id);
	};

	const makePipeline = async (id: string, v1: boolean): Promise<void> => {
		if (id === '' || id === nobody || known.has(id)) return;
		known.set(id, await upload(`unrecorded ${id}`, v1 ? workflow : minimal));
	};

	/** A run that was started between the recordings: as its later answers show it. */
	const makeRun = async (id: string): Promise<void> => {
		const run = runs.get(id);
		if (known.has(id) || run === undefined) return;
		const reference = record(run['pipeline_version_reference']);
		await makePipeline(text(reference['pipeline_id']), false);
		learnVersion(text(reference['pipeline_id']), text(reference['pipeline_version_id']));
		const body = {
			display_name: run['display_name'],
			...(known.has(text(run['experiment_id'])) ? {experiment_id: run['experiment_id']} : {}),
			pipeline_version_reference: reference,
			...(run['runtime_config'] === undefined ? {} : {runtime_config: run['runtime_config']}),
		};
		const made = await post('runs', own(JSON.stringify(body)), {'content-type': 'application/json'});
		known.set(id, text(made['run_id']));
	};

	return {
		own,

		/** Makes what a request names and no recording made. */
		prepare: async ({file, request}: Recording): Promise<void> => {
			const reference = record(record(request.body)['pipeline_version_reference']);
			await makePipeline(text(reference['pipeline_id']), file.startsWith('b006'));
			learnVersion(text(reference['pipeline_id']), text(reference['pipeline_version_id']));
			const parent = /[?&]pipelineid=([0-9a-f-]{36})/.exec(request.url)?.[1];
			if (parent !== undefined) await makePipeline(parent, false);
			const [, pipeline, version] = /\/pipelines\/([0-9a-f-]{36})\/versions\/([0-9a-f-]{36})/.exec(request.path) ?? [];
			if (pipeline !== undefined && version !== undefined) learnVersion(pipeline, version);
			for (const id of `${request.path} ${request.bodyText ?? ''}`.match(uuid) ?? []) await makeRun(id);
		},

		/** Two answers to one request: what stands in the same place is the same thing, if the rows have an order. */
		learn: (theirs: unknown, ours: unknown, sameOrder: boolean): void => {
			pair(theirs, ours, '', (key, a, b) => {
				if (key === 'next_page_token') tokens.set(a, b);
				else if (sameOrder && key.endsWith('_id') && !known.has(a)) known.set(a, b);
			});
		},

		standIn: async (recording: Recording): Promise<void> => {
			const name = recording.request.query.find(([key]) => key === 'name')?.[1] ?? recording.file;
			const id = await upload(name, minimal);
			const {json} = recording.response;
			known.set(text(record(json)['pipeline_id'] ?? record(json)['id']), id);
		},
	};
}

/** Every run that some answer shows, by its id. */
function recordedRuns(all: readonly Recording[]): ReadonlyMap<string, Json> {
	const found = new Map<string, Json>();
	for (const {request, response} of all) {
		if (!/\/v2beta1\/runs/.test(request.path)) continue;
		const json = record(response.json);
		for (const run of [json, ...(Array.isArray(json['runs']) ? json['runs'] : [])].map(record)) {
			const id = text(run['run_id']);
			if (id !== '' && !found.has(id)) found.set(id, run);
		}
	}
	return found;
}

function pair(theirs: unknown, ours: unknown, key: string, meet: (key: string, a: string, b: string) => void): void {
	if (typeof theirs === 'string' && typeof ours === 'string') return meet(key, theirs, ours);
	if (Array.isArray(theirs) && Array.isArray(ours)) {
		for (const [index, item] of theirs.entries()) pair(item, ours[index], key, meet);
		return;
	}
	for (const [name, item] of Object.entries(record(theirs))) pair(item, record(ours)[name], name, meet);
}
