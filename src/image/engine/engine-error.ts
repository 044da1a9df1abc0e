// Turns the output of a failed engine command into an error with a next command, by tables of its messages. Texts of docker
// 20-28, podman 4, buildah 1.
import type {RunResult} from '../../system/exec.ts';
import {WizardError} from '../../system/errors.ts';
import {tail} from '../../system/text.ts';
import {parseReference} from '../reference.ts';
import {buildFailures} from './failures/build.ts';
import {type FailureFacts, type KnownFailure, type Operation, seeEngine} from './failures/known-failure.ts';
import {machineFailures} from './failures/machine.ts';
import {networkFailures} from './failures/network.ts';
import {pushFailures} from './failures/push.ts';

/** The first row that matches is used, so narrow patterns stand before wide ones. */
const knownFailures: readonly KnownFailure[] = [
	...machineFailures,
	...networkFailures,
	...buildFailures,
	...pushFailures,
];

/** The error for a command that failed. The detail is the last lines of the engine's output. */
export function engineError(
	{name: engine, platform: host}: {readonly name: string; readonly platform: NodeJS.Platform},
	operation: Operation,
	result: RunResult,
): WizardError {
	const output = `${result.stdout}\n${result.stderr}`;
	const lastLines = tail(output, operation.what === 'build' ? 12 : 4);
	// The cause is at the end. Earlier lines may quote anything, such as log lines of the project.
	const end = tail(output, 40);
	const facts: FailureFacts = {
		engine,
		reference: 'reference' in operation ? parseReference(operation.reference) : undefined,
		platform: 'platform' in operation ? operation.platform : '',
		dockerfile: 'dockerfile' in operation ? operation.dockerfile : '',
		host,
		output: end,
	};
	const known = knownFailures.find(
		({pattern, operation: only}) => (only === undefined || only === operation.what) && pattern.test(end),
	);
	if (known === undefined) {
		return new WizardError('outside', `${engine} cannot ${verbs[operation.what]}`, {
			code: `ENGINE_${operation.what.toUpperCase()}_FAILED`,
			...(lastLines === '' ? {} : {detail: lastLines}),
			// The output of a build or a push is the project's or the registry's.
			...(['build', 'push'].includes(operation.what) ? {} : {next: [seeEngine(engine)]}),
		});
	}
	const detail = [known.help, lastLines].filter(text => text !== undefined && text !== '').join('\n\n');
	return new WizardError(known.kind, known.message(facts), {
		code: known.code,
		...(detail === '' ? {} : {detail}),
		...(known.next === undefined ? {} : {next: known.next(facts)}),
	});
}

const verbs: Readonly<Record<Operation['what'], string>> = {
	connect: 'be used',
	build: 'build the image',
	push: 'push the image',
	inspect: 'inspect the image',
	remove: 'remove the image',
	run: 'run the image',
	save: 'save the image to an archive',
};
