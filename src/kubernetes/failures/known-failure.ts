// What is known of a failure of kubectl: how it is recognized, and what the error for it says.
import type {ErrorKind, NextCommand} from '../../system/errors.ts';
import {kubectlCommand} from '../kubectl-command.ts';

/** The request that failed, for the message. Nothing of it comes from the values of a Secret. */
export type KubectlRequest = {
	readonly context: string;
	readonly server: string;
	readonly namespace: string;
	/** The operation, as in "Can't … : …". */
	readonly doing: string;
	readonly secret?: string;
};

type Match = Readonly<Record<string, string | undefined>>;

export type KnownKubectlFailure = {
	readonly code: string;
	readonly kind: ErrorKind;
	readonly pattern: RegExp;
	readonly message: (match: Match, request: KubectlRequest) => string;
	/** More lines of the message, from all that kubectl wrote to stderr. */
	readonly detail?: (output: string) => string;
	readonly next?: (request: KubectlRequest, match: Match) => readonly NextCommand[];
	/** The same request may succeed a moment later. */
	readonly transient?: true;
};

export const getNamespaces = ({context}: KubectlRequest, when: string): readonly NextCommand[] => [
	{command: kubectlCommand({context}, 'get namespaces'), when},
];

/** Its message may quote a Secret, so kfp-wizard does not show it. */
export const lookAtContext = (request: KubectlRequest): readonly NextCommand[] =>
	getNamespaces(request, "to see kubectl's own error message");
