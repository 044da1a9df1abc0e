// Puts the stand-in for kubectl on a PATH, and changes the cluster that it shows: services, pods that go away, permissions.
import {rmSync} from 'node:fs';
import {mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {onTestFinished} from 'vitest';
import {answerOf, type FakeClusterState} from './kubectl-answers.ts';
import {answeredProgram, type ProgramCall} from './program.ts';

export type FakeKubectl = {
	/** PATH and HOME, for the context of a command. */
	readonly env: {readonly PATH: string; readonly HOME: string};
	readonly set: (change: Partial<FakeClusterState>) => Promise<void>;
	/** The arguments of every call so far. */
	readonly calls: () => Promise<readonly (readonly string[])[]>;
	/** The processes of the port-forwards that were started so far; they may have ended. */
	readonly forwards: () => Promise<readonly number[]>;
};

export async function fakeKubectl(start: Partial<FakeClusterState> = {}): Promise<FakeKubectl> {
	const folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-kubectl-'));
	onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
	// Each test has clusters of its own.
	const domain = `${basename(folder).toLowerCase()}.example.com`;
	let state: FakeClusterState = {contexts: ['kind-dev'], current: 'kind-dev', services: [], ...start};
	const started: ProgramCall[] = [];
	await answeredProgram(join(folder, 'bin', 'kubectl'), call => {
		started.push(call);
		return answerOf(call, () => state, domain);
	});
	return {
		env: {PATH: join(folder, 'bin'), HOME: folder},
		set: async change => {
			state = {...state, ...change};
		},
		calls: async () => started.map(({args}) => args),
		forwards: async () => started.filter(({args}) => args.includes('port-forward')).map(({pid}) => pid),
	};
}
