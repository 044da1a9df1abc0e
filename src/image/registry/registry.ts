// Asks a container registry two things: which image stands under a name, and whether one may be pushed.
import {createHash} from 'node:crypto';
import * as z from 'zod';
import {WizardError} from '../../system/errors.ts';
import type {HttpAnswer} from '../../system/http.ts';
import {parseJson} from '../../system/json.ts';
import {loginCommand} from './login-command.ts';
import {formatReference, type Reference} from '../reference.ts';
import {openSession, type RegistryOptions, registryWords, type Session} from './session.ts';

export type Manifest = {
	readonly digest: string;
	/** `linux/amd64`; several, separated by commas, for an index. Absent where the registry does not tell. */
	readonly platform?: string;
};

const accept = [
	'application/vnd.oci.image.index.v1+json',
	'application/vnd.docker.distribution.manifest.list.v2+json',
	'application/vnd.oci.image.manifest.v1+json',
	'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

const Platform = z.object({os: z.string(), architecture: z.string()});
const Index = z.object({manifests: z.array(z.object({platform: Platform.optional()}))});
const Image = z.object({config: z.object({digest: z.string()})});

/**
 * The manifest under a reference (its digest, else its tag, else `latest`); `undefined` when the registry has none.
 * @throws WizardError `denied` REGISTRY_LOGIN or REGISTRY_DENIED, `outside` when it does not answer as a registry does.
 */
export async function readManifest(reference: Reference, options: RegistryOptions = {}): Promise<Manifest | undefined> {
	const session = openSession(reference, 'pull', 60_000, options);
	const path = `/v2/${reference.repository}/manifests/${reference.digest ?? reference.tag ?? 'latest'}`;
	const head = await session.send('HEAD', path, {accept});
	if (head.status === 404) return undefined;
	// Some registries know no HEAD, or leave the digest out of its answer.
	const known = head.status === 200 ? head.headers.get('docker-content-digest') : null;
	if (head.status === 401 || head.status === 403) throw refused(reference, head, session);
	const body = await session.send('GET', path, {accept});
	if (body.status === 404) return undefined;
	if (body.status === 401 || body.status === 403) throw refused(reference, body, session);
	if (body.status !== 200) throw strange(reference, body);
	const digest = known ?? `sha256:${createHash('sha256').update(body.text).digest('hex')}`;
	if (!/^sha256:[a-f0-9]{64}$|^sha512:[a-f0-9]{128}$/.test(digest)) throw strange(reference, body);
	const platform = await readPlatform(reference, parseJson(body.text), session);
	return {digest, ...(platform === undefined ? {} : {platform})};
}

/** From the index itself, else from the configuration of the image, which registries often keep elsewhere. */
async function readPlatform(reference: Reference, manifest: unknown, session: Session): Promise<string | undefined> {
	const index = Index.safeParse(manifest);
	if (index.success) {
		const platforms = index.data.manifests.flatMap(({platform}) => (platform === undefined ? [] : [name(platform)]));
		// An attestation stands in the index as unknown/unknown.
		const real = [...new Set(platforms)].filter(platform => platform !== 'unknown/unknown');
		return real.length === 0 ? undefined : real.join(',');
	}
	const image = Image.safeParse(manifest);
	if (!image.success) return undefined;
	const blob = `/v2/${reference.repository}/blobs/${image.data.config.digest}`;
	let answer = await session.send('GET', blob).catch(nothing);
	const location = answer?.headers.get('location');
	if (answer !== undefined && answer.status >= 300 && answer.status < 400 && typeof location === 'string') {
		answer = await session.send('GET', location).catch(nothing);
	}
	const platform = Platform.safeParse(parseJson(answer?.text ?? ''));
	return platform.success ? name(platform.data) : undefined;
}

/** The platform is a help, not a need: a registry that does not tell is no failure. Ctrl-C is. */
function nothing(error: unknown): undefined {
	if (error instanceof WizardError && error.kind !== 'cancelled') return undefined;
	throw error;
}

const name = ({os, architecture}: z.infer<typeof Platform>): string => `${os}/${architecture}`;

/**
 * Puts the manifest of `reference` under one more tag of the same repository; nothing is uploaded but its few bytes.
 * @throws WizardError as `readManifest`.
 */
export async function addTag(reference: Reference, tag: string, options: RegistryOptions = {}): Promise<void> {
	const session = openSession(reference, 'pull,push', 60_000, options);
	const manifests = `/v2/${reference.repository}/manifests`;
	const found = await session.send('GET', `${manifests}/${reference.digest ?? reference.tag ?? 'latest'}`, {accept});
	const type = found.headers.get('content-type') ?? 'application/vnd.docker.distribution.manifest.v2+json';
	const put = await session.send('PUT', `${manifests}/${tag}`, {'content-type': type}, found.text);
	if (put.status === 401 || put.status === 403) throw refused(reference, put, session);
	if (put.status !== 201) throw strange(reference, put);
}

export type PushRight = {readonly may: 'yes' | 'no' | 'unknown'; readonly reason: string};

/**
 * Opens an upload and cancels it, which is what a push begins with: a token alone proves nothing on Docker Hub. Within
 * ten seconds. What cannot be found out (a helper that hangs, a registry that stumbles) is `unknown`, never an error.
 */
export async function canPush(reference: Reference, options: RegistryOptions = {}): Promise<PushRight> {
	const session = openSession(reference, 'pull,push', 10_000, options);
	try {
		const opened = await session.send('POST', `/v2/${reference.repository}/blobs/uploads/`);
		const location = opened.headers.get('location');
		if (opened.status === 202) {
			// One that stays open is forgotten by the registry; it takes no room.
			if (location !== null) await session.send('DELETE', location).catch(nothing);
			return {may: 'yes', reason: `${reference.registry} took the beginning of an upload`};
		}
		return judge(reference, opened, session);
	} catch (error) {
		if (error instanceof WizardError && error.kind !== 'cancelled') return {may: 'unknown', reason: error.message};
		throw error;
	}
}

function judge(reference: Reference, answer: HttpAnswer, session: Session): PushRight {
	const {registry, repository} = reference;
	const trouble = session.trouble();
	const words = registryWords(answer);
	if (answer.status === 401 && trouble !== undefined)
		return {may: 'unknown', reason: `The login could not be read: ${trouble}`};
	if (answer.status === 401 && !session.loggedIn()) return {may: 'no', reason: `Not logged in to ${registry}`};
	if (answer.status === 401) return {may: 'no', reason: `${registry} does not accept the login (${words})`};
	if (answer.status === 403)
		return {may: 'no', reason: `${registry} does not let this login push ${repository} (${words})`};
	if (answer.status === 404) return {may: 'no', reason: `${registry} has no repository ${repository} (${words})`};
	if (answer.status === 405) return {may: 'no', reason: `${registry} takes no pushes (${words})`};
	return {may: 'unknown', reason: `${registry} answered ${words}`};
}

function refused(reference: Reference, answer: HttpAnswer, session: Session): WizardError {
	const {registry, repository} = reference;
	const trouble = session.trouble();
	const words = answer.text === '' ? undefined : registryWords(answer);
	const detail = [trouble, words].filter(Boolean).join('\n');
	return new WizardError(
		'denied',
		session.loggedIn() ? `${registry} does not let this login read ${repository}` : `${registry} wants a login`,
		{
			code: session.loggedIn() ? 'REGISTRY_DENIED' : 'REGISTRY_LOGIN',
			...(detail === '' ? {} : {detail}),
			next: [{command: loginCommand(registry), when: 'to log in, then deploy again'}],
		},
	);
}

function strange(reference: Reference, answer: HttpAnswer): WizardError {
	return new WizardError('outside', `${reference.registry} does not answer as a container registry does`, {
		code: 'REGISTRY_STRANGE',
		detail: `${formatReference(reference)}: ${registryWords(answer)}`,
	});
}
