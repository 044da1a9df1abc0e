// Pipelines and versions of the fake server: look up, create, upload, patch, delete.
import {gatewayError, grpc, ok, plainError, type Reply, uploadError} from './answers.ts';
import {readBody, record, text} from './json-body.ts';
import {list} from './listing.ts';
import {formFile} from './multipart.ts';
import {hangs, readSpec, shownSpec, type Spec} from './spec.ts';
import {newId, notFound, now, type Pipeline, sameName, type Store, type Version, versionsOf} from './store.ts';

const filled = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
	Object.fromEntries(
		Object.entries(fields).filter(
			([, value]) => value !== '' && Object.keys(record(value)).length + Number(typeof value !== 'object') > 0,
		),
	);

const showPipeline = (pipeline: Pipeline): unknown =>
	filled({
		pipeline_id: pipeline.id,
		display_name: pipeline.displayName,
		name: pipeline.name,
		description: pipeline.description,
		created_at: pipeline.createdAt,
		tags: pipeline.tags,
	});

const showVersion = (version: Version): unknown =>
	filled({
		pipeline_id: version.pipelineId,
		pipeline_version_id: version.id,
		display_name: version.displayName,
		name: version.name,
		description: version.description,
		created_at: version.createdAt,
		pipeline_spec: shownSpec(version.spec),
	});

export function listPipelines(store: Store, query: URLSearchParams): Reply {
	return list([...store.pipelines.values()], query, {
		key: 'pipelines',
		model: 'Pipeline',
		prefix: options => `Failed to list pipelines due invalid list options: ${options}: `,
		filterPrefix: 'Failed to list pipelines due to invalid tag filter in filter spec: ',
		columns: {
			name: item => item.name,
			display_name: item => item.displayName,
			pipeline_id: item => item.id,
			created_at: item => item.createdAt,
			description: item => item.description,
			namespace: item => item.namespace,
		},
		extra: key => (key.startsWith('tags.') ? item => text(item.tags[key.slice(5)]) : undefined),
		show: showPipeline,
	});
}

export function pipelineByName(store: Store, name: string, namespace: string): Reply {
	const pipeline = [...store.pipelines.values()].find(item => sameName(item.name, name));
	if (pipeline === undefined) {
		throw notFound(
			`Failed to get a pipeline with name ${name} and namespace ${namespace}. Check error stack.: Failed to get a pipeline named ${name} in namespace `,
			`Namespace/Pipeline /${name}`,
		);
	}
	return ok(showPipeline(pipeline));
}

export function getPipeline(store: Store, id: string): Reply {
	if (id === '') {
		const message = 'Failed to get a pipeline. Pipeline id cannot be empty';
		throw gatewayError(
			grpc.invalid,
			`Failed to get a pipeline . Check error stack: Invalid input error: ${message}`,
			message,
		);
	}
	const pipeline = store.pipelines.get(id);
	if (pipeline === undefined)
		throw notFound(
			`Failed to get a pipeline ${id}. Check error stack: Failed to get a pipeline with id ${id}`,
			`Pipeline ${id}`,
		);
	return ok(showPipeline(pipeline));
}

const pipelineFields = {
	pipeline_id: 'string',
	display_name: 'string',
	name: 'string',
	description: 'string',
	created_at: 'string',
	namespace: 'string',
	tags: 'any',
	error: 'any',
} as const;

export function createPipeline(store: Store, raw: string): Reply {
	const body = readBody(raw, pipelineFields);
	const name = text(body['name']) || text(body['display_name']);
	const prefix = 'Failed to create a pipeline due to server error: ';
	if (name === '')
		throw gatewayError(grpc.invalid, `${prefix}Invalid input error: name is required`, 'name is required');
	if ([...store.pipelines.values()].some(item => sameName(item.name, name))) {
		const message = `Failed to create a new pipeline. The name ${name} already exist. Please specify a new name`;
		throw gatewayError(
			grpc.exists,
			`${prefix}Failed to create a pipeline in PipelineStore: Already exist error: ${message}`,
			message,
		);
	}
	return ok(
		showPipeline(
			addPipeline(store, name, text(body['display_name']) || name, text(body['description']), record(body['tags'])),
		),
	);
}

