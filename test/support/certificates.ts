// A certificate authority of our own, and a certificate of it for `*.corp.test` and localhost.
import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

export type Certificates = {
	/** Path of the authority's certificate. */
	readonly authority: string;
	/** For a server. */
	readonly tls: {readonly key: string; readonly cert: string};
};

/** Writes them into the folder. */
export function makeCertificates(folder: string): Certificates {
	const openssl = (...args: readonly string[]) => execFileSync('openssl', args, {cwd: folder, stdio: 'ignore'});
	const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
	openssl('req', '-x509', ...key, '-days', '2', '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Test authority');
	openssl('req', ...key, '-keyout', 'key.pem', '-out', 'request.pem', '-subj', '/CN=corp.test');
	writeFileSync(join(folder, 'names'), 'subjectAltName=DNS:*.corp.test,DNS:localhost');
	const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names'];
	openssl('x509', '-req', '-in', 'request.pem', '-out', 'cert.pem', ...signing);
	const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
	return {authority: join(folder, 'ca.pem'), tls: {key: read('key.pem'), cert: read('cert.pem')}};
}
