// Imported artifacts, beside the same ones as the KFP SDK 2 compiles them.
import {expect, it} from 'vitest';
import {pipelineSpec} from '../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {imports} from '../../support/import-tasks.ts';
import {pipeline, specInput} from '../../support/spec-samples.ts';
import {runScript} from './judges.ts';

describeWith(await bed.python('kfp-2'), 'imports, beside the KFP SDK 2', python => {
	it('have the executor, the component and the task that the SDK makes, and the SDK loads the spec', async () => {
		const spec = pipelineSpec(specInput(pipeline({clean: [], train: ['clean']}), {imports}));
		const given = {spec, imports, tasks: ['clean', 'train']};
		const {sdk, own, loaded} = JSON.parse(await runScript(python, 'compile-imports-kfp-2.py', given)) as {
			readonly sdk: Readonly<Record<string, unknown>>;
			readonly own: unknown;
			readonly loaded: string;
		};
		expect(Object.keys(sdk).toSorted()).toEqual(['import model', 'import raw']);
		expect(own).toEqual(sdk);
		expect(loaded).toBe('space-flights-s3');
	});
});
