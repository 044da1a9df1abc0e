// What was probably meant where the address of a server leads nowhere: one that was used before, one in kfp.yml of any
// environment, or a host or context of the kubeconfig.
import {join} from 'node:path';
import {findProject} from '../../kedro/find-project.ts';
import {readMetadata} from '../../kedro/pyproject.ts';
import {addressOf, parseHost} from '../../kfp/endpoint.ts';
import type {KubeContexts} from '../../kubernetes/kubeconfig.ts';
import {listContexts} from '../../kubernetes/kubectl.ts';
import type {Options} from '../../options/options.ts';
import {textsInKfpYml} from '../../options/settings/plain-yaml.ts';
import {problemWith} from '../../options/validate.ts';
import {hasCode, type NextCommand, withDetails} from '../../system/errors.ts';
import {asHint, nearest} from '../../system/nearest.ts';
import {quote} from '../../system/text.ts';
import type {Context} from '../../ui/context.ts';

/** @throws the error of the work, with what was probably meant where `url` has no server. */
export async function withNearHost<T>(
	work: Promise<T>,
	url: URL,
	{project}: Pick<Options, 'project'>,
	{env, ui, cwd, knownHosts}: Pick<Context, 'env' | 'ui' | 'cwd' | 'knownHosts'>,
): Promise<T> {
	try {
		return await work;
	} catch (error) {
		const leadsNowhere = hasCode(error, 'HTTP_DNS', 'HTTP_DNS_BUSY', 'HTTP_REFUSED');
		// A login may be at another host.
		if (!leadsNowhere || !error.message.includes(url.hostname)) throw error;
		const contexts = await listContexts({env, signal: ui.signal}).catch(() => undefined);
		const used = [...(await hostsOfProject(project?.value, cwd)), ...(await knownHosts.list())];
		const near = nearTo(url, used, contexts?.all ?? []);
		if (near === undefined && error.next.length === 0 && !ui.interactive) throw withDetails(error, {next: [another]});
		if (near === undefined) throw error;
		throw withDetails(error, {
			message: `${error.message}${asHint(near.words)}`,
			next: [near.next, ...error.next],
		});
	}
}

const another: NextCommand = {command: '--host URL', when: 'to use another address'};

/** Those in kfp.yml, of all environments. */
async function hostsOfProject(project: string | undefined, cwd: string): Promise<readonly string[]> {
	try {
		const root = await findProject(project, cwd);
		const {sourceDir, package: name} = await readMetadata(root);
		const hosts = await textsInKfpYml(root, join(sourceDir, name), 'host');
		return hosts.filter(host => problemWith(parseHost)(host) === undefined).map(host => addressOf(parseHost(host)));
	} catch {
		// Without a project there are none.
		return [];
	}
}

type Near = {readonly words: string; readonly next: NextCommand};

/** `used`: addresses that were reached before, or are written down. */
export function nearTo(url: URL, used: readonly string[], contexts: KubeContexts['all']): Near | undefined {
	const context = contexts.find(({name}) => name.toLowerCase() === url.hostname)?.name;
	if (context !== undefined) {
		const next = {command: `--context ${quote(context)}`, when: 'to look for it in that cluster'};
		return {words: `the context ${context}`, next};
	}
	const servers = contexts.flatMap(({server = ''}) => (URL.canParse(server) ? [new URL(server).hostname] : []));
	const addresses = [...used, ...['localhost', ...servers].map(hostname => withHostname(url, hostname))];
	const byHost = new Map(addresses.toReversed().map(address => [new URL(address).host, address]));
	byHost.delete(url.host);
	const address = byHost.get(nearest(url.host, [...byHost.keys()]) ?? '');
	return address === undefined
		? undefined
		: {words: address, next: {command: `--host ${quote(address)}`, when: 'to use another address'}};
}

function withHostname(url: URL, hostname: string): string {
	const other = new URL(url);
	other.hostname = hostname;
	return addressOf(other);
}
