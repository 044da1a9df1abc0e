// Turns a failed kubectl command into an error, by tables of its messages. kubectl's own text is never shown.
import type {RunResult} from '../system/exec.ts';
import {howItEnded} from '../system/how-it-ended.ts';
import {WizardError} from '../system/errors.ts';
import {defined} from '../system/defined.ts';
import {connectionFailures} from './failures/connection.ts';
import {type KnownKubectlFailure, type KubectlRequest, lookAtContext} from './failures/known-failure.ts';
import {loginFailures} from './failures/login.ts';
import {refusals} from './failures/refusals.ts';
import {secretFailures} from './failures/secret.ts';

/**
 * The first row that matches is used, so narrow rows stand before wide ones. Recorded with kubectl 1.27, 1.32 and 1.35
 * against a 1.35 server; an apply of kubectl 1.32 wraps connection errors in a hint about validation.
 */
const failures: readonly KnownKubectlFailure[] = [
	...secretFailures,
	...refusals,
	...loginFailures,
	...connectionFailures,
];

/** Whether the same request may succeed a moment later. */
export const isTransient = (error: WizardError): boolean =>
	failures.some(failure => failure.transient === true && failure.code === error.code);

/** The error for a kubectl command that failed. Of kubectl's output it uses only names that kubectl is known to print. */
export function kubectlFailure(result: RunResult, request: KubectlRequest): WizardError {
	const output = result.exitCode === 124 ? 'timed out' : result.stderr;
	for (const failure of failures) {
		const match = failure.pattern.exec(output);
		if (match === null) continue;
		const next = failure.next?.(request, match.groups ?? {});
		const detail = failure.detail?.(output) ?? '';
		return new WizardError(failure.kind, `Can't ${request.doing}: ${failure.message(match.groups ?? {}, request)}`, {
			code: failure.code,
			...defined({next}),
			...(detail === '' ? {} : {detail}),
		});
	}
	const what = result.exitCode === 0 ? 'printed something else' : howItEnded(result.exitCode);
	return new WizardError('outside', `Can't ${request.doing}: kubectl ${what}`, {
		code: 'KUBECTL_FAILED',
		next: lookAtContext(request),
	});
}
