// A person who deploys the Secret of a project to a cluster in memory, and types what is printed. The other steps are left out.
import {expect} from 'vitest';
import {newReadings} from '../../src/deploy/interview/readings.ts';
import {secretStep} from '../../src/deploy/steps/secret/secret.ts';
import type {Cluster} from '../../src/kubernetes/kubectl.ts';
import {refuseInvalidOptions} from '../../src/options/conflicts.ts';
import type {Options} from '../../src/options/options.ts';
import type {Outcome} from '../../src/schema/outcome.ts';
import type {RunResult} from '../../src/system/exec.ts';
import {splitWords} from '../../src/system/split-words.ts';
import {quote} from '../../src/system/text.ts';
import type {Context} from '../../src/ui/context.ts';
import {testContext} from './context.ts';
import {workOf} from './deploy-parts.ts';
import {facts} from './facts.ts';
import {identityOf} from './identity.ts';
import {memoryCluster, type MemoryClusterOptions} from './memory-cluster.ts';
import {unattendedUi} from './scripted-ui.ts';
import {type Typed, typed} from './typed.ts';

/** No shell may obey it, and no program may take it for an option. */
export const hostileContext = `-c 'x' "$(touch y)" ~`;

/** Nothing answers at the endpoint. */
const keys = {
	AWS_ACCESS_KEY_ID: 'AKIAQ7CANARYKEYS5TST',
	AWS_SECRET_ACCESS_KEY: 'cAnArYkeysSecretKeyThatMustNotLeak000000',
	AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
};

/** The mark of the project. */
export const own = 'git-0123456789ab';

type Answer = (words: readonly string[]) => Partial<RunResult> | undefined;

export type ShellOptions = MemoryClusterOptions & {
	readonly env?: Readonly<Record<string, string>>;
	readonly cwd?: string;
};

/** What is deployed by `deploy`, with the context. */
export function secretShell({env = keys, cwd = '/nowhere', ...given}: ShellOptions = {}) {
	const memory = memoryCluster(given);
	let answer: Answer = () => undefined;
	let meanwhile = (): void => {};
	const run: Cluster['run'] = async (words, options) => {
		const answered = answer(words);
		return answered === undefined ? memory.run(words, options) : {exitCode: 1, stdout: '', stderr: '', ...answered};
	};
	const work = async ({options}: {readonly options: Options}, context: Context): Promise<Outcome> => {
		await refuseInvalidOptions(options);
		const cluster: Cluster = {
			...memory,
			context: options.context?.value ?? 'current',
			namespace: options.namespace?.value ?? 'kubeflow',
			run,
		};
		const interview = {...context, readings: newReadings()};
		const identity = identityOf(options.projectId?.value ?? own, {name: 'demo'});
		const asked = await secretStep.ask({...facts(), cluster, options, identity}, interview);
		const plan = secretStep.plan(asked, await secretStep.inspect(asked, interview));
		meanwhile();
		if (plan.do === 'skip') return {};
		return (await secretStep.apply(plan, workOf(context.ui, [], context))).outcome ?? {};
	};
	const type = (line: string | undefined): Promise<Typed> =>
		typed(line ?? '', testContext(unattendedUi().ui, {env, cwd}), {}, work);
	return {
		secrets: memory.secrets,
		type,
		deploy: (flags = '') => type(`deploy --yes --context ${quote(hostileContext)}${flags}`),
		/** kubectl answers this; `undefined` where the cluster does. */
		answers: (next: Answer) => void (answer = next),
		/** Happens between the plan and the change. */
		meanwhile: (happens: () => void) => void (meanwhile = happens),
		/** Runs a printed command of kubectl. It has to name the context. */
		kubectl: (line: string | undefined) => run(wordsOf(line)),
	};
}

/** The words of a printed command of kubectl, without those that name the context and the namespace. */
export function wordsOf(line = ''): readonly string[] {
	const [program, flag, context, ...words] = splitWords(line) ?? [];
	expect([program, flag, context], line).toEqual(['kubectl', '--context', hostileContext]);
	return words[0] === '--namespace' ? words.slice(2) : words;
}
