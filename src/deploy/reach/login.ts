// Who the user is for Kubeflow Pipelines: a token, a session cookie, a service account, or a login with Dex's form.
import {resolve} from 'node:path';
import {authBy, type Auth, type AuthWay, createdTokenWay, tokenWay} from '../../kfp/auth/auth.ts';
import {cookieFileWay} from '../../kfp/auth/cookies.ts';
import {type DexUser, dexWay} from '../../kfp/auth/dex.ts';
import type {LoginNeed} from '../../kfp/auth/login-need.ts';
import {formLogin, otherLogins} from '../../kfp/refusals.ts';
import type {Cluster} from '../../kubernetes/kubectl.ts';
import {createServiceAccountToken, tokenCommand} from '../../kubernetes/service-account-token.ts';
import type {Options, Sourced} from '../../options/options.ts';
import {type NextCommand, WizardError} from '../../system/errors.ts';
import {findProgram, run} from '../../system/exec.ts';
import {readText, tidyPath} from '../../system/files.ts';
import {howItEnded} from '../../system/how-it-ended.ts';
import {Sensitive} from '../../system/secrets.ts';
import {splitWords} from '../../system/split-words.ts';
import {quote} from '../../system/text.ts';
import type {Context} from '../../ui/context.ts';
import {type TextQuestion, type Ui, WentBack} from '../../ui/ui.ts';

export type LoginOptions = {
	readonly host: URL;
	/** The service account whose token is created where the server asks for an identity. */
	readonly account: string;
	readonly namespace: () => string;
	/** The cluster of the host; `undefined` where it is not known to be the host's: its tokens are not sent elsewhere. */
	readonly cluster: () => Promise<Cluster | undefined>;
};

/** The logins of this program, by its signal and host: an interview that runs again does not log in again. */
const logins = new WeakMap<AbortSignal, Map<string, {readonly auth: Auth; login: LoginOptions}>>();

/** Nothing is asked or sent before the server asks, except what the user configured. */
export function loginFor(options: Options, login: LoginOptions, context: Context): Auth {
	const {signal} = context.ui;
	const {host, account} = login;
	const known = logins.get(signal) ?? new Map<string, {readonly auth: Auth; login: LoginOptions}>();
	logins.set(signal, known);
	const {tokenFile, tokenCommand: command, cookieFile} = options;
	const key = JSON.stringify([host.href, account, tokenFile, command, cookieFile]);
	const before = known.get(key);
	if (before !== undefined) {
		before.login = login;
		return before.auth;
	}
	// The namespace may be another one when the interview runs again.
	const now = (): LoginOptions => known.get(key)?.login ?? login;
	const auth = authBy(waysOf(options, login, now, context));
	known.set(key, {auth, login});
	return auth;
}

