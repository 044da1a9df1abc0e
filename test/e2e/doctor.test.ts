// `kfp-wizard doctor` of the built program: what works, what does not, what fixes it, and by which exit code a script sees it.
import {mkdtempSync} from 'node:fs';
import {rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:https';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {execa} from 'execa';
import {expect, it, onTestFinished} from 'vitest';
import {startHttpProxy} from '../fakes/http-proxy.ts';
import {startKfpApi} from '../fakes/kfp-api.ts';
import {fakeKubectl} from '../fakes/kubectl.ts';
import type {FakeClusterState} from '../fakes/kubectl-answers.ts';
import {MachineReport} from '../../src/schema/machine.ts';
import {makeCertificates} from '../support/certificates.ts';
import {printed} from '../support/printed.ts';
import {listening, serve} from '../support/servers.ts';
import {shareCompiledCode} from '../support/compiled-code.ts';
import {program} from './world.ts';

/** A docker that answers what doctor asks. */
const docker = `#!/bin/sh
case "$1 $2" in
	"version --format") case "$3" in *Arch*) echo linux/arm64 ;; *) echo 28.2.2 ;; esac ;;
	"buildx version") echo v0.23 ;;
	"buildx inspect") echo "Platforms: linux/arm64*, linux/amd64" ;;
	"info --format") echo / ;;
esac
`;

function scratchFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'kfp-wizard-doctor-'));
	onTestFinished(() => rm(folder, {recursive: true, force: true}));
	return folder;
}

/** A machine with docker and Python; kubectl reaches a cluster with Kubeflow Pipelines unless the test says otherwise. */
async function machine(state: Partial<FakeClusterState> = {}) {
	const api = await startKfpApi({ui: 'ready'});
	onTestFinished(() => api.stop());
	const target = Number(new URL(api.url).port);
	const service = {name: 'ml-pipeline-ui', namespace: 'kubeflow', port: 80, pod: 'ui-1', target};
	const kubectl = await fakeKubectl({services: [service], ...state});
	const folder = scratchFolder();
	await shareCompiledCode(join(folder, '.cache'));
	await writeFile(join(folder, 'docker'), docker, {mode: 0o755});
	await writeFile(join(folder, 'python3'), `#!/bin/sh\necho '{"version": "3.11.7", "kedro": null}'\n`, {mode: 0o755});
	const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
		const {exitCode, stdout} = await execa(process.execPath, [program, 'doctor', ...args], {
			cwd: folder,
			env: {PATH: `${kubectl.env.PATH}:${folder}`, HOME: folder, LANG: 'C.UTF-8', ...env},
			extendEnv: false,
			reject: false,
		});
		return {exitCode, stdout};
	};
	const report = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
		const {exitCode, stdout} = await run(['--json', ...args], env);
		const {rows, ...whole} = MachineReport.parse(JSON.parse(stdout));
		expect(whole).toEqual({ok: exitCode === 0, exitCode});
		return {
			exitCode,
			row: (id: string) => rows.find(row => row.id === id),
			of: (state: string) => rows.filter(row => row.state === state).map(({id}) => id),
		};
	};
	return {kubectl, run, report, withoutKubectl: folder, api};
}

/** A registry that accepts an upload, or asks for a login. */
const registry = async (status: number): Promise<string> =>
	new URL(await serve((_, response) => response.writeHead(status, {location: '/v2/upload'}).end())).host;

