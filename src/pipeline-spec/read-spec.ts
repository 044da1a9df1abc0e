// Reads a pipeline spec as strictly as a server would. kfp-wizard uploads no spec that this refuses.
import {unsafe} from './unsafe-text.ts';
import {invalidSpec} from './invalid-spec.ts';
import {readArgo} from './argo/read-argo-workflow.ts';
import {readKfp} from './kfp/read-pipeline-spec.ts';
import type {SpecSummary, RunValues} from './spec-summary.ts';
import {parse} from './read-yaml.ts';

export type {Execution, SpecInputSummary, SpecSummary} from './spec-summary.ts';

/**
 * The summary of a spec in a run with these values. Reads what kfp-wizard writes and little more: other features (artifacts,
 * iterators, exit handlers) are refused, since kfp-wizard cannot know what they would run.
 * @throws WizardError `failed` with code `SPEC_INVALID` and the path of the problem.
 */
export const readSpec = (text: string, values: RunValues = {}): SpecSummary => readSpecWith(text, values).summary;

/** The same with the documents of the spec as plain data. */
export function readSpecWith(
	text: string,
	values: RunValues = {},
): {readonly summary: SpecSummary; readonly documents: readonly unknown[]} {
	// KFP stores comments too, in a database with at most three bytes per character.
	text.split('\n').forEach((line, index) => {
		const reason = unsafe(line.replaceAll(/\{\{|\$[($]|[\t\r]/g, ''));
		if (reason !== undefined) throw invalidSpec(`line ${index + 1}`, reason);
	});
	const documents = parse(text);
	const first = documents[0];
	const isArgo = typeof first === 'object' && first !== null && 'apiVersion' in first;
	return {summary: isArgo ? readArgo(documents, values) : readKfp(documents, values), documents};
}