function waysOf(
	options: Options,
	{host, account, namespace}: LoginOptions,
	now: () => LoginOptions,
	context: Context,
): readonly AuthWay[] {
	const {env, ui, cwd} = context;
	const create = tokenCommand(options.context?.value, account, namespace());
	const {tokenFile, tokenCommand: command, cookieFile} = options;
	const configured = (way: AuthWay, what: string): readonly AuthWay[] => [
		askedAgain(way, renewedElsewhere(what, ui), ui),
	];
	if (tokenFile !== undefined) {
		const path = resolve(cwd, tokenFile.value);
		const renewal = `${create} > ${quote(tokenFile.value)}`;
		const next = {command: renewal, when: 'to renew the token, for example'};
		const missing = {command: renewal, when: 'to write a token there, for example'};
		return configured(
			tokenWay(async () => secretOf(path, tokenFile.source, missing), [next]),
			`the token in ${tidyPath(path)}`,
		);
	}
	if (command !== undefined) {
		const next = {command: asRun(command.value), when: 'to check that it prints a valid token'};
		return configured(
			tokenWay(async () => printedToken(command, context), [next]),
			'the token of --token-command',
		);
	}
	const token = env['KFP_WIZARD_TOKEN'] ?? '';
	if (token !== '') {
		const next = {command: `export KFP_WIZARD_TOKEN="$(${create})"`, when: 'to renew the token, for example'};
		// A variable of a running program does not change, so another token is typed.
		let current = new Sensitive(token);
		let times = 0;
		const way = tokenWay(async () => current, [next]);
		const retyped = async (): Promise<boolean> => {
			times++;
			const typed = await askForToken(`kubeflow-token-${times}`, create, ui);
			current = new Sensitive(typed);
			return typed !== '';
		};
		return [askedAgain(way, retyped, ui)];
	}
	if (cookieFile !== undefined) {
		const path = resolve(cwd, cookieFile.value);
		const next: NextCommand = {
			command: `--cookie-file ${quote(cookieFile.value)}`,
			when: 'after you saved the cookie of a new login there',
		};
		const otherFile = {command: '--cookie-file PATH', when: 'to use another file'};
		const way = cookieFileWay(async () => secretOf(path, cookieFile.source, otherFile), host, [next]);
		return configured(way, `the cookie in ${tidyPath(path)}`);
	}
	const cluster = async (): Promise<Sensitive | undefined> => {
		const found = await now().cluster();
		return found && createServiceAccountToken(found.inNamespace(now().namespace()), account);
	};
	const last = {user: ''};
	return [createdTokenWay(cluster), dexWay(host, attempt => askForUser(host, attempt, last, context), ui.signal)];
}

/**
 * On a terminal, a refused credential can be renewed. `isRenewed`: false where the user leaves.
 * @throws WizardError `LOGIN_LEFT`.
 */
const askedAgain = (way: AuthWay, isRenewed: () => Promise<boolean>, ui: Ui): AuthWay => ({
	...way,
	get: async (need: LoginNeed | undefined) => {
		for (;;) {
			const credential = await way.get(need);
			if (credential !== undefined || need === undefined || !ui.interactive) return credential;
			if (!(await isRenewed())) throw left(way.next);
		}
	},
});

/** Asks whether it was renewed where it comes from. */
function renewedElsewhere(what: string, ui: Ui): () => Promise<boolean> {
	let times = 0;
	return async () => {
		times++;
		const answer = await ui
			.ask({
				kind: 'select',
				// A name of its own each time: an answer that is remembered would not wait.
				name: `login-${times}`,
				message: `The server refuses ${what}. It may have expired.`,
				flag: '--token-file PATH',
				aside: true,
				choices: [
					{value: 'again', label: 'Try again', hint: 'after you renewed it'},
					{value: 'leave', label: 'Leave'},
				],
				initial: 'again',
			})
			.catch(leftIs('leave'));
		return answer === 'again';
	};
}

/** Empty where the user leaves. `name`: another one each time; `create`: the command that makes a token, for example. */
const askForToken = (name: string, create: string, ui: Ui): Promise<string> =>
	ui
		.ask({
			kind: 'text',
			name,
			message: 'The server refuses the token of KFP_WIZARD_TOKEN. A new token, or nothing to leave:',
			help: `It stays in memory. ${create}`,
			flag: 'KFP_WIZARD_TOKEN',
			aside: true,
			masked: true,
		})
		.catch(leftIs(''));

const left = (next: readonly NextCommand[]): WizardError =>
	new WizardError('denied', 'The login to Kubeflow Pipelines was left', {code: 'LOGIN_LEFT', next});

/** Going back from a question of a login is leaving it: it may be asked in the middle of the work. */
const leftIs =
	<T>(value: T) =>
	(thrown: unknown): T => {
		if (thrown instanceof WentBack) return value;
		throw thrown;
	};

const mostTries = 3;

