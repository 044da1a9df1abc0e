// The kube context of a deploy: named, current, the only one, or asked for where several exist and none is current.
import type {KubeContexts} from '../../kubernetes/kubeconfig.ts';
import {type Cluster, listContexts, openCluster} from '../../kubernetes/kubectl.ts';
import {isOff, isOn, type Options, type Sourced} from '../../options/options.ts';
import {selectQuestion} from '../../options/questions.ts';
import {defined} from '../../system/defined.ts';
import type {Context} from '../../ui/context.ts';
import type {SelectQuestion} from '../../ui/ui.ts';

export type KubeContext = {readonly cluster: Cluster; readonly context: Sourced};

/** @throws WizardError where no context can be used. Makes no call to the cluster. */
export async function openKubeContext(options: Options, namespace: string, context: Context): Promise<KubeContext> {
	const {ui, env} = context;
	const named = options.context ?? (ui.interactive ? await askForContext(options, context) : undefined);
	const cluster = await openCluster({
		namespace,
		env,
		signal: ui.signal,
		cache: !isOff(options.cache),
		yes: isOn(options.yes),
		...defined({context: named?.value}),
	});
	return {cluster, context: named ?? {value: cluster.context, source: 'detected: current context'}};
}

/** Asked only where several contexts exist and none is current. */
async function askForContext({cache}: Options, {ui, env}: Context): Promise<Sourced | undefined> {
	const contexts = await listContexts({env, signal: ui.signal, cache: !isOff(cache)});
	if (contexts.current !== undefined || contexts.all.length < 2) return undefined;
	return {value: await ui.ask(contextQuestion(contexts)), source: 'asked'};
}

export function contextQuestion({all, current}: KubeContexts): SelectQuestion {
	const choices = all.map(({name, server}) => ({
		value: name,
		...(server === undefined ? {disabled: 'its cluster is not in the kubeconfig'} : {hint: server}),
	}));
	return selectQuestion('context', choices, {
		help: `The contexts of the kubeconfig${current === undefined ? '; none of them is current' : ''}.`,
		...defined({initial: current}),
	});
}
