// The same deploy as a command without questions, quoted for a POSIX shell.
import type {PlanValue} from '../schema/plan.ts';
import {quote} from '../system/text.ts';
import {isFromSettings} from './settings/settings.ts';

/** Rows of the plan that are switches, beside those named `no-…`. */
const switches: ReadonlySet<string> = new Set(['existing-secret', 'adopt-secret', 'new-run', 'fix', 'rehearse']);

/** Rows that no flag brings: which keys the Secret gets is found again, or typed again. */
const withoutFlag: ReadonlySet<string> = new Set(['aws-keys']);

/** `npx kfp-wizard deploy --yes …`: a flag for each answer that is no default and not in kfp.yml. */
export function againCommand(values: readonly PlanValue[]): string {
	const given = values.filter(
		({name, source}) =>
			source !== 'default' && !source.startsWith('detected') && !isFromSettings(source) && !withoutFlag.has(name),
	);
	const words = given.flatMap(({name, value}) =>
		name.startsWith('no-') || switches.has(name) ? [`--${name}`] : [`--${name}`, quotePath(value)],
	);
	return ['npx kfp-wizard deploy --yes', ...words].join(' ');
}

/** A path below home is shown with `~`, which a shell knows only outside of quotes. */
const quotePath = (value: string): string => (value.startsWith('~/') ? `~/${quote(value.slice(2))}` : quote(value));
