// Whether a Secret has all that an apply would write: kubectl compares it, so that the values on the cluster stay unread.
import {randomBytes} from 'node:crypto';
import {contentOf, type WantedContent} from './manifest.ts';
import {fieldManager, isClientSideApplied, type SecretDetails} from './state.ts';

export type Comparison = {
	/** Prints a line for each part that is as wanted. It has the values, so it must not become an argument. */
	readonly template: string;
	/** `printed`: what the template printed for the Secret with these details. */
	readonly isSame: (details: SecretDetails, printed: string) => boolean;
};

/** @throws WizardError as of `refuseValues`. */
export function compareWith(wanted: WantedContent): Comparison {
	const {labels, annotations, data} = contentOf(wanted);
	// Whoever may write a Secret must not be able to print this.
	const asWanted = `same ${randomBytes(8).toString('hex')}`;
	const parts = [
		...entriesAt('.metadata.labels', labels, asWanted),
		...entriesAt('.metadata.annotations', annotations, asWanted),
		...entriesAt('.data', data, asWanted),
	];
	const isOther = (name: string): boolean => name.startsWith('kfp-wizard.dev/') && !(name in annotations);
	return {
		template: parts.join(''),
		isSame: (details, printed) =>
			printed.split('\n').filter(line => line === asWanted).length === parts.length &&
			details.keys.length === Object.keys(data).length &&
			!details.annotations.some(isOther) &&
			// Else an apply would take over fields of another tool.
			details.managers.includes(fieldManager) &&
			!isClientSideApplied(details) &&
			details.deleting !== true &&
			details.type === 'Opaque',
	};
}

/** kubectl prints its input where a template fails, so what may be missing is asked for first. */
const entriesAt = (place: string, entries: Readonly<Record<string, string>>, asWanted: string): readonly string[] =>
	Object.entries(entries).map(
		([name, value]) =>
			`{{with ${place}}}{{with index . ${JSON.stringify(name)}}}{{if eq . ${JSON.stringify(value)}}}${asWanted}{{"\\n"}}{{end}}{{end}}{{end}}`,
	);
