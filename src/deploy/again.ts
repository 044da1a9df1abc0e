// The same deploy as a command without questions, quoted for a POSIX shell.
import type {PlanValue} from '../schema.ts';
import {quote} from '../system/text.ts';

/**
 * `npx kfp-wizard deploy --yes …`: a flag for each answer that is not a default. Answers named `no-…` are switches.
 */
export function againCommand(values: readonly PlanValue[]): string {
	const given = values.filter(({source}) => source !== 'default' && !source.startsWith('detected'));
	const words = given.flatMap(({name, value}) =>
		name.startsWith('no-') ? [`--${name}`] : [`--${name}`, quote(value)],
	);
	return ['npx kfp-wizard deploy --yes', ...words].join(' ');
}