export function patchPipeline(store: Store, id: string, raw: string): Reply {
	const body = readBody(raw, pipelineFields);
	const pipeline = store.pipelines.get(id);
	if (pipeline === undefined) throw notFound(`Failed to update a pipeline ${id}`, `Pipeline ${id}`);
	if (body['display_name'] !== undefined) pipeline.displayName = text(body['display_name']);
	if (body['tags'] !== undefined) pipeline.tags = record(body['tags']);
	return ok(showPipeline(pipeline));
}

export function deletePipeline(store: Store, id: string, query: URLSearchParams): Reply {
	const cascade = query.get('cascade') ?? 'false';
	if (!['true', 'false', '1', '0'].includes(cascade))
		throw gatewayError(
			grpc.invalid,
			`parsing field "cascade": strconv.ParseBool: parsing ${JSON.stringify(cascade)}: invalid syntax`,
		);
	const prefix = `Failed to delete pipeline ${id}. Check error stack: `;
	if (!store.pipelines.has(id))
		throw notFound(`${prefix}Failed to delete pipeline with id ${id} as it was not found`, `Pipeline ${id}`);
	const versions = versionsOf(store, id);
	const [first] = versions;
	if (first !== undefined && (cascade === 'false' || cascade === '0')) {
		const message = `Failed to delete pipeline with id ${id} as it has existing pipeline versions (e.g. ${first.id}). Set cascade=true to delete all versions`;
		throw gatewayError(grpc.invalid, `${prefix}Invalid input error: ${message}`, message);
	}
	for (const version of versions) store.versions.delete(version.id);
	store.pipelines.delete(id);
	return ok({});
}

export function listVersions(store: Store, pipelineId: string, query: URLSearchParams): Reply {
	if (!store.pipelines.has(pipelineId)) {
		throw notFound(
			`Failed to list pipeline versions for pipeline ${pipelineId}: Failed to list pipeline versions due to error fetching the namespace for pipeline ${pipelineId}: Failed to get namespace for pipeline id ${pipelineId}: Failed to get a pipeline with id ${pipelineId}`,
			`Pipeline ${pipelineId}`,
		);
	}
	return list(versionsOf(store, pipelineId), query, {
		key: 'pipeline_versions',
		model: 'PipelineVersion',
		prefix: options => `Failed to list pipeline versions due invalid list options: ${options}: `,
		columns: {
			name: item => item.name,
			display_name: item => item.displayName,
			pipeline_version_id: item => item.id,
			created_at: item => item.createdAt,
			description: item => item.description,
		},
		show: showVersion,
	});
}

/** The pipeline of the path is ignored, here and when deleting. */
export function getVersion(store: Store, id: string): Reply {
	return ok(
		showVersion(
			versionOf(store, id, `Failed to get a pipeline version ${id}: Failed to get a pipeline version with id ${id}`),
		),
	);
}

export function patchVersion(store: Store, id: string, raw: string): Reply {
	const body = readBody(raw, {...pipelineFields, pipeline_version_id: 'string', pipeline_spec: 'any'});
	const version = versionOf(store, id, `Failed to update a pipeline version ${id}`);
	if (body['display_name'] !== undefined) version.displayName = text(body['display_name']);
	return ok(showVersion(version));
}

export function deleteVersion(store: Store, pipelineId: string, id: string): Reply {
	versionOf(
		store,
		id,
		`Failed to delete a pipeline version id ${id} under pipeline id ${pipelineId}. Check error stack: Failed to delete pipeline version with id ${id} as it was not found`,
	);
	store.versions.delete(id);
	return ok({});
}

function versionOf(store: Store, id: string, prefix: string): Version {
	const version = store.versions.get(id);
	if (version === undefined) throw notFound(prefix, `PipelineVersion ${id}`);
	return version;
}

