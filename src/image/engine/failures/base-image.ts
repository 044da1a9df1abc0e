// The base image that an engine could not use, as the Dockerfile names it, and the commands about it.
import type {NextCommand} from '../../../system/errors.ts';
import {quote} from '../../../system/text.ts';
import {outlineOf} from '../../outline/outline.ts';
import {familiarReference, formatReference, parseReference, type Reference} from '../../reference.ts';
import {toLogIn} from '../../registry/login-command.ts';
import type {FailureFacts} from './known-failure.ts';

/** The base images of a Dockerfile that have a name without a build argument from elsewhere. */
export function basesOf(dockerfile: string, platform: string): readonly Reference[] {
	const input = {text: dockerfile, platform, files: [], folders: [], requirementNames: () => []};
	return (outlineOf(input)?.bases ?? []).flatMap(({reference = ''}) => {
		try {
			return [parseReference(reference)];
		} catch {
			return [];
		}
	});
}

/** The one that the output names, else the only one. */
function failedBase({dockerfile, platform, output}: FailureFacts): Reference | undefined {
	const bases = basesOf(dockerfile, platform);
	const named = bases.find(base => output.includes(familiarReference({...base, tag: null, digest: null})));
	return named ?? (bases.length === 1 ? bases[0] : undefined);
}

export function toPull(facts: FailureFacts): readonly NextCommand[] {
	const {engine, output} = facts;
	const base = failedBase(facts);
	if (base === undefined) return [];
	const pull = {
		command: `${engine} pull ${quote(formatReference(base))}`,
		when: 'to see whether it can be pulled now; its name stands in the Dockerfile',
	};
	const isRefused = /denied|login|authoriz|no basic auth|insufficient_scope/i.test(output);
	return isRefused ? [toLogIn(base.registry, engine), pull] : [pull];
}

/** nerdctl before 2 cannot list them. */
export function platformsOf(facts: FailureFacts): readonly NextCommand[] {
	const {engine} = facts;
	const base = failedBase(facts);
	if (base === undefined || engine === 'nerdctl') return [];
	const command = `${engine} manifest inspect ${quote(formatReference(base))}`;
	return [{command, when: 'to list the platforms that it has'}];
}
