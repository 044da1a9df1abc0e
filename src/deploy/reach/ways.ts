// What can be done where Kubeflow Pipelines or its cluster does not answer, or does not let the user in.
import {listContexts} from '../../kubernetes/kubectl.ts';
import type {Options} from '../../options/options.ts';
import type {NextCommand, WizardError} from '../../system/errors.ts';
import {quote} from '../../system/text.ts';
import type {Context} from '../../ui/context.ts';
import {namedHost} from './named-host.ts';

/** `mayStop`: the command can do without a cluster. */
export async function waysToServer(
	{kind, code, next}: WizardError,
	options: Options,
	{env, ui}: Pick<Context, 'env' | 'ui'>,
	mayStop: boolean,
): Promise<readonly NextCommand[]> {
	const contexts = await listContexts({env, signal: ui.signal}).catch(() => undefined);
	const known = contexts?.all.length ?? 0;
	const host = namedHost(options, env);
	const isUnknown = code === 'CONTEXT_UNKNOWN';
	// From an address, or a context that is not there, one cluster is already another way.
	const canChange = known > (host === undefined && !isUnknown ? 1 : 0);
	const has = (flag: string): boolean => next.some(({command}) => command.startsWith(`${flag} `));
	const ways: readonly (NextCommand | false)[] = [
		// What was mistyped comes first.
		isUnknown && canChange && {command: '--context NAME', when: 'to use another context'},
		// The error may know the one that was meant.
		!has('--host') && {
			command: host === undefined ? '--host URL' : `--host ${quote(host.value)}`,
			when: 'to use another address',
		},
		!isUnknown && canChange && {command: '--context NAME', when: 'to look for it in another cluster'},
		kind === 'denied' && !has('--namespace') && {command: '--namespace NS', when: 'to use another namespace'},
		mayStop && {
			command: '--no-upload',
			when: 'to continue without a cluster: the image and the spec only',
		},
	];
	return ways.filter(way => way !== false);
}
