// What a component hands over, beside the same outputs as the KFP SDK 2 compiles them.
import {expect, it} from 'vitest';
import {argoWorkflow} from '../../../src/pipeline-spec/argo/argo-workflow.ts';
import {pipelineSpec} from '../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {readSpec} from '../../../src/pipeline-spec/read-spec.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {pipeline, specInput} from '../../support/spec-samples.ts';
import {at, documents} from '../../support/task-settings.ts';
import {runScript} from './judges.ts';

const handed = [
	{name: 'metrics', dataset: 'metrics', kind: 'metrics'},
	{name: 'page', dataset: 'plot', kind: 'html'},
	{name: 'text', dataset: 'text', kind: 'markdown'},
] as const;
const command = ['python3', '-c', 'pass', '{"metrics":{"metrics":"metrics"},"reports":{"page":"plot","text":"text"}}'];
const input = specInput(pipeline({train: [], evaluate: ['train']}), {
	handOvers: {evaluate: {command, artifacts: handed}},
});

describeWith(await bed.python('kfp-2'), 'artifacts, beside the KFP SDK 2', python => {
	it('are declared as the SDK declares them, and the SDK loads the spec', async () => {
		const spec = pipelineSpec(input);
		const answer = JSON.parse(await runScript(python, 'compile-artifacts-kfp-2.py', {spec})) as Record<string, unknown>;
		const [written] = documents(spec);
		expect(at(written, 'components', 'comp-kedro-run-2')['outputDefinitions']).toEqual(answer['outputs']);
		expect(answer['loaded']).toBe('space-flights-s3');
	});
});

describeWith(await bed.python('kfp-1.8'), 'artifacts of v1, beside the KFP SDK 1.8', python => {
	it('are the files that the SDK declares, and read back with their names', async () => {
		const spec = argoWorkflow(input);
		const compiled = JSON.parse(await runScript(python, 'compile-artifacts-kfp-1.py', {})) as readonly object[];
		const templates = at(documents(spec)[0], 'spec')['templates'] as readonly {name: string; outputs?: object}[];
		const optional = compiled.map(one => ({...one, optional: true}));
		expect(templates.find(({name}) => name === 'evaluate')?.outputs).toEqual({artifacts: optional});
		const [, evaluate] = readSpec(spec).executions;
		expect(evaluate?.artifacts).toEqual(handed);
		expect(evaluate?.command.slice(0, 6)).toEqual([...command, '{{$}}', 'run']);
	});
});
