// The calls for pipelines.
import {defined} from '../../system/defined.ts';
import {callApi, lookUp} from '../api-call.ts';
import {acceptsName, acceptsTags, canCascade} from '../health-check.ts';
import {KfpPipeline, PipelinePage} from '../schemas.ts';
import {api, type Connected, pages, part, remove} from './call.ts';

export type PipelineCalls = {
	readonly findPipeline: (name: string) => Promise<KfpPipeline | undefined>;
	/** All shared pipelines, of all users: `createPipeline` creates shared pipelines. */
	readonly listPipelines: () => Promise<readonly KfpPipeline[]>;
	/** Creates a pipeline without a version: an upload would name the first version like the pipeline. */
	readonly createPipeline: (options: {
		readonly name: string;
		readonly description: string;
		/** Not sent to servers that do not know tags. */
		readonly tags?: Readonly<Record<string, string>>;
	}) => Promise<KfpPipeline>;
	/**
	 * `cascade` deletes its versions too, on servers that have it (`canCascade`). Otherwise the server refuses this while
	 * the pipeline has versions. Runs and recurring runs stay.
	 */
	readonly deletePipeline: (pipelineId: string, options?: {readonly cascade?: boolean}) => Promise<void>;
};

export const pipelineCalls = ({server, health}: Connected): PipelineCalls => ({
	findPipeline: async name =>
		lookUp(server, {
			method: 'GET',
			path: `${api}/pipelines/names/${part(name)}`,
			schema: KfpPipeline,
			doing: `look up the pipeline ${name}`,
		}),
	listPipelines: async () =>
		pages(async page_token => {
			const page = await callApi(server, {
				method: 'GET',
				path: `${api}/pipelines`,
				query: {page_size: '100', page_token},
				schema: PipelinePage,
				doing: 'list the pipelines',
			});
			return {items: page.pipelines, next: page.next_page_token};
		}),
	createPipeline: async ({name, description, tags}) => {
		const json = {
			...(acceptsName(health) ? {name} : {}),
			display_name: name,
			description,
			...(acceptsTags(health) ? defined({tags}) : {}),
		};
		const doing = `create the pipeline ${name}`;
		return callApi(server, {method: 'POST', path: `${api}/pipelines`, json, schema: KfpPipeline, doing});
	},
	deletePipeline: async (pipelineId, {cascade = false} = {}) =>
		remove(
			server,
			`${api}/pipelines/${part(pipelineId)}`,
			'delete the pipeline',
			cascade && canCascade(health) ? {cascade: 'true'} : {},
		),
});
