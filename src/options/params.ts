// Kedro parameters in options: `--param KEY=VALUE` and `--expose-param KEY`, validated without knowing the project.
import {type NextCommand, WizardError} from '../system/errors.ts';
import {asHint, meant} from '../system/nearest.ts';
import {isCredential} from '../system/secrecy/find-credentials.ts';
import {judgeAssignment} from '../system/secrecy/names.ts';
import {type Exact, fromTyped} from '../system/exact-values.ts';
import {cleanLine} from '../system/text.ts';
import {otherList} from './corrections.ts';
import {flagName} from './names.ts';
import type {Options, Sourced} from './options.ts';
import {isSecretKey} from './secret-values.ts';

/** `KEY=VALUE` of each `--param`. @throws WizardError `usage` naming the flag, the key and what is wrong. */
export function readValues({param}: Options): ReadonlyMap<string, Exact> {
	const values = new Map<string, Exact>();
	const {value: pairs, source} = param ?? {value: [], source: '--param'};
	for (const [index, text] of pairs.entries()) {
		const [, key, typed] = /^([^=\s]+)=([^]*)$/.exec(text) ?? [];
		if (key === undefined || typed === undefined)
			throw bad(
				`${source}: write KEY=VALUE, such as model.depth=5`,
				otherList('param', param, one => (one === text ? 'KEY=VALUE' : one)),
			);
		const name = cleanLine(key);
		if (values.has(key))
			throw bad(
				`${source}: ${name} is given twice`,
				otherList('param', param, (one, at) => (isOf(key, one) && at !== index ? undefined : one)),
			);
		if (isSecretKey(key) || isCredential(typed)) throw secretRefused(key, source);
		const exact = parsed(typed, problem => bad(`${source}: the value of ${name} ${problem}`));
		refuseSecret(key, exact, source);
		values.set(key, exact);
	}
	return values;
}

/** The keys of each `--expose-param`. @throws WizardError `usage` for what looks like a secret, and keys that overlap. */
export function readExposed(options: Options): readonly string[] {
	const {value, source} = options.exposeParam ?? {value: [], source: '--expose-param'};
	const keys = [...new Set(value)];
	const secret = keys.find(isSecretKey);
	if (secret !== undefined) throw secretRefused(secret, source);
	refuseOverlap([...new Set([...readValues(options).keys(), ...keys])]);
	return keys;
}

function refuseOverlap(keys: readonly string[]): void {
	for (const key of keys) {
		const inner = keys.find(other => other.startsWith(`${key}.`));
		if (inner !== undefined) throw bad(`${cleanLine(key)} and ${cleanLine(inner)} overlap: one is part of the other`);
	}
}

function parsed(typed: string, refuse: (problem: string) => WizardError): Exact {
	try {
		return fromTyped(typed);
	} catch (error) {
		throw refuse(error instanceof Error ? cleanLine(error.message) : '');
	}
}

/** @throws WizardError `usage` for a value that is a secret, or has one in it: everyone can read a spec and the values of a run. */
export function refuseSecret(key: string, value: Exact, source: string): void {
	if (holdsSecret(key, value)) throw secretRefused(key, source);
}

function holdsSecret(key: string, value: unknown): boolean {
	if (typeof value === 'string') return isCredential(value) || judgeAssignment(key, value) === 'certain';
	if (typeof value !== 'object' || value === null) return false;
	return Object.entries(value).some(([inner, item]) => holdsSecret(Array.isArray(value) ? key : inner, item));
}

const secretRefused = (key: string, source: string): WizardError =>
	new WizardError('usage', `${source}: ${cleanLine(key)} looks like a secret, and everyone can read a spec`, {
		code: 'SECRET_VALUE',
		detail: 'A secret is no parameter of Kedro: write it to conf/local/credentials.yml, which stays on this machine.',
		next: [
			{
				command: 'kfp-wizard deploy --credentials-secret NAME',
				when: 'to give the credentials of the datasets to the tasks in a Secret',
			},
		],
	});

/** Keys that are listed beside an unknown one. */
const most = 60;

/** A pair of `--param` is of a key; `--expose-param` has the key alone. */
const isOf = (key: string, text: string): boolean => text === key || text.startsWith(`${key}=`);

/** `list`: the option that names the key. `otherwise`: the next command where no key is near. */
export function unknownKey(
	key: string,
	known: readonly string[],
	name: 'param' | 'exposeParam',
	list: Sourced<readonly string[]> | undefined,
	otherwise: NextCommand = allNames,
): WizardError {
	const near = meant(key, known);
	const source = list?.source ?? flagName(name);
	const right = otherList(name, list, text =>
		isOf(key, text) && near !== undefined ? near + text.slice(key.length) : text,
	);
	return new WizardError('usage', `There is no parameter "${cleanLine(key)}" (${source})${asHint(near)}`, {
		code: 'UNKNOWN_PARAMETER',
		next: near === undefined || right.length === 0 ? [otherwise] : right,
		detail:
			known.length === 0
				? 'The project has no parameters'
				: `Parameters: ${known.slice(0, most).join(', ')}${known.length > most ? ', …' : ''}`,
	});
}

const allNames = {command: 'kfp-wizard describe', when: 'to list the parameters of the project'};

export const bad = (message: string, next: readonly NextCommand[] = []): WizardError =>
	new WizardError('usage', message, {code: 'BAD_VALUE', next});
