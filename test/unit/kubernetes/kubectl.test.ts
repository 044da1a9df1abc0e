// Finding kubectl and checking its version, with scripts in its place.
import {chmod, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {openCluster} from '../../../src/kubernetes/kubectl.ts';
import {environment} from '../../integration/kubernetes/bed.ts';
import {errorOf} from '../../support/error-of.ts';
import {kubeconfigText} from '../../support/kubernetes.ts';

let folder = '';

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-test-'));
});

afterAll(async () => rm(folder, {recursive: true, force: true}));

describe('kubectl', () => {
	const withKubectl = async (name: string, script: string | undefined) => {
		const bin = join(folder, name);
		await mkdir(bin, {recursive: true});
		if (script !== undefined) {
			await writeFile(join(bin, 'kubectl'), `#!/bin/sh\n${script}\n`);
			await chmod(join(bin, 'kubectl'), 0o755);
		}
		return openCluster({namespace: 'ns', cache: false, yes: true, env: {...environment(folder), PATH: bin}});
	};

	it('F12: a missing kubectl is an error with a link to install it', async () => {
		expect(await errorOf(withKubectl('none', undefined))).toMatchObject({
			kind: 'outside',
			code: 'KUBECTL_MISSING',
			detail: expect.stringContaining('https://kubernetes.io/docs/tasks/tools/') as string,
		});
	});

	it.each(['v1.15.12', 'v1.21.14', 'v0.9.0'])('F12: kubectl %s is too old', async version => {
		const script = `echo '{"clientVersion":{"gitVersion":"${version}"}}'`;
		expect(await errorOf(withKubectl(version, script))).toMatchObject({kind: 'outside', code: 'KUBECTL_TOO_OLD'});
	});

	it('F12: a kubectl that reports no version may be too old', async () => {
		expect(await errorOf(withKubectl('mute', 'exit 1'))).toMatchObject({
			code: 'KUBECTL_TOO_OLD',
			message: 'kubectl does not report its version: kfp-wizard needs 1.22 or newer',
		});
	});

	it('B17, B40: a context keeps characters that a terminal would not show', async () => {
		const name = 'a\u202eb\u200b';
		const script = `if [ "$1" = version ]; then echo '{"clientVersion":{"gitVersion":"v1.35.0"}}'; exit 0; fi
if [ "$1" = config ]; then echo '${kubeconfigText({contexts: [name], current: name})}'; exit 0; fi
[ "$1" = '--context=${name}' ]`;
		const cluster = await withKubectl('hidden', script);
		expect(cluster.context).toBe(name);
		expect(await cluster.run(['get', 'x'])).toMatchObject({exitCode: 0});
	});

	it('F12: warnings of kubectl are ignored, and it gets no kuberc', async () => {
		const script = `echo 'WARNING: version difference between client (1.35) and server (1.27) exceeds' >&2
if [ "$1" = version ]; then echo '{"clientVersion":{"gitVersion":"v1.22.0"}}'; exit 0; fi
if [ "$1" = config ]; then echo '${kubeconfigText({contexts: ['a'], current: 'a'})}'; exit 0; fi
echo "$KUBERC $*"`;
		const cluster = await withKubectl('warns', script);
		const result = await cluster.run(['get', 'x']);
		expect(result).toMatchObject({exitCode: 0, stdout: 'off --context=a --namespace=ns get x\n'});
	});
});
