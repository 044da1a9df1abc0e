// What was typed of parameters: `--param KEY=VALUE` and `--expose-param KEY`, judged without knowing the project.
import {WizardError} from '../system/errors.ts';
import {nearest} from '../system/nearest.ts';
import {type Exact, fromTyped} from '../system/exact-values.ts';
import {cleanLine} from '../system/text.ts';
import {type Given, type GivenValue, givenList} from './options.ts';

/** `KEY=VALUE` of each `--param`. @throws WizardError `usage` naming the flag, the key and what is wrong. */
export function readValues(given: Given): ReadonlyMap<string, Exact> {
	const values = new Map<string, Exact>();
	const source = given['param']?.source ?? '--param';
	for (const text of givenList(given, 'param')) {
		const [, key, typed] = /^([^=\s]+)=([^]*)$/.exec(text) ?? [];
		if (key === undefined || typed === undefined) throw bad(`${source} wants KEY=VALUE, such as model.depth=5`);
		const name = cleanLine(key);
		if (values.has(key)) throw bad(`${source}: ${name} is given twice`);
		refuseSecret(key, typed, source);
		try {
			values.set(key, fromTyped(typed));
		} catch (error) {
			throw bad(`${source}: the value of ${name} ${error instanceof Error ? cleanLine(error.message) : ''}`);
		}
	}
	return values;
}

/** The keys of each `--expose-param`. @throws WizardError `usage` for what looks like a secret, and keys that overlap. */
export function readExposed(given: Given): readonly string[] {
	const keys = [...new Set(givenList(given, 'expose_param'))];
	for (const key of keys) refuseSecret(key, '', given['expose_param']?.source ?? '--expose-param');
	refuseOverlap([...new Set([...readValues(given).keys(), ...keys])]);
	return keys;
}

function refuseOverlap(keys: readonly string[]): void {
	for (const key of keys) {
		const inner = keys.find(other => other.startsWith(`${key}.`));
		if (inner !== undefined) throw bad(`${cleanLine(key)} and ${cleanLine(inner)} overlap: one is part of the other`);
	}
}

/** Everybody may read a spec and the values of a run. */
function refuseSecret(key: string, typed: string, source: string): void {
	const isSecret = /(?:password|passwd|secret|secret_key|access_key|access_key_id)$/i.test(key);
	if (!isSecret && !/(?<![A-Z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Z0-9])/.test(typed)) return;
	throw new WizardError(
		'usage',
		`${source}: ${cleanLine(key)} looks like a secret, and a spec is for everybody to read`,
		{
			code: 'SECRET_VALUE',
		},
	);
}

/** Keys that are listed beside an unknown one. */
const most = 60;

export function unknownKey(key: string, known: readonly string[], from: GivenValue | undefined): WizardError {
	const near = nearest(key, known);
	const hint = near === undefined ? '' : `; did you mean ${near}?`;
	return new WizardError('usage', `There is no parameter "${cleanLine(key)}" (${from?.source ?? '--param'})${hint}`, {
		code: 'UNKNOWN_PARAMETER',
		detail:
			known.length === 0
				? 'The project has no parameters'
				: `There is: ${known.slice(0, most).join(', ')}${known.length > most ? ', …' : ''}`,
	});
}

export const bad = (message: string, next?: {readonly command: string; readonly when: string}): WizardError =>
	new WizardError('usage', message, {code: 'BAD_VALUE', ...(next === undefined ? {} : {next: [next]})});
