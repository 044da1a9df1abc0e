// Checks that a host is a KFP API, and of which release; else an error with what it is instead.
import {hasCode, WizardError, withDetails} from '../system/errors.ts';
import {parseJson} from '../system/json.ts';
import {cleanLine, quote} from '../system/text.ts';
import {isBelow, parseVersion} from '../system/version.ts';
import {callApi, sendCall, type ServerAccess} from './api-call.ts';
import {addressOf, isNear} from './endpoint.ts';
import {portForward, serverPod} from './refusals.ts';
import {Health} from './schemas.ts';

/**
 * The health answer of the v2beta1 API.
 * @throws WizardError `denied` for a login, `outside` for a v1 server, another service, or no answer.
 */
export async function readHealth(server: ServerAccess): Promise<Health> {
	const path = '/apis/v2beta1/healthz';
	const doing = `use ${server.host.host}`;
	const health = await callApi(server, {method: 'GET', path, schema: Health, doing, timeout: 20_000}).catch(
		async (error: unknown) => {
			throw (await oldServer(server, error)) ?? withOtherWay(server, error);
		},
	);
	if (!health.ready) {
		throw new WizardError('outside', `The KFP UI at ${server.host.host} answers, but its API server does not`, {
			code: 'KFP_API_DOWN',
			next: [serverPod],
		});
	}
	return health;
}

/** Servers from 2.14 have a name apart from the display name; older ones refuse the field. */
export function acceptsName(health: Health): boolean {
	if (health.store !== undefined) return true;
	return !isBelow(health.release ?? '0.0', [2, 14, 0]);
}

/** Servers from 2.14, which are those that report their store, delete a pipeline with its versions in one call. */
export const canCascade = (health: Health): boolean => health.store !== undefined;

/** Servers from 2.17 have tags; older ones, and those that do not report their release, may refuse the field. */
export const acceptsTags = ({release = '0.0'}: Health): boolean => !isBelow(release, [2, 17, 0]);

/** What to say of a server of a later major release, whose calls may have changed; `undefined` for any other one. */
export const newerThanKnown = ({release}: Health): string | undefined =>
	release === undefined || parseVersion(release) === undefined || isBelow(release, [3, 0, 0])
		? undefined
		: `The server is Kubeflow Pipelines ${cleanLine(release)}; kfp-wizard works with 2.0 to 2.17, and calls may have changed since`;

/** The error for a server with the v1beta1 API only; `undefined` for any other server. */
async function oldServer(server: ServerAccess, error: unknown): Promise<WizardError | undefined> {
	if (!hasCode(error, 'KFP_NO_SUCH_CALL', 'KFP_NOT_FOUND', 'KFP_NOT_API')) return undefined;
	const answer = await sendCall(server, {
		method: 'GET',
		path: '/apis/v1beta1/healthz',
		doing: 'use the v1 API',
		timeout: 10_000,
	}).catch(() => undefined);
	if (answer?.status !== 200) return undefined;
	const health = Health.safeParse(parseJson(answer.text));
	if (!health.success) return undefined;
	const release = health.data.release === undefined ? '' : ` (${health.data.release})`;
	return new WizardError(
		'outside',
		`${server.host.host} is a Kubeflow Pipelines 1 server${release}; kfp-wizard needs 2.0 or newer`,
		{
			code: 'KFP_TOO_OLD',
			next: [
				{
					command: 'kfp-wizard deploy --format argo --no-upload',
					when: 'to write the pipeline to a file, which you can upload there',
				},
			],
		},
	);
}

/** Suggests a port-forward where no server listens on this machine, and http where the port has no TLS. */
function withOtherWay({host}: ServerAccess, error: unknown): unknown {
	if (hasCode(error, 'HTTP_REFUSED') && isNear(host)) return withDetails(error, {next: [portForward]});
	if (!hasCode(error, 'HTTP_TLS') || !/\((?:EPROTO|ERR_SSL_\w+)\)$/.test(error.message)) return error;
	const plain = addressOf(host).replace(/^https:/, 'http:');
	return withDetails(error, {next: [{command: `--host ${quote(plain)}`, when: 'to connect without TLS'}]});
}
