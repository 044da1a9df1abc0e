// Options that contradict each other, and values that are not valid, before anything is looked at.
import {constants} from 'node:fs';
import {access} from 'node:fs/promises';
import {type NextCommand, WizardError} from '../system/errors.ts';
import {besideSwitch, offAndSet, oneOf} from './conflict-pairs.ts';
import {eitherOf, otherValue} from './corrections.ts';
import {readEnvVars} from './env-vars.ts';
import {rowName} from './names.ts';
import {isGiven, isOff, isOn, type OptionName, optionNames, type Options, specOf} from './options.ts';
import {readNodeSeconds} from './node-seconds.ts';
import {readExposed} from './params.ts';
import {refuseInvalid} from './validate.ts';

/** @throws WizardError `usage` naming the pair. A guided deploy needs the terminal that a spec on stdout would go to. */
export function refuseConflicts(options: Options, interactive = false): void {
	const pair = offAndSet.find(([off, other]) => isOff(options[off]) && isGiven(options[other]));
	if (pair !== undefined) throw conflictOf(pair, options);
	for (const names of oneOf) {
		const given = names.filter(name => isGiven(options[name]));
		if (given.length > 1) throw conflictOf(given, options);
	}
	const toStdout = options.spec?.value === '-';
	const toFile = {command: 'kfp-wizard --spec PATH', when: 'to write the spec to a file'};
	if (isOn(options.json) && toStdout)
		throw conflict(['--json', '--spec -'], [{command: 'kfp-wizard --no-json', when: 'to print the spec'}, toFile]);
	if (interactive && toStdout) throw conflict(['--spec -', 'a guided deploy on this terminal'], [toFile]);
	for (const [on, others] of besideSwitch) {
		const other = isOn(options[on]) ? others.find(name => isGiven(options[name])) : undefined;
		if (other !== undefined) throw conflictOf([on, other], options);
	}
}

/** @throws WizardError `usage` where tasks cannot be forked from a process that has imported their packages. */
export function refuseUnforkable(options: Options, platform: NodeJS.Platform): void {
	const {warm} = options;
	if (!isOn(warm)) return;
	if (options.in?.value === 'container')
		throw conflict(
			[sourceOf(options, 'warm'), `${sourceOf(options, 'in')} container`],
			eitherOf(['warm', 'in'], options),
		);
	if (platform === 'win32')
		throw new WizardError(
			'usage',
			`${sourceOf(options, 'warm')} needs processes that fork, which Windows does not have`,
			{
				code: 'NO_FORK',
				detail: 'Without it every task starts Python anew, and ends the same way.',
				next: [{command: '--no-warm', when: 'to start Python for each task'}],
			},
		);
}

const sourceOf = (options: Options, name: OptionName): string => options[name]?.source ?? rowName(name);

/** Of options that cannot go together. */
export const conflictOf = (names: readonly OptionName[], options: Options): WizardError =>
	conflict(
		names.map(name => sourceOf(options, name)),
		eitherOf(names, options),
	);

export const conflict = (pair: readonly string[], next: readonly NextCommand[] = []): WizardError =>
	new WizardError('usage', `${pair.join(' and ')} contradict each other`, {code: 'CONTRADICTION', next});

/** What can be validated before the project is read. @throws WizardError `usage` naming the flag. */
export async function refuseInvalidOptions(options: Options): Promise<void> {
	for (const name of optionNames) {
		const spec = specOf(name);
		const option = options[name];
		if (spec.kind !== 'text' || typeof option?.value !== 'string') continue;
		const {value, source} = option;
		const meant = spec.likely?.(value);
		refuseInvalid(value, source, spec.validate, likely =>
			otherValue(name, source, meant === undefined ? likely : [meant]),
		);
	}
	readEnvVars(options);
	readExposed(options);
	readNodeSeconds(options);
	await refuseUnreadable(options);
}

/** Requests leave out a certificate file that cannot be read. */
async function refuseUnreadable({caFile}: Options): Promise<void> {
	if (caFile === undefined) return;
	await access(caFile.value, constants.R_OK).catch(() =>
		refuseInvalid(
			caFile.value,
			caFile.source,
			path => `${path} cannot be read`,
			() => otherValue('caFile', caFile.source, []),
		),
	);
}
