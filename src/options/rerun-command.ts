// The same deploy as a command without questions, quoted for a POSIX shell.
import type {PlanValue} from '../schema/plan.ts';
import {quote} from '../system/text.ts';
import {flagName, offFlagName, optionOfRow} from './names.ts';
import {isDetected, isFromSettings, specOf} from './options.ts';

/** `npx kfp-wizard deploy --yes …`: a flag for each option that is not a default and not in kfp.yml. */
export function rerunCommand(values: readonly PlanValue[]): string {
	const set = values.filter(({source}) => source !== 'default' && !isDetected(source) && !isFromSettings(source));
	return ['npx kfp-wizard deploy --yes', ...set.flatMap(flagOf)].join(' ');
}

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