function addPipeline(store: Store, name: string, displayName: string, description: string, tags = {}): Pipeline {
	const pipeline = {id: newId(), name, displayName, description, namespace: '', tags, createdAt: now()};
	store.pipelines.set(pipeline.id, pipeline);
	return pipeline;
}

function addVersion(store: Store, version: Omit<Version, 'id' | 'createdAt'>): Version {
	const added = {...version, id: newId(), createdAt: now()};
	store.versions.set(added.id, added);
	return added;
}

export type Upload = {
	readonly query: URLSearchParams;
	readonly contentType: string;
	readonly body: Buffer;
	readonly dropPlatform: boolean;
};

const limit = 32 * 1024 * 1024;

/** The uploaded file. @throws Refusal in text form when it cannot be read. */
function file({contentType, body}: Upload): {readonly filename: string; readonly content: string} {
	const found = formFile(contentType, body, 'uploadfile');
	if (found === undefined) throw uploadError(400, 'Failed to read pipeline from file', 'text');
	if (!/\.(ya?ml|json)$/.test(found.filename) || found.content.length > limit)
		throw uploadError(400, 'Failed to read a pipeline spec file', 'text');
	return {filename: found.filename, content: found.content.toString('utf8')};
}

function parsed(content: string, empty: string, dropPlatform: boolean): Spec | typeof hangs {
	if (content === '') throw uploadError(500, empty);
	const spec = readSpec(content);
	return dropPlatform && spec !== hangs && spec.kind === 'v2' ? {...spec, platform: undefined} : spec;
}

export function upload(store: Store, request: Upload): Reply | typeof hangs {
	const {query} = request;
	const failed = 'Failed to create a pipeline and a pipeline version';
	const {filename, content} = file(request);
	const tags = readTags(query.get('tags') ?? '');
	if ((query.get('namespace') ?? '').length > 63)
		throw plainError(400, 'Invalid input error: Pipeline.Namespace length cannot exceed 63');
	const name = query.get('name') || query.get('display_name') || filename;
	if (name.length > 128) throw plainError(400, 'Invalid input error: Pipeline.Name length cannot exceed 128');
	const spec = parsed(content, failed, request.dropPlatform);
	if (spec === hangs) return hangs;
	const displayName = query.get('display_name') || name;
	// The first version is named like the pipeline, and a version's name ends at 127.
	if (name.length === 128 || displayName.length > 255) throw uploadError(500, failed);
	if ([...store.pipelines.values()].some(item => sameName(item.name, name))) throw uploadError(409, failed);
	const dotted = Object.keys(tags).find(key => key.includes('.'));
	if (dotted !== undefined) throw uploadError(400, `tag key ${JSON.stringify(dotted)} must not contain '.' character`);
	const description = query.get('description') ?? '';
	const pipeline = addPipeline(store, name, displayName, description, tags);
	addVersion(store, {pipelineId: pipeline.id, name, displayName, description, spec});
	return ok(showPipeline(pipeline));
}

export function uploadVersion(store: Store, request: Upload): Reply | typeof hangs {
	const {query} = request;
	const failed = 'Failed to create a pipeline version';
	const {filename, content} = file(request);
	const pipelineId = query.get('pipelineid') ?? '';
	const name = query.get('name') || query.get('display_name') || filename;
	if (!store.pipelines.has(pipelineId)) throw uploadError(400, failed, 'text');
	if (name.length > 127) throw plainError(400, 'Invalid input error: PipelineVersion.Name length cannot exceed 127');
	const spec = parsed(content, failed, request.dropPlatform);
	if (spec === hangs) return hangs;
	if (versionsOf(store, pipelineId).some(version => sameName(version.name, name))) throw uploadError(409, failed);
	const displayName = query.get('display_name') || name;
	return ok(
		showVersion(addVersion(store, {pipelineId, name, displayName, description: query.get('description') ?? '', spec})),
	);
}

function readTags(tags: string): Readonly<Record<string, unknown>> {
	if (tags === '') return {};
	try {
		return record(JSON.parse(tags));
	} catch {
		throw uploadError(
			400,
			'Failed to parse tags query parameter. Expected JSON object with string keys and values',
			'text',
		);
	}
}
