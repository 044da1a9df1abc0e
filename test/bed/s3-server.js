// Runs the demo's S3 server (moto) until standard input ends; prints its address.
import {once} from 'node:events';
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {owned, withCleanUp} from '../../scripts/demo/processes.js';
import {environment, findPython} from '../../scripts/demo/python.js';
import {startS3} from '../../scripts/demo/s3.js';

await withCleanUp(async () => {
	const folder = owned(mkdtempSync(join(tmpdir(), 'kfp-wizard-s3-')));
	const python = await environment(findPython(), folder, (...lines) => console.error(lines.join('\n')));
	console.log(await startS3(python));
	process.stdin.resume();
	await once(process.stdin, 'end');
});
