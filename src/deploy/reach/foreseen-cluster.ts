// The cluster that a deploy will go to, as far as options and kubeconfig say it before any question: for the header.
import {defaultNamespace, isNear, parseHost} from '../../kfp/endpoint.ts';
import {contextInWords} from '../../kubernetes/kubeconfig.ts';
import {listContexts} from '../../kubernetes/kubectl.ts';
import {isOff, type Options, valueOr} from '../../options/options.ts';
import type {Context} from '../../ui/context.ts';
import {namedHost} from './named-host.ts';

/** `kind-dev / kubeflow`; `undefined` where the cluster is not used, or not known yet. Makes no call to a cluster. */
export async function foreseenCluster(
	options: Options,
	{ui, env}: Pick<Context, 'ui' | 'env'>,
): Promise<string | undefined> {
	if (isOff(options.upload)) return undefined;
	const place = hostElsewhere(options, env) ?? (await contextOf(options, env, ui.signal));
	return place === undefined ? undefined : `${place} / ${valueOr(options.namespace, defaultNamespace).value}`;
}

/** A host elsewhere need not belong to the current context. */
function hostElsewhere(options: Options, env: Context['env']): string | undefined {
	const named = namedHost(options, env);
	if (named === undefined || options.context !== undefined) return undefined;
	try {
		const url = parseHost(named.value);
		return isNear(url) ? undefined : url.host;
	} catch {
		// The step that needs it reports what is wrong with it.
		return undefined;
	}
}

async function contextOf(options: Options, env: Context['env'], signal: AbortSignal): Promise<string | undefined> {
	const name = options.context?.value ?? (await currentContext(options, env, signal));
	return name === undefined ? undefined : contextInWords(name);
}

async function currentContext(options: Options, env: Context['env'], signal: AbortSignal): Promise<string | undefined> {
	const reading = listContexts({env, signal, cache: !isOff(options.cache)});
	const {all, current} = await reading.catch(() => ({all: [], current: undefined}));
	return current ?? (all.length === 1 ? all[0]?.name : undefined);
}
