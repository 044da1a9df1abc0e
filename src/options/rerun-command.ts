// The same deploy as a command, quoted for a POSIX shell.
import type {PlanValue} from '../schema/plan.ts';
import {quote} from '../system/text.ts';
import {flagName, offFlagName, optionOfRow} from './names.ts';
import {isDetected, isFromSettings, specOf} from './options.ts';

/** Without questions: `kfp-wizard deploy --yes …`. */
export const rerunCommand = (values: readonly PlanValue[]): string => deployWith('--yes', values);

/** With the questions that are left: `kfp-wizard deploy …`. */
export const resumeCommand = (values: readonly PlanValue[]): string => deployWith('', values);

/** A flag for each option that is not a default, not found again, and not in kfp.yml. */
const deployWith = (first: string, values: readonly PlanValue[]): string =>
	['kfp-wizard deploy', first, ...values.filter(isNeeded).flatMap(flagOf)].filter(word => word !== '').join(' ');

/** The current context may be another one by then. */
const isNeeded = ({name, source}: PlanValue): boolean =>
	name === 'context' || (source !== 'default' && !isDetected(source) && !isFromSettings(source));

/** Rows that no option sets, such as which keys the Secret gets, are found again or asked again. */
function flagOf({name: row, value}: PlanValue): readonly string[] {
	const option = optionOfRow(row);
	if (option === undefined) return [];
	const {name, off} = option;
	if (off) return [offFlagName(name)];
	return specOf(name).kind === 'switch' ? [flagName(name)] : [flagName(name), quotePath(value)];
}

/** The plan shows a path below home with `~`, which a shell expands only outside quotes. */
const quotePath = (value: string): string => (value.startsWith('~/') ? `~/${quote(value.slice(2))}` : quote(value));
