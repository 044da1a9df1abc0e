// Where fixes move data that only this machine has: asked where an option does not say it.
import {defaultDataUrl} from '../../../checks/data-url.ts';
import type {FixContext} from '../../../fixes/fixer.ts';
import {needsData} from '../../../fixes/propose-fixes.ts';
import {dataUrlProblem} from '../../../kedro/data-url.ts';
import {withOption} from '../../../options/options.ts';
import {textQuestion} from '../../../options/questions.ts';
import type {Finding} from '../../../schema/finding.ts';
import type {Ui} from '../../../ui/ui.ts';
import type {Selected} from '../../selection.ts';

/** Asked once, before the fixes that need it are offered; an empty answer leaves them out. */
export async function withDataLocation(subject: FixContext, findings: readonly Finding[], ui: Ui): Promise<FixContext> {
	if (subject.data !== undefined || !needsData(findings, subject)) return subject;
	const data = await ui.ask(
		textQuestion('data', {
			initial: defaultDataUrl(subject.project) ?? '',
			validate: text => (text === '' ? undefined : dataUrlProblem(text)),
		}),
	);
	return {...subject, data: data === '' ? undefined : data};
}

/** The location that was asked for is an option like any other. */
export const withData = (selected: Selected, data: string | undefined): Selected =>
	data === undefined || selected.options.data !== undefined
		? selected
		: {...selected, options: withOption(selected.options, 'data', {value: data, source: 'asked'})};
