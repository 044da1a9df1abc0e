// What is wrong with the answers before anything is looked at: contradictions, bad values, and what is missing.
import {constants} from 'node:fs';
import {access} from 'node:fs/promises';
import {WizardError} from '../system/errors.ts';
import type {Ui} from '../ui/ui.ts';
import {type Given, type GivenValue, isOff, isOn, refuseBad} from './options.ts';
import {mayHaveSettings} from './settings/files.ts';
import {readExposed} from './params.ts';
import {problems} from './validate.ts';
import {readVariables} from './env-vars.ts';

/**
 * What can be refused before the project is read. An answer that its settings may hold is waited for.
 * @throws WizardError `usage` naming the flags.
 */
export async function refuseAtOnce(flags: Given, ui: Ui): Promise<void> {
	refuseContradictions(flags, ui.interactive);
	await refuseBadValues(flags);
	if (!ui.interactive && !(await mayHaveSettings(flags))) refuseMissing(flags, ui);
}

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
export const contradictions: readonly (readonly [off: string, other: string])[] = [
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

/** @throws WizardError `usage` naming the pair. On a screen that asks questions there is no room for a spec. */
export function refuseContradictions(given: Given, interactive = false): void {
	const pair = contradictions.find(([off, other]) => isOff(given, off) && given[other] !== undefined);
	if (pair !== undefined) throw contradiction(pair.map(name => given[name]?.source ?? name));
	const toStdout = given['spec']?.value === '-';
	if (isOn(given, 'json') && toStdout) throw contradiction(['--json', '--spec -']);
	if (interactive && toStdout) throw contradiction(['--spec -', 'a guided deploy on this terminal']);
	if (isOn(given, 'existing_secret'))
		for (const name of ['aws_profile', 'adopt_secret'])
			if (given[name] !== undefined)
				throw contradiction(['existing_secret', name].map(one => given[one]?.source ?? one));
}

const contradiction = (pair: readonly string[]): WizardError =>
	new WizardError('usage', `${pair.join(' and ')} contradict each other`, {code: 'CONTRADICTION'});

/** What can be judged before the project is read. @throws WizardError `usage` naming the flag. */
export async function refuseBadValues(given: Given): Promise<void> {
	for (const [name, problem] of Object.entries(problems)) {
		const value = given[name];
		if (typeof value?.value === 'string') refuseBad(value, problem);
	}
	readVariables(given);
	readExposed(given);
	await refuseUnreadable(given['ca_file']);
}

/** Node itself only warns of a certificate file that it cannot read. */
async function refuseUnreadable(file: GivenValue | undefined): Promise<void> {
	if (file === undefined) return;
	await access(String(file.value), constants.R_OK).catch(() => refuseBad(file, path => `${path} cannot be read`));
}
