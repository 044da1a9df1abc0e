// Logs an engine in to a registry, as its own `login` does: the engine stores the login, and the password travels on stdin.
import {WizardError} from '../../system/errors.ts';
import {findProgram, run} from '../../system/exec.ts';
import {Sensitive} from '../../system/secrets.ts';
import {tail} from '../../system/text.ts';
import {ecrRegion} from '../registry/login-command.ts';
import type {EngineName} from './engine.ts';

export type RegistryLogin = {readonly registry: string; readonly user: string; readonly password: Sensitive};

type LoginOptions = {readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal};

/** @throws WizardError `denied` LOGIN_REFUSED with the last lines of the engine. */
export async function logIn(
	engine: EngineName,
	{registry, user, password}: RegistryLogin,
	{env, signal}: LoginOptions,
): Promise<void> {
	const program = (await findProgram(engine, env['PATH'] ?? '')) ?? engine;
	const args = ['login', '--username', user, '--password-stdin', registry];
	const {exitCode, stderr} = await run(program, args, {env, signal, input: password.reveal()});
	if (exitCode === 0) return;
	throw new WizardError('denied', `${engine} cannot log in to ${registry}`, {
		code: 'LOGIN_REFUSED',
		detail: tail(stderr, 4),
	});
}

/** The login for an Amazon ECR, from the AWS keys of this machine; `undefined` for another registry, or without them. */
export async function ecrLogin(registry: string, {env, signal}: LoginOptions): Promise<RegistryLogin | undefined> {
	const region = ecrRegion(registry);
	const aws = region === undefined ? undefined : await findProgram('aws', env['PATH'] ?? '');
	if (region === undefined || aws === undefined) return undefined;
	const {exitCode, stdout} = await run(aws, ['ecr', 'get-login-password', '--region', region], {env, signal});
	const password = stdout.trim();
	return exitCode === 0 && password !== '' ? {registry, user: 'AWS', password: new Sensitive(password)} : undefined;
}
