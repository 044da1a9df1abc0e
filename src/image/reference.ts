// Image references, by the grammar of github.com/distribution/reference. Errors point at the wrong character.
import {WizardError} from '../system/errors.ts';
import {isLoopbackHost} from '../system/outbound/loopback.ts';

export type Reference = {
	/** Host, with a port where one was written: `docker.io`, `localhost:5000`, `[::1]:5000`. */
	readonly registry: string;
	/** Path below the host: `library/python`, `team/app`. */
	readonly repository: string;
	readonly tag: string | null;
	/** `sha256:…` */
	readonly digest: string | null;
};

const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const host = new RegExp(String.raw`^(?:${label}(?:\.${label})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?`);
const component = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*/;
const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}/;
const digestPattern = /^sha256:[a-f0-9]{64}|^sha512:[a-f0-9]{128}/;

/**
 * Reads `[host/]path[:tag][@digest]`. Without a host it is on Docker Hub: `app` is `docker.io/library/app`. The first part
 * is a host only when it contains `.` or `:` or is `localhost`. A missing tag is `null`.
 * @throws WizardError `usage` BAD_IMAGE_REFERENCE with a caret under the character in `detail`.
 */
export function parseReference(text: string): Reference {
	if (text === '') throw bad(text, 0, 'it is empty');
	if (text.startsWith('-')) throw bad(text, 0, 'it starts with a dash, like a flag');
	const scheme = /^[a-z-]+:\/\//.exec(text)?.[0];
	if (scheme !== undefined) throw bad(text, 0, `write it without ${scheme}`);

	const at = text.indexOf('@');
	const named = at === -1 ? text : text.slice(0, at);
	const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
	const name = colon === -1 ? named : named.slice(0, colon);
	const {registry, path, start} = splitHost(text, name);
	checkPath(text, path, start);
	if (start === 0 && /^[a-f0-9]{64}$/.test(path)) {
		throw bad(text, 0, 'it is an image id (64 hexadecimal digits), not the name of a repository');
	}
	const tag = colon === -1 ? null : wholeMatch(text, named.slice(colon + 1), colon + 1, tagPattern, tagTrouble);
	const digest = at === -1 ? null : wholeMatch(text, text.slice(at + 1), at + 1, digestPattern, digestTrouble);
	const official = registry === 'docker.io' && !path.includes('/');
	const repository = official ? `library/${path}` : path;
	if (registry.length + 1 + repository.length > 255) throw bad(text, 0, 'the name has more than 255 characters');
	return {registry, repository, tag, digest};
}

/** The whole reference, host included: `docker.io/library/python:3.11-slim`. */
export function formatReference(reference: Reference): string {
	const {tag, digest} = reference;
	return `${referenceName(reference)}${tag === null ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`;
}

/** The reference as docker's own commands show it: without the host and the library of Docker Hub. */
export const familiarReference = (reference: Reference): string =>
	formatReference(reference).replace(/^docker\.io\/(?:library\/)?/, '');

/** Whether a valid reference names its registry: `team/app` does not, and Docker would look for it on Docker Hub. */
export const namesRegistry = (text: string): boolean => splitHost(text, text).start > 0;

/** Host and repository, without tag and digest. */
export function referenceName(reference: Reference): string {
	return `${reference.registry}/${reference.repository}`;
}

function splitHost(text: string, name: string): {registry: string; path: string; start: number} {
	const slash = name.indexOf('/');
	const first = name.slice(0, Math.max(0, slash));
	if (!/[.:]/.test(first) && first !== 'localhost') return {registry: 'docker.io', path: name, start: 0};
	const good = host.exec(first)?.[0] ?? '';
	if (good !== first) throw bad(text, good.length, `${first} is not a host name with an optional port`);
	const port = /:(\d+)$/.exec(first)?.[1];
	if (port !== undefined && Number(port) > 65_535)
		throw bad(text, good.length - port.length, 'a port is at most 65535');
	const registry = first === 'index.docker.io' ? 'docker.io' : first;
	return {registry, path: name.slice(slash + 1), start: slash + 1};
}

function checkPath(text: string, path: string, start: number): void {
	let position = start;
	for (const part of path.split('/')) {
		if (part === '') throw bad(text, position, 'a part of the repository name is empty');
		const good = component.exec(part)?.[0] ?? '';
		if (good !== part) {
			const upper = /^[A-Z]/.test(part.slice(good.length));
			const reason = 'a repository name has a-z and 0-9, with single separators (. _ __ -) between them';
			throw bad(text, position + good.length, upper ? 'repository names are lower case' : reason);
		}
		position += part.length + 1;
	}
}

function wholeMatch(
	text: string,
	part: string,
	start: number,
	pattern: RegExp,
	trouble: (part: string) => string,
): string {
	const good = pattern.exec(part)?.[0] ?? '';
	if (good !== part || part === '') throw bad(text, start + good.length, trouble(part));
	return part;
}

const tagTrouble = (part: string): string =>
	part.length > 128
		? 'a tag has at most 128 characters'
		: 'a tag has letters, digits, "_", "." and "-", and does not start with "." or "-"';

const digestTrouble = (): string => 'a digest is sha256: and 64 hexadecimal digits in lower case';

function bad(text: string, position: number, reason: string): WizardError {
	const printable = text.replaceAll(/[^\u0020-\u007E]/g, '?');
	const window = Math.max(0, position - 60);
	const line = printable.slice(window, window + 120);
	return new WizardError('usage', `This is not a valid image reference: ${reason}`, {
		code: 'BAD_IMAGE_REFERENCE',
		next: [{command: '--image REF', when: 'such as ghcr.io/acme/churn'}],
		detail: `${line}\n${' '.repeat(position - window)}^`,
	});
}

/** True for a registry on this machine, for which Docker uses plain HTTP. */
export const isLoopback = (registry: string): boolean => isLoopbackHost(registry.replace(/:\d+$/, ''));
