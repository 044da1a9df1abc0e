// Reads a pipeline spec back, as strictly as a server that would tell us what is wrong: nothing is sent that this refuses.
import {unsafe} from './unsafe-text.ts';
import {invalid} from './invalid-spec.ts';
import {readArgo} from './argo/read-argo-workflow.ts';
import {readKfp} from './kfp/read-pipeline-spec.ts';
import type {RunValues} from './run-values.ts';
import type {SpecSummary} from './spec-summary.ts';
import {parse} from './spec-yaml.ts';

export type {Execution, SpecInputSummary, SpecSummary} from './spec-summary.ts';

/**
 * What a spec would do on a cluster in a run with these values. Takes what this program writes and little more: a feature that it does not write
 * (artifacts, iterators, exit handlers) is refused, since it would not know what runs.
 * Throws a `failed` error with code `SPEC_INVALID` that says where.
 */
export function readSpec(text: string, values: RunValues = {}): SpecSummary {
	// KFP stores comments too, in a database that knows three bytes a character.
	text.split('\n').forEach((line, index) => {
		const reason = unsafe(line.replaceAll(/\{\{|\$[($]|[\t\r]/g, ''));
		if (reason !== undefined) throw invalid(`line ${index + 1}`, reason);
	});
	const documents = parse(text);
	const first = documents[0];
	const isArgo = typeof first === 'object' && first !== null && 'apiVersion' in first;
	return isArgo ? readArgo(documents, values) : readKfp(documents, values);
}