/** From variables, else asked; `undefined` without a terminal. `last`: who was typed before. @throws WizardError `LOGIN_LEFT`. */
async function askForUser(
	host: URL,
	attempt: number,
	last: {user: string},
	{ui, env}: Context,
): Promise<DexUser | undefined> {
	const user = env['KFP_WIZARD_USER'] ?? '';
	const password = env['KFP_WIZARD_PASSWORD'] ?? '';
	if (user !== '' && password !== '') {
		if (attempt === 1) return {user, password: new Sensitive(password)};
		throw refused(host, 'of KFP_WIZARD_USER and KFP_WIZARD_PASSWORD', [
			{...formLogin, when: 'to correct them'},
			...otherLogins,
		]);
	}
	if (!ui.interactive) return undefined;
	if (attempt > mostTries) throw refused(host, 'that you typed', otherLogins);
	const again = attempt === 1 ? '' : `-${attempt}`;
	const text = (name: string, message: string, more: Partial<TextQuestion>): TextQuestion => ({
		kind: 'text',
		name: `${name}${again}`,
		message: attempt === 1 ? message : `${message} (the last one was refused)`,
		flag: 'KFP_WIZARD_USER and KFP_WIZARD_PASSWORD',
		aside: true,
		validate: typed => (typed === '' ? 'It cannot be empty' : undefined),
		...more,
	});
	const help = `${host.host} asks for a login. Both stay in memory.`;
	const name = await ui
		.ask(
			text('kubeflow-user', 'User of Kubeflow, often an e-mail address:', {
				help,
				...(last.user === '' ? {} : {initial: last.user}),
			}),
		)
		.catch(leftIs(''));
	if (name === '') throw left(otherLogins);
	last.user = name;
	const typed = await ui.ask(text('kubeflow-password', `Password of ${name}:`, {masked: true})).catch(leftIs(''));
	if (typed === '') throw left(otherLogins);
	return {user: name, password: new Sensitive(typed)};
}

const refused = (host: URL, which: string, next: readonly NextCommand[]): WizardError =>
	new WizardError('denied', `The login page of ${host.host} does not accept the user and password ${which}`, {
		code: 'KFP_LOGIN_REFUSED',
		next,
	});

async function secretOf(path: string, source: string, next: NextCommand): Promise<Sensitive> {
	const text = await readText(path, 1024 * 1024);
	if (text === undefined)
		throw new WizardError('usage', `${source}: there is no file ${tidyPath(path)}`, {
			code: 'CREDENTIAL_FILE',
			next: [next],
		});
	return new Sensitive(text);
}

/** A line with which a shell runs it as kfp-wizard does, which uses no shell. */
const asRun = (command: string): string => (splitWords(command) ?? []).map(quote).join(' ');

/** Runs the command without a shell. Its stdout is the token, and is never shown. */
async function printedToken({value, source}: Sourced, {env, cwd, ui}: Context): Promise<Sensitive> {
	const [name, ...args] = splitWords(value) ?? [];
	const failed = (message: string, next: NextCommand, detail?: string): WizardError =>
		new WizardError('denied', `${source}: ${message}`, {
			code: 'TOKEN_COMMAND',
			...(detail === undefined || detail === '' ? {} : {detail}),
			next: [next],
		});
	const other = {command: '--token-command COMMAND', when: 'to use another command'};
	if (name === undefined) throw failed('a quote is not closed, or the command is empty', other);
	const program = name.includes('/') ? resolve(cwd, name) : await findProgram(name, env['PATH'] ?? '');
	if (program === undefined) throw failed(`there is no program ${name}`, other);
	const result = await run(program, args, {cwd, env, signal: ui.signal});
	const lastLine = result.stderr.trim().split('\n').at(-1) ?? '';
	const same = {command: asRun(value), when: 'to see what it prints'};
	if (result.exitCode !== 0) throw failed(`it ${howItEnded(result.exitCode)}`, same, lastLine);
	if (result.stdout.trim() === '') throw failed('it prints no token', same, lastLine);
	return new Sensitive(result.stdout);
}
