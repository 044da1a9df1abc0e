// What is known of URLs, against Kedro's own path functions of three lines.
import {expect, it} from 'vitest';
import {keptProtocols, urlLoss} from '../../../src/kedro/fsspec-url.ts';
import {run} from '../../../src/system/exec.ts';
import {bed} from '../../bed/bed.ts';
import {type KedroLine, kedroLines} from '../../bed/kedro-project.ts';
import {describeWith} from '../../bed/part.ts';

const split = `
import json, sys
from pathlib import PurePosixPath
from kedro.io.core import get_filepath_str, get_protocol_and_path
def path(url):
    protocol, rest = get_protocol_and_path(url)
    return get_filepath_str(PurePosixPath(rest), protocol)
print(json.dumps([path(url) for url in json.loads(sys.argv[1])]))
`;

const protocols = [
	...Object.keys(keptProtocols),
	...'az wasb wasbs dbfs hdfs webhdfs sftp ssh ftp smb r2 minio tos cos hf'.split(' '),
];
const urls = [
	...protocols.map(protocol => `${protocol}://raw/shop/x.csv`),
	...['abfs', 'abfss', 'az', 'wasbs'].map(protocol => `${protocol}://raw@shop.dfs.core.windows.net/shop/x.csv`),
	'az:///raw/shop/x.csv',
	'dbfs:///raw/shop/x.csv',
	'dbfs:/raw/shop/x.csv',
	'simplecache::s3://raw/shop/x.csv',
];

for (const line of Object.keys(kedroLines) as KedroLine[]) {
	describeWith(await bed.python(line), `URLs in ${line}`, python => {
		it('is lost what Kedro drops', async () => {
			const {stdout, stderr} = await run(python, ['-c', split, JSON.stringify(urls)], {cwd: '/'});
			expect(stderr).not.toContain('Error');
			const paths = JSON.parse(stdout) as readonly string[];
			const dropped = urls.filter((_, index) => !/^\/?raw(?:@[^/]*)?\/shop\/x\.csv$/.test(paths[index] ?? ''));
			// These Kedro keeps, but fsspec does not know their protocol.
			const lost = urls.filter(url => !url.startsWith('s3n:') && urlLoss(url, kedroLines[line]) !== undefined);
			expect(lost).toEqual(dropped);
		});
	});
}
