// What each answer may be, as data: for flags before anything is looked at, and for the rows of the plan.
import {parseReference} from '../image/reference.ts';
import {parseHost} from '../kfp/endpoint.ts';
import {checkSecretName} from '../kubernetes/names.ts';
import {cleanLine} from '../system/text.ts';
import {problemWith} from './options.ts';

type Problem = (text: string) => string | undefined;

const shown = (text: string): string => JSON.stringify(cleanLine(text.slice(0, 80)));

const wants =
	(pattern: RegExp, what: string): Problem =>
	text =>
		pattern.test(text) ? undefined : `${shown(text)} is no ${what}`;

/** What is wrong with a text, by the name of the answer; `undefined` when it will do. */
export const problems: Readonly<Record<string, Problem>> = {
	image: problemWith(parseReference),
	host: problemWith(parseHost),
	secret: problemWith(checkSecretName),
	namespace: wants(
		/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
		'namespace: at most 63 lower-case letters, digits and "-", a letter or digit at both ends',
	),
	tag: wants(/^\w[\w.-]{0,127}$/, 'image tag: at most 128 letters, digits, "_", "." and "-"'),
	parallel: wants(/^[1-9]\d{0,3}$/, 'number of tasks'),
};
