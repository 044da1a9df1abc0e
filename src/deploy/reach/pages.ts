// Kubeflow's pages: the address that a browser opens while kfp-wizard runs, and the links that work when it has ended.
import {defaultNamespace, isNear, parseHost, uiLink} from '../../kfp/endpoint.ts';
import {kubectlCommand} from '../../kubernetes/kubectl-command.ts';
import {openPortForward} from '../../kubernetes/port-forward.ts';
import type {Options, Sourced} from '../../options/options.ts';
import type {Environment} from '../../system/environment.ts';
import type {Context} from '../../ui/context.ts';
import {findKfp, type Host} from './find-host.ts';
import type {KubeContext} from './kube-context.ts';

export type Pages = {
	/** The UI, which a browser on this machine can open as long as kfp-wizard runs; `undefined` where none was found. */
	readonly uiUrl: URL | undefined;
	/** The command that makes links work once kfp-wizard has ended; `undefined` where they need none. */
	readonly uiCommand: string | undefined;
};

const localUi = 'http://localhost:8080';

function namedUi({uiHost}: Options, env: Environment): Sourced | undefined {
	if (uiHost !== undefined) return uiHost;
	const value = env['KF_PIPELINES_UI_ENDPOINT'] ?? '';
	return value === '' ? undefined : {value, source: 'KF_PIPELINES_UI_ENDPOINT'};
}

/** `isUi`: the host itself serves the pages. An API alone is paired with the UI service of the same cluster. */
export async function findPages(
	{url, forward, services}: Host,
	{isUi, kube}: {readonly isUi: boolean; readonly kube: KubeContext | undefined},
	options: Options,
	{env, ui}: Context,
): Promise<Pages> {
	const {uiHost} = options;
	const named = namedUi(options, env);
	if (named !== undefined && (uiHost !== undefined || !isUi))
		return {uiUrl: parseHost(named.value, '--ui-host', named.source), uiCommand: undefined};
	if (isUi) {
		return {uiUrl: url, uiCommand: forward && commandFor(kube, forward.service.namespace)};
	}
	// The context may be of another cluster than a host elsewhere. Without a terminal only another namespace changes the command.
	const isLookedFor =
		kube !== undefined && isNear(url) && (ui.interactive || kube.cluster.namespace !== defaultNamespace);
	const paired = services ?? (isLookedFor ? await findKfp(kube).catch(() => undefined) : undefined);
	const service = paired?.ui;
	if (service === undefined || kube === undefined)
		return {uiUrl: undefined, uiCommand: commandFor(kube, services?.api?.namespace)};
	// Without a terminal no page is opened before the end.
	const opened = ui.interactive ? await openPortForward(kube.cluster, service).catch(() => undefined) : undefined;
	return {uiUrl: opened?.url(), uiCommand: commandFor(kube, service.namespace)};
}

const commandFor = (kube: KubeContext | undefined, namespace = defaultNamespace): string =>
	kubectlCommand({context: kube?.context.value}, `port-forward --namespace ${namespace} svc/ml-pipeline-ui 8080:80`);

/** The command to run before links can be opened, as a next command. */
export const pagesNext = ({uiCommand}: Pages): readonly {readonly command: string; readonly when: string}[] =>
	uiCommand === undefined ? [] : [{command: uiCommand, when: 'to open the link of the run'}];

/** The page of a run in the UI. */
export const runLink = (ui: URL, runId: string): string => uiLink(ui, `runs/details/${runId}`);

/** The UI whose links still work when kfp-wizard has ended, with `uiCommand` running. */
const lastingUi = ({uiUrl, uiCommand}: Pages): URL =>
	uiCommand === undefined && uiUrl !== undefined ? uiUrl : new URL(localUi);

/** The link to a run that lasts. */
export const lastingLink = (pages: Pages, runId: string): string => runLink(lastingUi(pages), runId);

/** The link that lasts to the page that compares runs, the earlier one first. */
export const compareLink = (pages: Pages, runIds: readonly [string, string]): string =>
	uiLink(lastingUi(pages), `compare?runlist=${runIds.join(',')}`);
