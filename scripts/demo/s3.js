// The demo's bucket: an S3 server in memory on a port of its own, filled with the example's raw data, and read at the end.
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {serve} from './processes.js';

/** Made up; the server takes any. */
export const keys = {
	AWS_ACCESS_KEY_ID: 'AKIADEMODEMODEMODEMO',
	AWS_SECRET_ACCESS_KEY: 'MadeUpForTheDemoMadeUpForTheDemoMadeUp00',
};

/** The address of a server that the system gives a free port to. */
export const startS3 = python =>
	serve(python, [python, '-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'], /Running on (http:\/\/127\.0\.0\.1:\d+)/);

/** Makes the bucket that conf/s3 names and puts the raw files where its catalog reads them. Returns its address. */
export async function seed(endpoint, project) {
	const conf = join(project, 'conf', 's3');
	const bucket = /^bucket: (\S+)$/m.exec(readFileSync(join(conf, 'globals.yml'), 'utf8'))[1];
	const raw = /s3:\/\/\$\{globals:bucket\}\/(\S+\/01_raw\/)/.exec(readFileSync(join(conf, 'catalog.yml'), 'utf8'))[1];
	const address = `${endpoint}/${bucket}`;
	await request(address, {method: 'PUT'});
	const folder = join(project, 'data', '01_raw');
	for (const name of readdirSync(folder))
		await request(`${address}/${raw}${name}`, {method: 'PUT', body: readFileSync(join(folder, name))});
	return address;
}

/** Keys and sizes in bytes, by key. */
export async function list(address) {
	const text = await request(`${address}?list-type=2`);
	return [...text.matchAll(/<Contents>.*?<Key>(.*?)<\/Key>.*?<Size>(\d+)<\/Size>/gs)].map(([, key, size]) => ({
		key,
		size: Number(size),
	}));
}

/** The server checks no signature, but without one nobody may read what others wrote. */
const headers = {
	authorization: `AWS4-HMAC-SHA256 Credential=${keys.AWS_ACCESS_KEY_ID}/20200101/us-east-1/s3/aws4_request`,
};

/** The text of an answer. */
export async function request(address, options = {}) {
	const answer = await fetch(address, {headers, ...options});
	if (!answer.ok) throw new Error(`${options.method ?? 'GET'} ${address}: ${answer.status} ${await answer.text()}`);
	return answer.text();
}