it('everything that a deploy needs works', async () => {
	const {run, report, kubectl} = await machine();
	const image = `${await registry(202)}/team/churn`;
	const {exitCode, row, of} = await report(['--image', image]);
	expect([of('failed'), of('warning')]).toEqual([[], []]);
	expect(exitCode).toBe(0);
	expect(row('platform')?.detail).toBe('linux/amd64, emulated on linux/arm64: builds are slower');
	expect(row('registry')?.detail).toContain('team/churn may be pushed');
	expect(row('kubeflow')?.detail).toContain('found by a port-forward to svc/ml-pipeline-ui in kubeflow');
	expect(row('rights')?.detail).toBe(
		'you may get secrets, create secrets, patch secrets, create pods/portforward, get pods, get pods/log',
	);
	expect(of('skipped')).toEqual(
		['project', 'kedro', 'pipelines', 'aws', 's3'].filter(id => of('skipped').includes(id)),
	);
	// Nothing of the cluster is changed or read that is not asked for.
	const verbs = new Set((await kubectl.calls()).map(args => args.find(word => !word.startsWith('-'))));
	expect(verbs).toEqual(new Set(['auth', 'config', 'get', 'port-forward', 'version']));
	const {stdout} = await run(['--image', image, '--no-color']);
	expect(stdout).toMatch(/^✓ Cluster {4}Kubernetes 1\.33\.1$/m);
	expect(stdout).toMatch(/^– Pipelines {2}not checked: it depends on Project$/m);
});

it('without kubectl, what depends on it is not looked at; a host that is named is', async () => {
	const {report, withoutKubectl, api} = await machine();
	const env = {PATH: withoutKubectl};
	const {exitCode, row, of} = await report([], env);
	expect(exitCode).toBe(5);
	expect(of('failed')).toEqual(['kubectl']);
	expect(row('kubectl')).toMatchObject({
		code: 'KUBECTL_MISSING',
		detail: expect.stringContaining('https://kubernetes.io/docs/tasks/tools/') as string,
	});
	expect(row('kubeflow')?.detail).toBe('not checked: it depends on kubectl');
	const enough = await report(['--host', api.url, '--no-secret'], env);
	expect([enough.exitCode, enough.of('warning'), enough.row('kubeflow')?.state]).toEqual([0, ['kubectl'], 'ok']);
});

it('B37: refused credentials and a platform that the engine cannot build are failures', async () => {
	const {report} = await machine({isExpired: true});
	const image = `${await registry(401)}/team/churn`;
	const {exitCode, row, of} = await report(['--image', image, '--platform', 'linux/mips64le']);
	expect([exitCode, of('failed')]).toEqual([5, ['platform', 'registry', 'cluster']]);
	expect(row('platform')?.detail).toBe('docker runs on linux/arm64 and does not emulate linux/mips64le');
	expect((await report(['--image', image])).exitCode).toBe(4);
	expect(row('registry')?.fix[0]?.command).toBe(`docker login ${image.split('/')[0]}`);
	expect(row('cluster')?.detail).toContain('does not accept your login');
	expect(row('rights')?.detail).toBe('not checked: it depends on Cluster');
});

it('F14: rights that are missing are named', async () => {
	const {report} = await machine({forbidden: ['secrets', 'pods/log']});
	const {exitCode, row} = await report([]);
	expect(exitCode).toBe(4);
	expect(row('rights')).toMatchObject({
		code: 'FORBIDDEN',
		detail: 'You may not get secrets, create secrets, patch secrets, get pods/log in namespace kubeflow',
	});
});

printed('HTTP_TLS', 'reaches Kubeflow through the proxy and with the authority that are named', async () => {
	const {report} = await machine();
	const {authority, tls} = makeCertificates(scratchFolder());
	const health = JSON.stringify({commit_sha: '1', tag_name: '2.17.0', multi_user: false});
	const port = await listening(createServer(tls, (_, response) => void response.end(health)));
	const proxy = await startHttpProxy();
	const host = `https://kfp.corp.test:${port}`;
	const env = {HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`};
	const failed = (await report(['--host', host], env)).row('kubeflow');
	expect(failed).toMatchObject({state: 'failed', code: 'HTTP_TLS', fix: [{command: '--ca-file PATH'}]});
	const flags = failed?.fix[0]?.command.replace('PATH', authority).split(' ') ?? [];
	expect((await report(['--host', host, ...flags], env)).row('kubeflow')?.detail).toBe(`2.17.0, ${host} (--host)`);
	expect(proxy.asked).toContain(`CONNECT kfp.corp.test:${port}`);
});
