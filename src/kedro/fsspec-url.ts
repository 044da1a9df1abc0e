// What Kedro's datasets on fsspec make of a URL: of many protocols Kedro drops the part after `://`, which Spark keeps.
import {isBelow, type Release} from '../system/version.ts';

/**
 * Protocols whose bucket or container `get_protocol_and_path` of Kedro keeps, each with the first release that does:
 * tried on 0.18, 0.19 and 1.x. Of every other protocol but http it keeps only the path after the first part.
 */
export const keptProtocols: Readonly<Record<string, Release>> = {
	s3: [0, 0, 0],
	s3a: [0, 18, 7],
	s3n: [0, 18, 7],
	gs: [0, 0, 0],
	gcs: [0, 0, 0],
	abfs: [0, 0, 0],
	abfss: [0, 18, 2],
	adl: [0, 0, 0],
	gdrive: [0, 18, 3],
	oss: [0, 19, 9],
	oci: [0, 19, 10],
};

/** What stands after `//` is a server, which a dataset gets through `fs_args` or its credentials. */
const onServer = /^(?:hdfs|webhdfs|sftp|ssh|ftp|smb)$/;

/** S3 of other providers, which is reached by `s3://` and an `endpoint_url`. */
const likeS3 = /^(?:r2|minio|cosn?|obs|b2)$/;

export type UrlLoss = {
	readonly reason: string;
	/** The URL that names the same data and is kept whole; `undefined` where none is known. */
	readonly instead: string | undefined;
	/** Whether the dataset may get what is lost in another way. */
	readonly isServer?: boolean;
};

/** What a dataset on fsspec loses of its URL; `undefined` where Kedro of this version reads the URL as it is meant. */
export function urlLoss(url: string, kedro: string): UrlLoss | undefined {
	const last = url.split('::').at(-1) ?? url;
	if (last !== url) return {reason: 'Kedro takes a chain of protocols for a local path', instead: asKept(last)};
	if (/^dbfs:\/(?!\/)/i.test(url)) return {reason: 'Kedro takes it for a local path', instead: asKept(url)};
	const [, written = '', user, host = ''] = /^([a-z][a-z\d+.-]*):\/\/(?:([^/@]*)@)?([^/]*)/i.exec(url) ?? [];
	const protocol = written.toLowerCase();
	if (/^(?:|https?|file|local|memory)$/.test(protocol)) return undefined;
	const since = keptProtocols[protocol];
	if (protocol === 's3n' || protocol.startsWith('wasb'))
		return {reason: `fsspec does not know ${protocol}://`, instead: asKept(url)};
	if (since === undefined) {
		if (host === '') return undefined;
		const what = onServer.test(protocol) ? 'server' : protocol === 'az' ? 'container' : 'first part';
		return {
			reason: `Kedro drops the ${what} "${user ?? host}"`,
			instead: asKept(url),
			...(onServer.test(protocol) && {isServer: true}),
		};
	}
	if (isBelow(kedro, since))
		return {
			reason: `Kedro ${kedro} drops the bucket "${user ?? host}"`,
			instead: protocol === 's3a' ? asS3(url) : undefined,
		};
	if (protocol === 'abfs' && user !== undefined)
		return {reason: `Kedro drops the container "${user}" and takes "${host}" for it`, instead: asKept(url)};
	return undefined;
}

/** The URL of the same data that Kedro of every line keeps whole; unchanged where it does, `undefined` where none is known. */
export function asKept(url: string): string | undefined {
	const [, written = '', user, host = '', path = ''] =
		/^([a-z][a-z\d+.-]*):\/\/(?:([^/@]*)@)?([^/]*)(.*)$/is.exec(url) ?? [];
	const protocol = written.toLowerCase();
	if (/^(?:az|abfss?|wasbs?)$/.test(protocol)) {
		if (user !== undefined) return `abfss://${user}@${host.replace('.blob.', '.dfs.')}${path}`;
		// Without a host fsspec finds the container in the path.
		return host === '' ? url : `${protocol === 'abfss' ? 'abfss' : 'abfs'}://${host}${path}`;
	}
	if (protocol === 's3n' || likeS3.test(protocol)) return asS3(url);
	if (/^dbfs:/i.test(url)) return url.replace(/^dbfs:\/*/i, 'dbfs:///');
	return protocol in keptProtocols || onServer.test(protocol) ? url : undefined;
}

const asS3 = (url: string): string => url.replace(/^[^:]+:/, 's3:');
