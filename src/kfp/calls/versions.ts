// The calls for pipeline versions.
import {defined} from '../../system/defined.ts';
import {WizardError} from '../../system/errors.ts';
import {cleanLine} from '../../system/text.ts';
import {wideCharacter} from '../../system/wide-characters.ts';
import {callApi, lookUp} from '../api-call.ts';
import {acceptsTags} from '../health-check.ts';
import {PipelineVersion, VersionPage} from '../schemas.ts';
import {api, type Connected, equals, pages, part, remove, same} from './call.ts';

export type UploadVersion = {
	readonly pipelineId: string;
	readonly name: string;
	readonly description: string;
	/** Not sent to servers that do not know tags. */
	readonly tags?: Readonly<Record<string, string>>;
	/** YAML of one spec and at most one platform document. Parse it before: the server hangs on a syntax error. */
	readonly spec: string;
};

export type VersionCalls = {
	/** Newest first; `limit`: the largest number of them. */
	readonly listVersions: (pipelineId: string, limit?: number) => Promise<readonly PipelineVersion[]>;
	readonly findVersion: (pipelineId: string, name: string) => Promise<PipelineVersion | undefined>;
	readonly getVersion: (pipelineId: string, versionId: string) => Promise<PipelineVersion | undefined>;
	readonly uploadVersion: (options: UploadVersion) => Promise<PipelineVersion>;
	readonly deleteVersion: (pipelineId: string, versionId: string) => Promise<void>;
};

export const versionCalls = ({server, health}: Connected): VersionCalls => ({
	listVersions: async (pipelineId, limit) =>
		pages(async page_token => {
			const page = await lookUp(server, {
				method: 'GET',
				path: `${api}/pipelines/${part(pipelineId)}/versions`,
				// Each version comes with its whole spec.
				query: {page_size: String(Math.min(limit ?? 20, 20)), sort_by: 'created_at desc', page_token},
				schema: VersionPage,
				doing: 'list the versions of the pipeline',
				limit: 128 * 1024 * 1024,
			});
			return {items: page?.pipeline_versions ?? [], next: page?.next_page_token ?? ''};
		}, defined({limit})),
	findVersion: async (pipelineId, name) => {
		const page = await lookUp(server, {
			method: 'GET',
			path: `${api}/pipelines/${part(pipelineId)}/versions`,
			query: {filter: equals('name', name), page_size: '10'},
			schema: VersionPage,
			doing: `look up the pipeline version ${name}`,
		});
		return page?.pipeline_versions.find(version => same(version.name, name));
	},
	getVersion: async (pipelineId, versionId) =>
		lookUp(server, {
			method: 'GET',
			path: `${api}/pipelines/${part(pipelineId)}/versions/${part(versionId)}`,
			schema: PipelineVersion,
			doing: 'read the pipeline version',
		}),
	uploadVersion: async ({pipelineId, name, description, tags, spec}) => {
		refuseWideSpec(spec);
		const form = new FormData();
		// The server uses the extension of the file name.
		form.set('uploadfile', new Blob([spec], {type: 'application/octet-stream'}), 'pipeline.yaml');
		return callApi(server, {
			method: 'POST',
			path: `${api}/pipelines/upload_version`,
			query: {
				pipelineid: pipelineId,
				name,
				description,
				...(acceptsTags(health) && tags !== undefined ? {tags: JSON.stringify(tags)} : {}),
			},
			form,
			schema: PipelineVersion,
			doing: `store the pipeline version ${name}`,
			timeout: 120_000,
		});
	},
	deleteVersion: async (pipelineId, versionId) =>
		remove(server, `${api}/pipelines/${part(pipelineId)}/versions/${part(versionId)}`, 'delete the pipeline version'),
});

function refuseWideSpec(spec: string): void {
	const wide = wideCharacter.exec(spec);
	if (wide === null) return;
	const line = spec.slice(0, wide.index).split('\n').length;
	const text = cleanLine(spec.split('\n')[line - 1] ?? '').trim();
	throw new WizardError(
		'project',
		`The pipeline spec contains a character that Kubeflow Pipelines can't store (line ${line})`,
		{
			code: 'KFP_WIDE_CHARACTER',
			detail: `${text.slice(0, 200)}\nNode names, tags and parameters in the spec cannot contain emoji or other characters beyond U+FFFF.`,
		},
	);
}
