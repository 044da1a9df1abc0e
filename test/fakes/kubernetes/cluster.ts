// The state of the fake cluster and every request to it that changes or shows an object.
import {randomUUID} from 'node:crypto';
import {isDeepStrictEqual} from 'node:util';
import {type Resource} from './discovery.ts';
import {serverSideApply, update} from './managed-fields.ts';
import {isRecord, type KubeObject, type Path, setAt} from './objects.ts';
import {allowed, type Rules} from './rights.ts';
import {checkTypes, checkValues, normalize} from './secret-rules.ts';
import {conflict, forbidden, invalid, notFound, Refusal} from './status.ts';

export type ObjectRequest = {
	readonly method: string;
	readonly resource: Resource;
	readonly namespace: string | undefined;
	readonly name: string | undefined;
	readonly query: URLSearchParams;
	readonly contentType: string;
	readonly body: unknown;
	readonly user: string;
	readonly rules: Rules;
};

const verbs: Readonly<Record<string, string>> = {POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete'};

export class FakeCluster {
	readonly #objects = new Map<string, KubeObject>();
	#version = 100;
	#seconds = 0;

	/** Puts an object there as if another tool had created it; what there was of that name is replaced. */
	put(resource: Resource, object: KubeObject, manager: string): void {
		const next = resource.name === 'secrets' ? normalize(object) : object;
		this.#store(
			resource,
			undefined,
			update(undefined, {...next, metadata: {...next.metadata}}, {manager, time: this.#now()}),
		);
	}

	remove(resource: Resource, namespace: string | undefined, name: string): void {
		this.#objects.delete(keyOf(resource, namespace, name));
	}

	list(resource: Resource, namespace?: string): KubeObject[] {
		const prefix = namespace === undefined ? `${resource.name}/` : keyOf(resource, namespace, '');
		return [...this.#objects.entries()]
			.filter(([key]) => key.startsWith(prefix))
			.toSorted(([a], [b]) => a.localeCompare(b))
			.map(([, object]) => structuredClone(object));
	}

	/** @throws Refusal */
	answer(request: ObjectRequest): {readonly code: number; readonly body: object} {
		const {method, resource, namespace, name, user, rules} = request;
		const verb = method === 'GET' ? (name === undefined ? 'list' : 'get') : (verbs[method] ?? method.toLowerCase());
		const denied = (what: string): Refusal => {
			const scope =
				namespace === undefined && resource.name !== 'namespaces'
					? ' at the cluster scope'
					: namespace === undefined && name === undefined
						? ' at the cluster scope'
						: ` in the namespace "${namespace ?? name}"`;
			return forbidden(
				resource.name,
				name ?? '',
				`User "${user}" cannot ${what} resource "${resource.name}" in API group "${resource.group}"${scope}`,
			);
		};
		if (!allowed(rules, verb, resource.name)) throw denied(verb);
		if (verb === 'list') return {code: 200, body: this.#listing(request)};
		if (resource.name !== 'secrets' && method !== 'GET')
			throw new Refusal(405, 'MethodNotAllowed', 'The fake only writes Secrets');
		if (verb === 'create') return {code: 201, body: this.#create(request)};
		const live = this.#objects.get(keyOf(resource, namespace, name ?? ''));
		if (verb === 'patch' && request.contentType.startsWith('application/apply-patch')) {
			return this.#apply(request, live, () => {
				if (!allowed(rules, 'create', resource.name)) throw denied('create');
			});
		}
		if (live === undefined) {
			if (verb === 'get' && namespace !== undefined) this.#namespace(namespace);
			throw notFound(resource.name, name ?? '', resource.group);
		}
		if (verb === 'get') return {code: 200, body: structuredClone(live)};
		if (verb === 'delete') return {code: 200, body: this.#delete(request, live)};
		return {code: 200, body: this.#write(request, live, patched(live, request))};
	}

	#apply(request: ObjectRequest, live: KubeObject | undefined, mayCreate: () => void): {code: number; body: object} {
		const {query, name = '', namespace = ''} = request;
		const config = objectOf(request);
		const manager = query.get('fieldManager');
		if (manager === null) {
			throw new Refusal(
				422,
				'Invalid',
				'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
				{
					group: 'meta.k8s.io',
					kind: 'PatchOptions',
					causes: [
						{
							reason: 'FieldValueRequired',
							message: 'Required value: is required for apply patch',
							field: 'fieldManager',
						},
					],
				},
			);
		}
		if (config.metadata.name !== name) {
			throw new Refusal(
				400,
				'BadRequest',
				`the name of the object (${config.metadata.name}) does not match the name on the URL (${name})`,
			);
		}
		checkTypes(config, 'apply');
		const {uid, resourceVersion} = config.metadata;
		const refuse = (why: string): Refusal =>
			conflict(`Operation cannot be fulfilled on secrets "${name}": ${why}`, {name, kind: 'secrets'});
		if (live === undefined) {
			if (uid !== undefined) {
				throw refuse(`uid mismatch: the provided object specified uid ${uid}, and no existing object was found`);
			}
			mayCreate();
			this.#writable(namespace, name);
		} else {
			if (resourceVersion !== undefined && resourceVersion !== live.metadata.resourceVersion) {
				throw refuse('the object has been modified; please apply your changes to the latest version and try again');
			}
		}
		const clean = withoutIdentity(config);
		const applied = serverSideApply(
			live,
			{...clean, ...(clean.data === undefined ? {} : {data: normalize(clean).data ?? {}})},
			{
				manager,
				force: query.get('force') === 'true',
				time: this.#now(),
			},
		);
		if (live !== undefined && uid !== undefined && uid !== live.metadata.uid) {
			throw invalid(name, 'metadata.uid', 'FieldValueInvalid', `Invalid value: "${uid}": field is immutable`);
		}
		return {
			code: live === undefined ? 201 : 200,
			body: this.#keep(request, live, normalize({...applied, metadata: {...applied.metadata, namespace}})),
		};
	}

	#create(request: ObjectRequest): object {
		const object = objectOf(request);
		const {namespace = ''} = request;
		checkTypes(object, 'write');
		this.#writable(namespace, object.metadata.name);
		if (this.#objects.has(keyOf(request.resource, namespace, object.metadata.name))) {
			throw new Refusal(409, 'AlreadyExists', `secrets "${object.metadata.name}" already exists`, {
				name: object.metadata.name,
				kind: 'secrets',
			});
		}
		return this.#write(request, undefined, {...object, metadata: {...object.metadata, namespace}});
	}

	#write(request: ObjectRequest, live: KubeObject | undefined, next: KubeObject): object {
		checkTypes(next, 'write');
		const {resourceVersion} = next.metadata;
		if (live !== undefined && resourceVersion !== undefined && resourceVersion !== live.metadata.resourceVersion) {
			throw conflict(
				`Operation cannot be fulfilled on secrets "${next.metadata.name}": the object has been modified; please apply your changes to the latest version and try again`,
				{name: next.metadata.name, kind: 'secrets'},
			);
		}
		const manager = request.query.get('fieldManager') ?? 'unknown';
		return this.#keep(request, live, update(live, normalize(next), {manager, time: this.#now()}));
	}

	#keep(request: ObjectRequest, live: KubeObject | undefined, next: KubeObject): object {
		checkValues(next, live);
		if (request.query.get('dryRun') === 'All') return next;
		return structuredClone(this.#store(request.resource, live, next));
	}

	#delete(request: ObjectRequest, live: KubeObject): object {
		const {uid = '', name, resourceVersion} = live.metadata;
		const options = isRecord(request.body) ? request.body : {};
		const wanted = isRecord(options['preconditions']) ? options['preconditions'] : {};
		const refuse = (what: string, given: unknown, has: string | undefined, why: string): Refusal =>
			conflict(
				`Operation cannot be fulfilled on Secret "${name}": the ${what} in the precondition (${String(given)}) does not match the ${what} in record (${has}). The object might have been ${why}`,
				{name, kind: 'Secret'},
			);
		if (wanted['uid'] !== undefined && wanted['uid'] !== uid) {
			throw refuse('UID', wanted['uid'], uid, 'deleted and then recreated');
		}
		if (wanted['resourceVersion'] !== undefined && wanted['resourceVersion'] !== resourceVersion) {
			throw refuse('ResourceVersion', wanted['resourceVersion'], resourceVersion, 'modified');
		}
		const dry = request.query.get('dryRun') === 'All' || isDeepStrictEqual(options['dryRun'], ['All']);
		if (!dry) this.remove(request.resource, request.namespace, name);
		return {kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details: {name, kind: 'secrets', uid}};
	}

	#listing({resource, namespace, query}: ObjectRequest): object {
		const labels = (query.get('labelSelector') ?? '').split(',').filter(Boolean).map(split);
		const fields = (query.get('fieldSelector') ?? '').split(',').filter(Boolean).map(split);
		const items = this.list(resource, namespace).filter(
			({metadata}) =>
				labels.every(([key, value]) => metadata.labels?.[key] === value) &&
				fields.every(([key, value]) => key !== 'metadata.name' || metadata.name === value),
		);
		return {
			kind: `${resource.kind}List`,
			apiVersion: resource.group === '' ? 'v1' : `${resource.group}/v1`,
			metadata: {resourceVersion: String(this.#version)},
			items,
		};
	}

	#namespace(name: string): KubeObject {
		const namespace = this.#objects.get(`namespaces//${name}`);
		if (namespace === undefined) throw notFound('namespaces', name);
		return namespace;
	}

	#writable(namespace: string, name: string): void {
		const {metadata} = this.#namespace(namespace);
		if (metadata.deletionTimestamp === undefined) return;
		throw forbidden(
			'secrets',
			name,
			`unable to create new content in namespace ${namespace} because it is being terminated`,
			[
				{
					reason: 'NamespaceTerminating',
					message: `namespace ${namespace} is being terminated`,
					field: 'metadata.namespace',
				},
			],
		);
	}

	/** A write that changes nothing leaves the version as it is. */
	#store(resource: Resource, live: KubeObject | undefined, next: KubeObject): KubeObject {
		if (live !== undefined && isDeepStrictEqual(comparable(live), comparable(next))) return live;
		const {metadata} = next;
		metadata.uid = live?.metadata.uid ?? metadata.uid ?? randomUUID();
		metadata.creationTimestamp = live?.metadata.creationTimestamp ?? metadata.creationTimestamp ?? this.#now();
		metadata.resourceVersion = String(++this.#version);
		this.#objects.set(keyOf(resource, metadata.namespace, metadata.name), next);
		return next;
	}

	/** A clock of its own, a second on with every look: the order of writes shows in their times. */
	#now(): string {
		return new Date(Date.UTC(2026, 10, 22, 22, 0, this.#seconds++)).toISOString().replace('.000', '');
	}
}

const keyOf = (resource: Resource, namespace: string | undefined, name: string): string =>
	`${resource.name}/${namespace ?? ''}/${name}`;

const split = (term: string): [string, string] => {
	const [key = '', value = ''] = term.split(/==?/);
	return [key, value];
};

function objectOf({body}: ObjectRequest): KubeObject {
	if (!isRecord(body) || !isRecord(body['metadata'])) throw new Refusal(400, 'BadRequest', 'not an object');
	return structuredClone(body) as KubeObject;
}

function withoutIdentity(object: KubeObject): KubeObject {
	const {uid: _uid, resourceVersion: _version, managedFields: _managed, ...metadata} = object.metadata;
	return {...object, metadata};
}

function comparable(object: KubeObject): unknown {
	const copy = structuredClone(object);
	delete copy.metadata.resourceVersion;
	for (const entry of copy.metadata.managedFields ?? []) entry.time = '';
	return copy;
}

/** JSON patch (RFC 6902: add, replace, remove) or merge patch; for the maps of a Secret a strategic merge is the same. */
function patched(live: KubeObject, {method, contentType, body}: ObjectRequest): KubeObject {
	if (method === 'PUT') return structuredClone(body) as KubeObject;
	if (!/^application\/(?:json-patch|merge-patch|strategic-merge-patch)\+json/.test(contentType)) {
		throw new Refusal(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});
	}
	const next = structuredClone(live);
	// What the request does not name has not to be checked against the version.
	delete next.metadata.resourceVersion;
	if (contentType.startsWith('application/json-patch')) {
		for (const step of Array.isArray(body) ? body : []) {
			if (!isRecord(step) || typeof step['path'] !== 'string') continue;
			const path: Path = step['path']
				.split('/')
				.slice(1)
				.map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
			setAt(next, path, step['op'] === 'remove' ? undefined : structuredClone(step['value']));
		}
		return next;
	}
	merge(next, body, []);
	return next;
}

function merge(target: Record<string, unknown>, patch: unknown, at: Path): void {
	if (!isRecord(patch)) return;
	for (const [key, value] of Object.entries(patch)) {
		const path = [...at, key];
		if (isRecord(value)) merge(target, value, path);
		else setAt(target, path, value === null ? undefined : value);
	}
}
