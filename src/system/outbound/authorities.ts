// The certificate authorities that the user trusts in addition to those of Node: `--ca-file` and the usual variables.
import {X509Certificate} from 'node:crypto';
import {readdir, readFile, stat} from 'node:fs/promises';
import {delimiter, join} from 'node:path';
import tls from 'node:tls';
import type {Environment} from '../environment.ts';
import {tidyPath} from '../files.ts';
import {clean} from '../text.ts';

export type Authorities = {
	/** Those that Node itself does not have, in PEM form. */
	readonly certificates: readonly string[];
	/** Files and folders that were named and have no certificate, one sentence each. */
	readonly problems: readonly string[];
};

type Source = {readonly path: string; readonly name: string};

/** Node reads it when it starts, for requests that trust its own authorities only. */
const readByNode = 'NODE_EXTRA_CA_CERTS';
const variables = [
	'SSL_CERT_FILE',
	'SSL_CERT_DIR',
	'REQUESTS_CA_BUNDLE',
	'CURL_CA_BUNDLE',
	'AWS_CA_BUNDLE',
	readByNode,
];

let ofOption: Source | undefined;

/** The value of `--ca-file`, for all requests from now on. */
export function trustAuthority(path: string): void {
	ofOption = {path, name: '--ca-file'};
}

/** Node's own authorities. Node 22.15 and newer: with those of the system, where Node was told to use them. */
function ofNode(): readonly string[] {
	const {getCACertificates} = tls as {readonly getCACertificates?: () => readonly string[]};
	return getCACertificates?.() ?? tls.rootCertificates;
}

/** Where to read; empty where the authorities of Node are enough. */
export function authoritySources(env: Environment): readonly Source[] {
	const named = variables.flatMap(name =>
		(env[name] ?? '')
			.split(name === 'SSL_CERT_DIR' ? delimiter : '\0')
			.filter(path => path !== '')
			.map(path => ({path, name})),
	);
	const all = ofOption === undefined ? named : [ofOption, ...named];
	// Many variables name the same file.
	const sources = all.filter(({path}, index) => all.findIndex(other => other.path === path) === index);
	return sources.every(({name}) => name === readByNode) ? [] : sources;
}

export async function readAuthorities(sources: readonly Source[]): Promise<Authorities> {
	const known = new Set(sources.length === 0 ? [] : ofNode().map(body));
	const read = await Promise.all(
		sources.map(async ({path, name}) => {
			const found = (await textsIn(path)).flatMap(text => text.match(pem) ?? []);
			const problems = found.length > 0 ? [] : [`${name} names ${tidyPath(clean(path))}, which has no certificate.`];
			return {found: found.filter(text => !known.has(body(text))), problems};
		}),
	);
	const added = new Map(read.flatMap(({found}) => found).map(text => [body(text), text]));
	return {certificates: [...added.values()], problems: read.flatMap(({problems}) => problems)};
}

/** What TLS trusts: with `ca` it would be only what is listed, so Node's own authorities are listed too. */
export function trusting(certificates: readonly string[]): tls.SecureContext {
	try {
		return tls.createSecureContext({ca: [...ofNode(), ...certificates]});
	} catch {
		return tls.createSecureContext({ca: [...ofNode(), ...certificates.filter(isCertificate)]});
	}
}

/** The texts of a file, or of the files of a folder. What cannot be read is left out. */
async function textsIn(path: string): Promise<readonly string[]> {
	try {
		if (!(await stat(path)).isDirectory()) return [await readFile(path, 'utf8')];
		const files = (await readdir(path)).map(file => readFile(join(path, file), 'utf8').catch(() => ''));
		return await Promise.all(files);
	} catch {
		return [];
	}
}

const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
const body = (text: string): string => text.replaceAll(/\s/g, '');

function isCertificate(text: string): boolean {
	try {
		return new X509Certificate(text).subject !== undefined;
	} catch {
		return false;
	}
}
