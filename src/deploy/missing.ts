// What is wrong with the answers before anything is looked at: contradictions, bad values, and what is missing.
import {parseReference} from '../image/reference.ts';
import {parseHost} from '../kfp/endpoint.ts';
import {checkSecretName} from '../kubernetes/secret.ts';
import {WizardError} from '../system/errors.ts';
import type {Ui} from '../ui/ui.ts';
import {type Given, isOff, isOn, problemWith, refuseBad} from './answers.ts';

/** @throws WizardError `usage` naming every flag that is missing, where nobody can be asked. */
export function refuseMissing(given: Given, ui: Ui): void {
	if (ui.interactive) return;
	const missing = [
		...(given['image'] === undefined ? [{command: '--image REF', when: 'where the image goes'}] : []),
		...(given['host'] === undefined && !isOff(given, 'upload')
			? [{command: '--host URL', when: 'the Kubeflow Pipelines API, or --no-upload to stop before the cluster'}]
			: []),
		...(isOn(given, 'yes') || isOn(given, 'dry_run') ? [] : [{command: '--yes', when: 'agrees to the plan'}]),
	];
	if (missing.length === 0) return;
	throw new WizardError(
		'usage',
		`Nobody can be asked here; these answers are missing: ${missing.map(({command}) => command).join(', ')}`,
		{
			code: 'MISSING_ANSWER',
			next: missing,
		},
	);
}

/** Pairs that cannot both be meant: the first switched off, the second given. */
const contradictions: readonly (readonly [off: string, other: string])[] = [
	['build', 'builder'],
	['build', 'dockerfile'],
	['build', 'tag'],
	['secret', 'existing_secret'],
	['secret', 'aws_profile'],
	['upload', 'experiment'],
	['upload', 'run_name'],
	['upload', 'new_run'],
	['run', 'new_run'],
	['run', 'run_name'],
];

/** @throws WizardError `usage` naming the pair. */
export function refuseContradictions(given: Given): void {
	const pair = contradictions.find(([off, other]) => isOff(given, off) && given[other] !== undefined);
	if (pair !== undefined) throw contradiction(pair.map(name => given[name]?.source ?? name));
	if (isOn(given, 'json') && given['spec']?.value === '-') throw contradiction(['--json', '--spec -']);
}

const contradiction = (pair: readonly string[]): WizardError =>
	new WizardError('usage', `${pair.join(' and ')} contradict each other`, {code: 'CONTRADICTION'});

/** What can be judged before the project is read. @throws WizardError `usage` naming the flag. */
export function refuseBadValues(given: Given): void {
	const parsers = {image: parseReference, host: parseHost, secret: checkSecretName};
	for (const [name, parse] of Object.entries(parsers)) {
		const value = given[name];
		if (typeof value?.value === 'string') refuseBad(value, problemWith(parse));
	}
}
