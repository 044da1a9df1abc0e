// The rules about a built image: what they find in what a container said, and that they find nothing in a good one.
import {describe, expect, it} from 'vitest';
import type {ImageFailure} from '../../../src/kedro/image-answer.ts';
import {foundInImage} from '../../support/image-facts.ts';

const failed = (message: string, more: Partial<ImageFailure> = {}): ImageFailure => ({
	code: 'IMPORT_FAILED',
	message,
	...more,
});

describe('a built image', () => {
	it('without faults has no finding', () => {
		expect(foundInImage()).toEqual([]);
	});

	it('may have another patch release of Python, and any `kedro run` that takes all options', () => {
		expect(foundInImage({container: {python: '3.11.99'}, content: {runOptions: []}})).toEqual([]);
	});

	it.each([
		[
			{container: {python: '3.9.1'}},
			/^warning image\/other-python: The image has Python 3\.9\.1, .* 3\.11\.7 → .*python:3\.11-slim/,
		],
		[{container: {machine: 'aarch64'}}, /^error image\/other-platform: The image is for linux\/arm64, .*linux\/amd64/],
		[{content: {kedro: '1.6.1'}}, /^warning image\/other-kedro: .*1\.6\.1.* → Pin kedro==1\.7\.0 in requirements\.txt/],
		[{content: {kedro: '0.19.9'}}, /^error image\/other-kedro: /],
		[
			{content: {kedro: '1.6.1', notices: [{kind: 'version' as const, message: 'no', place: null}]}},
			/^error image\/other-kedro: /,
		],
		[
			{content: {environments: null}},
			/^error image\/missing-configuration: conf is not in the image.* → Add to Dockerfile: COPY conf conf/,
		],
		[{content: {environments: ['base']}}, /^error image\/missing-configuration: conf\/s3 is not in the image/],
		[{content: {files: []}}, /^error image\/missing-configuration: conf\/s3\/catalog\.yml is not in the image/],
		[{content: {datasets: ['raw', 'trips']}}, /^error image\/missing-configuration: The catalog entry of model /],
		[{content: {parameters: []}}, /^error image\/missing-configuration: The value of alpha /],
		[
			{content: {root: null, elsewhere: '/srv/demo'}},
			/^error image\/no-project: .*in \/srv\/demo → Add to Dockerfile: WORKDIR \/srv\/demo/,
		],
		[{content: {runOptions: null}}, /^error image\/run-options: kedro has no command run in the image/],
		[{content: {runOptions: ['--env', '--pipelines']}}, /^error image\/run-options: .* does not take --nodes → /],
		[{content: {pipelines: ['other']}}, /^error image\/other-nodes: .* no pipeline __default__: it has other/],
		[{content: {notWritable: ['logs/x']}}, /^error image\/no-permission: logs\/x cannot be written .* user 1000/],
		[{content: {temporary: false}}, /^error image\/no-permission: .*temporary files/],
		[
			{container: {command: {path: null, interpreter: null, works: false, elsewhere: '/opt/env/bin/kedro'}}},
			/^error image\/kedro-not-found: kedro is not on PATH .* → Add to Dockerfile: ENV PATH=\/opt\/env\/bin:\$PATH/,
		],
		[
			{
				facts: {command: ['python3', '-c', 'x', 'run', '--nodes=fit']},
				container: {
					command: {path: '/usr/bin/python3', interpreter: null, works: true, elsewhere: '/app/.venv/bin/kedro'},
				},
				content: {failures: [failed('Kedro is not installed', {code: 'NO_KEDRO'})]},
			},
			/^error image\/kedro-not-found: \/usr\/bin\/python3 is first on PATH .* → .*ENV PATH=\/app\/\.venv\/bin/,
		],
		[
			{facts: {container: undefined, content: undefined, end: {kind: 'other' as const, reason: 'It ended'}}},
			/^error image\/no-answer: It ended → /,
		],
	])('with %j', (given, expected) => {
		const found = foundInImage(given);
		expect(found).toEqual([expect.stringMatching(expected)]);
	});

	it('lacks nodes, has other ones, and one that reads something else', () => {
		const nodes = [
			{name: 'fit', inputs: ['raw'], outputs: ['model']},
			{name: 'more', inputs: [], outputs: []},
		];
		expect(foundInImage({content: {nodes}})).toEqual([
			expect.stringMatching(/^error .*: In the pipeline __default__ of the image, fit read/),
			expect.stringMatching(/^error .*: load is not in the pipeline/),
			expect.stringMatching(/^warning .*: Only the pipeline .* has more/),
		]);
	});
});

describe('an import that fails in an image', () => {
	const found = (...failures: readonly ImageFailure[]): readonly string[] =>
		foundInImage({content: {failures: [...failures]}});

	it('is one finding for all datasets with the same cause', () => {
		const cause = failed("ModuleNotFoundError: No module named 's3fs'", {module: 's3fs'});
		expect(found({...cause, dataset: 'raw'}, {...cause, dataset: 'trips'})).toEqual([
			"error image/import-failed: The datasets raw and trips cannot be made in the image: ModuleNotFoundError: No module named 's3fs' → Add s3fs to requirements.txt",
		]);
		expect(found({...cause, dataset: 'raw'}, cause)).toEqual([
			expect.stringMatching(/: The project cannot be imported/),
		]);
	});

	it.each([
		['OSError: libGL.so.1: cannot open shared object file: No such file or directory', 'error', 'libgl1'],
		['OSError: libgomp.so.1: cannot open shared object file: No such file or directory', 'error', 'libgomp1'],
		['ImportError: libpq.so.5: cannot open shared object file: No such file or directory', 'error', 'libpq5'],
		['ImportError: failed to find libmagic.  Check your installation', 'error', 'libmagic1'],
		['OSError: no library called "libcairo.so.2" was found', 'error', 'libcairo2'],
		['ImportError: libweird.so.3: cannot open shared object file: No such file or directory', 'error', 'libweird.so.3'],
		[
			"ImportError: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by x.so)",
			'error',
			'newer base image',
		],
		['ImportError: libcuda.so.1: cannot open shared object file: No such file or directory', 'warning', 'GPU driver'],
	])('for a system library: %s', (message, severity, advice) => {
		const [one = '', ...others] = found(failed(message));
		expect(others).toEqual([]);
		expect(one).toMatch(new RegExp(`^${severity} image/missing-library: `));
		expect(one.split(' → ')[1]).toContain(advice);
	});

	it('needs the network, which the smoke test does not have', () => {
		expect(found(failed('URLError: <urlopen error [Errno -3] Temporary failure in name resolution>'))).toEqual([
			expect.stringMatching(/^warning image\/import-failed: /),
		]);
	});

	it('may not read or write a file, or lacks a variable', () => {
		expect(found(failed("PermissionError: [Errno 13] Permission denied: '/app/logs/info.log'"))).toEqual([
			expect.stringMatching(/^error image\/no-permission: .* → .*\/app\/logs\/info\.log/),
		]);
		expect(found(failed("KeyError: 'DB_HOST'"))).toEqual([expect.stringMatching(/ → .*--env-var/)]);
	});
});
