// What keys may do in a bucket, tried with these very keys: it exists, its region, list, read, write. Nothing is left behind.
import {randomBytes} from 'node:crypto';
import type {HttpAnswer} from '../system/http.ts';
import {reasonOf, refusalOf} from './caller-identity.ts';
import {awsEndpoint, type Endpoints} from './endpoints.ts';
import {element, type KeyValues, signedRequest} from './signed-request.ts';

/** What the tasks do in a bucket. Keys are relative to it. */
export type BucketUse = {
	readonly bucket: string;
	/** Objects, or folders, that must be there. */
	readonly reads: readonly string[];
	/** Objects that are written, one of each folder. */
	readonly writes: readonly string[];
};

export type Answer = 'yes' | 'no' | 'unknown';

export type BucketAccess = {
	readonly bucket: string;
	readonly exists: Answer;
	/** As the server says it; `undefined` where it does not. */
	readonly region: string | undefined;
	readonly list: Answer;
	/** `undefined` where nothing is read or written. */
	readonly read: Answer | undefined;
	readonly write: Answer | undefined;
	/** The keys that were refused, by what was refused. */
	readonly refused: {readonly read: readonly string[]; readonly write: readonly string[]};
	/** Keys of `reads` that are not there. */
	readonly missing: readonly string[];
	/** Keys at which an upload was opened and could not be aborted. */
	readonly left: readonly string[];
	/** Why something is unknown, in words. */
	readonly reason: string | undefined;
};

export type TrySettings = {
	readonly endpoints: Endpoints;
	/** Milliseconds for all of it; aborting an open upload may take as long again. */
	readonly timeout: number;
	readonly signal: AbortSignal;
};

type Ask = (method: 'GET' | 'HEAD' | 'POST' | 'DELETE', path: string, more?: More) => Promise<HttpAnswer>;
type More = {readonly headers?: Readonly<Record<string, string>>; readonly timeout?: number};

type Tried = {readonly answer: Answer; readonly isMissing?: true; readonly isLeft?: true; readonly reason?: string};

/** Every failure is a result. @throws WizardError `cancelled` when the signal fired. */
export async function tryBucket(use: BucketUse, keys: KeyValues, settings: TrySettings): Promise<BucketAccess> {
	const {bucket, reads, writes} = use;
	const deadline = performance.now() + settings.timeout;
	const {region: configured, s3} = settings.endpoints;
	const askIn =
		(region: string): Ask =>
		(method, path, {headers, timeout = deadline - performance.now()} = {}) =>
			signedRequest(keys, {
				service: 's3',
				region,
				method,
				// In the path, since other servers than AWS and names with dots need that.
				url: `${s3.isSet ? s3.url : awsEndpoint('s3', region)}/${encodeURIComponent(bucket)}${path}`,
				...(headers === undefined ? {} : {headers}),
				timeout: Math.max(1, timeout),
				signal: settings.signal,
			});
	const nothing = {refused: {read: [], write: []}, missing: [], left: []};
	try {
		let ask = askIn(configured);
		let head = await ask('HEAD', '');
		const region = head.headers.get('x-amz-bucket-region') ?? undefined;
		if (region !== undefined && region !== configured && /^[a-z\d-]+$/.test(region) && !s3.isSet) {
			ask = askIn(region);
			head = await ask('HEAD', '');
		}
		const known = {...nothing, bucket, region, read: undefined, write: undefined, reason: undefined};
		if (head.status === 404) return {...known, exists: 'no', list: 'no'};
		const [list, read, write] = await Promise.all([
			tryList(ask, folderOf([...reads, ...writes][0] ?? '')),
			Promise.all(reads.map(key => tried(tryRead(ask, key)))),
			Promise.all(writes.map(key => tried(tryWrite(ask, key)))),
		]);
		const refused = (keysTried: readonly string[], all: readonly Tried[]): readonly string[] =>
			keysTried.filter((_, index) => all[index]?.answer === 'no');
		return {
			...known,
			exists: head.status === 200 || [list, ...read, ...write].some(({answer}) => answer === 'yes') ? 'yes' : 'unknown',
			list: list.answer,
			read: together(read.filter(({isMissing}) => isMissing !== true)),
			write: together(write),
			refused: {read: refused(reads, read), write: refused(writes, write)},
			missing: reads.filter((_, index) => read[index]?.isMissing === true),
			left: writes.filter((_, index) => write[index]?.isLeft === true),
			reason: [list, ...read, ...write].find(({reason}) => reason !== undefined)?.reason,
		};
	} catch (error) {
		const unknown = {exists: 'unknown', list: 'unknown', region: undefined, read: undefined, write: undefined} as const;
		return {...nothing, ...unknown, bucket, reason: reasonOf(error)};
	}
}

/** `no` where one was refused. */
function together(all: readonly Tried[]): Answer | undefined {
	const answers = all.map(({answer}) => answer);
	return (['no', 'unknown', 'yes'] as const).find(answer => answers.includes(answer));
}

const tried = (work: Promise<Tried>): Promise<Tried> =>
	work.catch((error: unknown) => ({answer: 'unknown', reason: reasonOf(error)}));

const tryList = (ask: Ask, prefix: string): Promise<Tried> => tried(list(ask, prefix).then(judge));

const list = (ask: Ask, prefix: string): Promise<HttpAnswer> =>
	ask('GET', `?list-type=2&max-keys=1&prefix=${encodeURIComponent(prefix)}`);

/** Reads one byte; where there is no such object, it may be a folder. */
async function tryRead(ask: Ask, key: string): Promise<Tried> {
	if (!key.endsWith('/')) {
		const answer = await ask('GET', `/${pathOf(key)}`, {headers: {range: 'bytes=0-0'}});
		// An empty object has no first byte.
		if (answer.status === 416) return {answer: 'yes'};
		if (answer.status !== 404) return judge(answer);
	}
	const inside = await list(ask, key.replace(/\/*$/, '/'));
	if (inside.status !== 200) return judge(inside);
	return /<Key>/.test(inside.text) ? {answer: 'yes'} : {answer: 'unknown', isMissing: true};
}

/** Opens an upload in parts and aborts it: no object is created. A folder gets a name that is not in use. */
async function tryWrite(ask: Ask, key: string): Promise<Tried> {
	const path = pathOf(key.endsWith('/') ? `${key}kfp-wizard-${randomBytes(6).toString('hex')}` : key);
	const opened = await ask('POST', `/${path}?uploads=`);
	const id = element(opened.text, 'UploadId');
	if (opened.status !== 200 || id === undefined) return judge(opened);
	const isAborted = await ask('DELETE', `/${path}?uploadId=${encodeURIComponent(id)}`, {timeout: 5000}).then(
		({status}) => status === 204 || status === 200 || status === 404,
		() => false,
	);
	return isAborted ? {answer: 'yes'} : {answer: 'yes', isLeft: true};
}

function judge({status, text}: HttpAnswer): Tried {
	if (status === 200 || status === 206) return {answer: 'yes'};
	const code = element(text, 'Code');
	const refusal = refusalOf(code);
	if (refusal !== undefined) return {answer: 'no', reason: refusal};
	if (status === 403) return {answer: 'no'};
	return {answer: 'unknown', reason: `the server answers ${code ?? status}`};
}

const folderOf = (key: string): string => key.slice(0, key.lastIndexOf('/') + 1);

const pathOf = (key: string): string => key.split('/').map(encodeURIComponent).join('/');
