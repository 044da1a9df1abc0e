// The profile namespaces of a user on a multi-user server: what Kubeflow's dashboard lists, and what the KFP SDK has saved.
import {join} from 'node:path';
import * as z from 'zod';
import {readText} from '../system/files.ts';
import {parseJson} from '../system/json.ts';
import {callApi, type ServerAccess} from './api-call.ts';

const EnvInfo = z.object({namespaces: z.array(z.object({namespace: z.string()})).default([])});
const SdkContext = z.object({namespace: z.string().min(1)});

/** The namespaces that the dashboard in front of the host shows the user; none where there is no dashboard. */
export async function dashboardNamespaces(server: ServerAccess): Promise<readonly string[]> {
	const info = await callApi(
		{...server, host: new URL(server.host.origin)},
		{
			method: 'GET',
			path: '/api/workgroup/env-info',
			schema: EnvInfo,
			doing: 'list your namespaces',
			timeout: 10_000,
		},
	).catch(() => undefined);
	return [...new Set(info?.namespaces.map(({namespace}) => namespace))].sort();
}

/** The file in which the KFP SDK keeps its user's namespace, below the home folder. */
export const sdkContextFile = '.config/kfp/context.json';

/** The namespace that the KFP SDK has saved; `undefined` without one. */
export async function sdkNamespace(home: string): Promise<string | undefined> {
	const text = await readText(join(home, sdkContextFile), 1024 * 1024).catch(() => undefined);
	return text === undefined ? undefined : SdkContext.safeParse(parseJson(text)).data?.namespace;
}
