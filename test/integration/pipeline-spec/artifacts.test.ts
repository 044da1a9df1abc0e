// What a component hands over, beside the same outputs as the KFP SDK 2 compiles them.
import {expect, it} from 'vitest';
import {pipelineSpec} from '../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {pipeline, specInput} from '../../support/spec-samples.ts';
import {at, documents} from '../../support/task-settings.ts';
import {runScript} from './judges.ts';

describeWith(await bed.python('kfp-2'), 'artifacts, beside the KFP SDK 2', python => {
	it('are declared as the SDK declares them, and the SDK loads the spec', async () => {
		const artifacts = [
			{name: 'metrics', dataset: 'metrics', kind: 'metrics'},
			{name: 'page', dataset: 'plot', kind: 'html'},
			{name: 'text', dataset: 'text', kind: 'markdown'},
		] as const;
		const handOvers = {evaluate: {command: ['python3', '-c', 'pass', '{}'], artifacts}};
		const spec = pipelineSpec(specInput(pipeline({train: [], evaluate: ['train']}), {handOvers}));
		const answer = JSON.parse(await runScript(python, 'compile-artifacts-kfp-2.py', {spec})) as Record<string, unknown>;
		const [written] = documents(spec);
		expect(at(written, 'components', 'comp-kedro-run-2')['outputDefinitions']).toEqual(answer['outputs']);
		expect(answer['loaded']).toBe('space-flights-s3');
	});
});
