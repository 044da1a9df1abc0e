// A registry that refuses or does not answer is a question where a person is present: log in, another image, load, try again.
import {findEngine} from '../../../image/engine/find-engine.ts';
import {ecrLogin, logIn, type RegistryLogin} from '../../../image/engine/log-in.ts';
import type {EngineName} from '../../../image/engine/engine.ts';
import {parseReference} from '../../../image/reference.ts';
import {knownLogins} from '../../../image/registry/known-logins.ts';
import {loginCommand} from '../../../image/registry/login-command.ts';
import {asWizardError, type WizardError} from '../../../system/errors.ts';
import {defined} from '../../../system/defined.ts';
import {Sensitive} from '../../../system/secrets.ts';
import type {Choice} from '../../../ui/ui.ts';
import {type Interview, Rerun} from '../../interview/interview.ts';
import {loadChoice, localOf} from './destination.ts';
import type {Asked} from './inspect.ts';

const denied: ReadonlySet<string> = new Set(['REGISTRY_LOGIN', 'REGISTRY_DENIED', 'PUSH_DENIED', 'LOGIN_REFUSED']);
const down = /^HTTP_|^REGISTRY_STRANGE$/;

/**
 * Asks what to do about a registry. Nothing has been changed yet.
 * @throws WizardError the error itself, where it is about something else, no question can be asked, or the user leaves;
 * `Rerun` with what the user chose.
 */
export async function solveRegistry(thrown: unknown, asked: Asked, interview: Interview): Promise<never> {
	const {ui} = interview;
	const error = asWizardError(thrown);
	const isDenied = denied.has(error.code);
	if (!ui.interactive || ui.signal.aborted || !(isDenied || down.test(error.code))) throw thrown;
	const {registry} = parseReference(asked.repository.value);
	const engine = isDenied && hasPassword(registry) ? await engineOf(asked, interview) : undefined;
	const local = await localOf(asked.options, interview);
	const choices: readonly Choice[] = [
		...(engine === undefined
			? []
			: [{value: 'login', label: `Log in to ${registry} now`, hint: `as ${engine} login does`}]),
		{value: 'image', label: 'Push to another repository'},
		...(local === undefined ? [] : [loadChoice(local)]),
		{value: 'retry', label: 'Try again', hint: 'after you fixed it'},
		{value: 'leave', label: 'Leave', hint: 'nothing was changed in the registry or on the cluster'},
	];
	const answer = await ui.ask({
		kind: 'select',
		name: 'registry-trouble',
		flag: '--image REF',
		aside: true,
		message: error.message,
		...defined({help: helpOf(error)}),
		choices,
		initial: engine === undefined ? 'retry' : 'login',
	});
	switch (answer) {
		case 'login':
			if (engine !== undefined) await askAndLogIn(engine, registry, asked, interview);
			throw new Rerun();
		case 'image':
			throw new Rerun({answers: {image: undefined}, forget: ['image', 'registry', 'registry-image']});
		case 'load':
			throw new Rerun({settled: {load: true}});
		case 'retry':
			throw new Rerun({reread: true});
		default:
			throw error;
	}
}

/** Registries of Google and Azure take a login of their own programs. */
const hasPassword = (registry: string): boolean => /\bdocker login\b/.test(loginCommand(registry));

const engineOf = async ({options}: Asked, interview: Interview): Promise<EngineName | undefined> =>
	(await findEngine(options.builder?.value, interview).catch(() => undefined))?.name;

function helpOf({detail, next}: WizardError): string | undefined {
	const lines = [
		...(detail === undefined ? [] : [detail]),
		...next.map(({command, when}) => (when === undefined ? command : `${command}  (${when})`)),
	];
	return lines.length === 0 ? undefined : lines.join('\n');
}

/** A login that is refused leads to the same question again, with the reason. */
async function askAndLogIn(engine: EngineName, registry: string, asked: Asked, interview: Interview): Promise<void> {
	const {ui, env} = interview;
	const {signal} = ui;
	try {
		const login = (await ecrLogin(registry, {env, signal})) ?? (await askForLogin(registry, interview));
		await logIn(engine, login, {env, signal});
	} catch (thrown) {
		await solveRegistry(thrown, asked, interview);
	}
}

async function askForLogin(registry: string, {ui, env}: Interview): Promise<RegistryLogin> {
	const {signal} = ui;
	const known = (await knownLogins(env, {signal})).find(one => one.registry === registry)?.user;
	const ask = (name: string, message: string, more: {masked?: true; initial?: string} = {}): Promise<string> =>
		ui.ask({
			kind: 'text',
			name,
			message,
			flag: loginCommand(registry),
			aside: true,
			validate: text => (text.trim() === '' ? 'It cannot be empty' : undefined),
			...more,
		});
	const user = await ask('registry-user', `User name on ${registry}:`, defined({initial: known}));
	const password = await ask('registry-password', `Password or token of ${user}:`, {masked: true});
	return {registry, user, password: new Sensitive(password)};
}
