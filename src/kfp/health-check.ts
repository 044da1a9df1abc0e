// Is that host a KFP API, and which? Says what it is instead where it is not.
import {WizardError} from '../system/errors.ts';
import {call, type Door, send} from './api-call.ts';
import {isNear} from './endpoint.ts';
import {portForward} from './refusals.ts';
import {Health} from './schemas.ts';

/**
 * The health answer of the v2beta1 API.
 * @throws WizardError `denied` for a login, `outside` for a v1 server, another service, or nothing there.
 */
export async function probe(door: Door): Promise<Health> {
	const path = '/apis/v2beta1/healthz';
	const doing = `use ${door.host.host}`;
	const health = await call(door, {method: 'GET', path, schema: Health, doing, timeout: 20_000}).catch(
		async (error: unknown) => {
			throw (await oldServer(door, error)) ?? withWayThere(door, error);
		},
	);
	if (!health.ready) {
		throw new WizardError('outside', `The KFP UI at ${door.host.host} answers, but the API server behind it does not`, {
			code: 'KFP_API_DOWN',
			next: [{command: 'kubectl --namespace kubeflow get pods -l app=ml-pipeline', when: 'to see its pod'}],
		});
	}
	return health;
}

/** Servers from 2.14 tell a name from a display name; older ones refuse the field. */
export function takesName(health: Health): boolean {
	if (health.store !== undefined) return true;
	const [major = 0, minor = 0] = (health.release ?? '0.0').replace(/^v/, '').split('.').map(Number);
	return major > 2 || (major === 2 && minor >= 14);
}

/** A server that has the v1beta1 API only, where the error comes from one. */
async function oldServer(door: Door, error: unknown): Promise<WizardError | undefined> {
	if (!(error instanceof WizardError) || !['KFP_NO_SUCH_CALL', 'KFP_NOT_FOUND', 'KFP_NOT_API'].includes(error.code))
		return undefined;
	const answer = await send(door, {
		method: 'GET',
		path: '/apis/v1beta1/healthz',
		doing: 'ask the old API',
		timeout: 10_000,
	}).catch(() => undefined);
	if (answer?.status !== 200) return undefined;
	let body: unknown;
	try {
		body = JSON.parse(answer.text);
	} catch {
		return undefined;
	}
	const health = Health.safeParse(body);
	if (!health.success) return undefined;
	const release = health.data.release === undefined ? '' : ` (${health.data.release})`;
	return new WizardError(
		'outside',
		`${door.host.host} is a Kubeflow Pipelines 1 server${release}; kfp-wizard needs 2.0 or newer`,
		{
			code: 'KFP_TOO_OLD',
			detail: 'With --format argo --no-upload the pipeline is written as a file that can be uploaded there by hand.',
			next: [{command: 'kfp-wizard deploy --format argo --no-upload'}],
		},
	);
}

/** Where nothing listens on this machine, a port-forward is mostly what is missing. */
function withWayThere(door: Door, error: unknown): unknown {
	if (!(error instanceof WizardError) || error.code !== 'HTTP_REFUSED' || !isNear(door.host)) return error;
	return new WizardError(error.kind, error.message, {code: error.code, next: [portForward], cause: error});
}
