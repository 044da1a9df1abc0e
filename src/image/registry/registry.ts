// Requests to a container registry: read the digest of an image, add a tag, check whether a push is allowed.
import {sha256} from '../../system/digest.ts';
import * as z from 'zod';
import {sleep} from '../../system/clock.ts';
import {cancelled, WizardError} from '../../system/errors.ts';
import type {HttpAnswer} from '../../system/http.ts';
import {parseJson} from '../../system/json.ts';
import type {Reference} from '../reference.ts';
import {isImmutable, judge, noAnswer, type PushRight, refused, tagKept, unexpectedAnswer} from './refusals.ts';
import {openSession, type RegistryOptions, registryMessage, type Session} from './session.ts';

const types = [
	'application/vnd.oci.image.index.v1+json',
	'application/vnd.docker.distribution.manifest.list.v2+json',
	'application/vnd.oci.image.manifest.v1+json',
	'application/vnd.docker.distribution.manifest.v2+json',
];
const accept = types.join(', ');

const Json = z.record(z.string(), z.unknown());

/**
 * The digest of the manifest of a reference (by its digest, else its tag, else `latest`); `undefined` when the registry has none.
 * @throws WizardError `denied` REGISTRY_LOGIN or REGISTRY_DENIED, `outside` when it does not answer as a registry does.
 */
export async function readDigest(reference: Reference, options: RegistryOptions): Promise<string | undefined> {
	const session = openSession(reference, 'pull', 60_000, options);
	const path = `/v2/${reference.repository}/manifests/${reference.digest ?? reference.tag ?? 'latest'}`;
	const head = await session.send('HEAD', path, {accept});
	if (head.status === 404) return undefined;
	if (head.status === 401 || head.status === 403) throw await refused(reference, head, session, options);
	// Some registries do not support HEAD, or leave the digest out of the answer.
	const known = head.status === 200 ? head.headers.get('docker-content-digest') : null;
	const isManifest = types.includes(head.headers.get('content-type') ?? '');
	if (known !== null && isManifest && isDigest(known) && (reference.digest ?? known) === known) return known;
	const body = await sendUntilServed(session, path, options);
	if (body.status === 404) return undefined;
	if (body.status === 401 || body.status === 403) throw await refused(reference, body, session, options);
	if (body.status !== 200) throw unexpectedAnswer(reference, body);
	const digest = known ?? `sha256:${sha256(body.text)}`;
	if (!isDigest(digest)) throw unexpectedAnswer(reference, body);
	const manifest = Json.safeParse(parseJson(body.text));
	// A login page with status 200 has a digest too.
	if (!manifest.success || (reference.digest ?? digest) !== digest) throw unexpectedAnswer(reference, body);
	return digest;
}

const isDigest = (text: string): boolean => /^sha256:[a-f0-9]{64}$|^sha512:[a-f0-9]{128}$/.test(text);

/** A registry can fail for a moment where two pushes write one tag. */
async function sendUntilServed(session: Session, path: string, {signal}: RegistryOptions): Promise<HttpAnswer> {
	for (let attempt = 1; ; attempt++) {
		const answer = await session.send('GET', path, {accept});
		if (answer.status < 500 || attempt === 3) return answer;
		await sleep(pause * attempt, signal).catch((error: unknown) => {
			throw cancelled(error);
		});
	}
}

/** Milliseconds. */
const pause = 100;

/** A request that may fail: Ctrl-C still ends the work. */
function unlessCancelled(error: unknown): undefined {
	if (error instanceof WizardError && error.kind !== 'cancelled') return undefined;
	throw error;
}

/**
 * Adds a tag for the manifest of `reference` in the same repository. Only the manifest is uploaded, no layers.
 * @throws WizardError as `readDigest`; `outside` TAG_IMMUTABLE.
 */
export async function addTag(reference: Reference, tag: string, options: RegistryOptions): Promise<void> {
	const session = openSession(reference, 'pull,push', 60_000, options);
	const manifests = `/v2/${reference.repository}/manifests`;
	const found = await session.send('GET', `${manifests}/${reference.digest ?? reference.tag ?? 'latest'}`, {accept});
	const type = found.headers.get('content-type') ?? 'application/vnd.docker.distribution.manifest.v2+json';
	const put = await session.send('PUT', `${manifests}/${tag}`, {'content-type': type}, found.text);
	if (put.status === 201) return;
	if (isImmutable(put)) throw tagKept(reference, tag, put);
	if (put.status === 401 || put.status === 403) throw await refused(reference, put, session, options);
	throw unexpectedAnswer(reference, put);
}

/** `refused`: the registry does not allow it, and why; asking again would not help. */
export type Deletion = {readonly is: 'deleted' | 'gone'} | {readonly is: 'refused'; readonly reason: string};

/**
 * Deletes a manifest by its digest, and with it all its tags; the layers go when the registry cleans up.
 * @throws WizardError `outside` when the registry does not answer, or fails.
 */
export async function deleteManifest(reference: Reference, options: RegistryOptions): Promise<Deletion> {
	const {registry, repository, digest} = reference;
	if (digest === null) throw new Error('only a digest can be deleted');
	const session = openSession(reference, 'pull,push,delete', 60_000, options);
	const path = `/v2/${repository}/manifests/${digest}`;
	const answer = await session.send('DELETE', path);
	const words = registryMessage(answer);
	if (answer.status === 200 || answer.status === 202) return {is: 'deleted'};
	if (answer.status === 404) {
		// Also the answer of registries that do not know the request.
		const head = await session.send('HEAD', path, {accept});
		return head.status === 404
			? {is: 'gone'}
			: {is: 'refused', reason: `${registry} does not delete images through its API (${words})`};
	}
	if (answer.status === 401 || answer.status === 403) {
		const login = session.login() ? 'this login is not allowed to delete it' : 'that needs a login';
		return {is: 'refused', reason: `${login} on ${registry} (${words})`};
	}
	if (answer.status >= 400 && answer.status < 500 && answer.status !== 429)
		return {is: 'refused', reason: `${registry} does not delete images (${words})`};
	throw unexpectedAnswer(reference, answer);
}

/**
 * Checks whether a push is allowed: opens an upload, as a push does, and cancels it. A token alone is no proof on Docker
 * Hub. Takes at most ten seconds. A helper that hangs or a registry that fails gives `unknown`, not an error.
 */
export async function canPush(reference: Reference, options: RegistryOptions): Promise<PushRight> {
	const session = openSession(reference, 'pull,push', 10_000, options);
	try {
		const opened = await session.send('POST', `/v2/${reference.repository}/blobs/uploads/`);
		const location = opened.headers.get('location');
		if (opened.status === 202) {
			// A registry drops an upload that stays open; it uses no space.
			if (location !== null) await session.send('DELETE', location).catch(unlessCancelled);
			return {may: 'yes', reason: `${reference.registry} accepted the start of an upload`};
		}
		return await judge(reference, opened, session, options);
	} catch (error) {
		if (error instanceof WizardError && error.kind !== 'cancelled')
			return noAnswer(reference, [error.message, ...(error.detail === undefined ? [] : [error.detail])].join('\n'));
		throw error;
	}
}
