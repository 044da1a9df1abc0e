// Puts the stand-in for kubectl on a PATH, and changes the cluster that it shows: services, pods that go away, permissions.
import {mkdir, mkdtemp, readFile, writeFile} from 'node:fs/promises';
import {rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {onTestFinished} from 'vitest';

export type FakeService = {
	readonly name: string;
	readonly namespace: string;
	/** The port of the service. */
	readonly port: number;
	/** The port on this machine that its pod listens on. */
	readonly target?: number;
	/** The pod behind it; another id is another pod. Without one nothing runs. */
	readonly pod?: string;
	/** The pod answers no connection. */
	readonly hangs?: boolean;
};

export type FakeClusterState = {
	readonly contexts: readonly string[];
	readonly current?: string;
	readonly services: readonly FakeService[];
	/** Namespaces of Kubeflow profiles; without them the cluster has no such resource. */
	readonly profiles?: readonly string[];
	/** `namespace/name` of a service account → the token that is created for it. */
	readonly accounts?: Readonly<Record<string, string>>;
	/** The pods of every run, as the Kubernetes API has them; without them the cluster has no such resource. */
	readonly pods?: readonly unknown[];
	/** By the name of the pod. */
	readonly logs?: Readonly<Record<string, string>>;
	/** Resources that the user may not read: `services`, `serviceaccounts/token`. */
	readonly forbidden?: readonly string[];
	/** The cluster does not accept the login. */
	readonly isExpired?: boolean;
};

export type FakeKubectl = {
	/** PATH and HOME, for the context of a command. */
	readonly env: {readonly PATH: string; readonly HOME: string};
	readonly set: (change: Partial<FakeClusterState>) => Promise<void>;
	/** The arguments of every call so far. */
	readonly calls: () => Promise<readonly (readonly string[])[]>;
	/** The processes of the port-forwards that were started so far; they may have ended. */
	readonly forwards: () => Promise<readonly number[]>;
};

const program = fileURLToPath(new URL('kubectl.js', import.meta.url));

export async function fakeKubectl(start: Partial<FakeClusterState> = {}): Promise<FakeKubectl> {
	const folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-kubectl-'));
	onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
	const file = join(folder, 'state.json');
	let state: FakeClusterState = {contexts: ['kind-dev'], current: 'kind-dev', services: [], ...start};
	await mkdir(join(folder, 'bin'));
	await writeFile(
		join(folder, 'bin', 'kubectl'),
		`#!/bin/sh\nexec '${process.execPath}' '${program}' '${file}' "$@"\n`,
		{
			mode: 0o755,
		},
	);
	const set = async (change: Partial<FakeClusterState>): Promise<void> => {
		state = {...state, ...change};
		// Each test has clusters of its own.
		await writeFile(file, JSON.stringify({...state, domain: `${basename(folder).toLowerCase()}.example.com`}));
	};
	await set({});
	const started = async (): Promise<readonly {readonly args: readonly string[]; readonly pid: number}[]> =>
		(await readFile(`${file}.calls`, 'utf8').catch(() => ''))
			.split('\n')
			.filter(Boolean)
			.map(line => JSON.parse(line) as {args: readonly string[]; pid: number});
	return {
		env: {PATH: join(folder, 'bin'), HOME: folder},
		set,
		calls: async () => (await started()).map(({args}) => args),
		forwards: async () => (await started()).filter(({args}) => args.includes('port-forward')).map(({pid}) => pid),
	};
}
