// The shape of a cause: why a task does not start or has failed, and the command or the setting that fixes it.
import type {Pod} from '../../kubernetes/pods.ts';
import {kubectlCommand} from '../../kubernetes/kubectl-command.ts';

/** What is known of a task that does not get on. */
export type Trouble = {
	/** Its pods, the last one first. */
	readonly pods: readonly Pod[];
	/** Texts of the warnings about these pods, and of its nodes in the Workflow. */
	readonly messages: readonly string[];
	/** The last lines of its container, with those of Argo and the launcher; none while it has not run. */
	readonly log: readonly string[];
	readonly part: 'driver' | 'executor';
	/** Id of the run. */
	readonly run: string;
	readonly namespace: string;
	readonly context: string;
	/** Kedro environment; its `kfp.yml` is where a setting belongs. */
	readonly environment: string;
	/** A Kedro node of the task, whose settings apply to it; `__default__` stands for every node. */
	readonly node: string;
};

/** One sentence, and what fixes it: a line each, a command or an edit of `kfp.yml`. */
export type Explanation = {readonly message: string; readonly fix: readonly string[]};

export type Cause = {
	/** As in `--json`: `image-not-found`. */
	readonly id: string;
	readonly find: (trouble: Trouble) => Explanation | undefined;
};

export type Diagnosis = Explanation & {readonly cause: string};

/** Every text about the pods: their waiting containers, conditions, warnings, and the messages of Argo. */
export function textsOf({pods, messages}: Trouble): readonly string[] {
	const texts = pods.flatMap(({message, conditions, initStatuses, statuses}) => [
		...[...initStatuses, ...statuses].flatMap(({state}) => [
			[state.waiting?.reason, state.waiting?.message].filter(Boolean).join(': '),
			[state.terminated?.reason, state.terminated?.message].filter(Boolean).join(': '),
		]),
		...conditions.flatMap(({status, message: said}) => (status === 'False' && said !== undefined ? [said] : [])),
		message ?? '',
	]);
	return [...texts, ...messages].filter(text => text !== '');
}

/** The first match of a pattern in these texts. */
export function matchIn(texts: readonly string[], pattern: RegExp): RegExpExecArray | undefined {
	for (const text of texts) {
		const match = pattern.exec(text);
		if (match !== null) return match;
	}
	return undefined;
}

/** `conf/prod/kfp.yml` */
export const settingsFile = ({environment}: Trouble): string => `conf/${environment}/kfp.yml`;

/** An edit of the settings of the task's node. */
export const nodeSetting = (trouble: Trouble, setting: string): string =>
	`${settingsFile(trouble)}:  nodes: {${trouble.node}: {${setting}}}`;

/** kubectl with the context and namespace of the run. */
export const kubectl = ({context, namespace}: Trouble, words: string): string =>
	kubectlCommand({context, namespace}, words);

/** kubectl for what is in no namespace. */
export const kubectlOfCluster = ({context}: Trouble, words: string): string => kubectlCommand({context}, words);
