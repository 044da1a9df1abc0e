// The estimated size of a Workflow, against sizes that a KFP 2.17 server has measured for names as long.
import {expect, it} from 'vitest';
import {argoDocument} from '../../../../src/pipeline-spec/argo/argo-workflow.ts';
import {pipelineDocuments} from '../../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {workflowSize} from '../../../../src/pipeline-spec/size/workflow-size.ts';
import {sizedPipeline, specInput} from '../../../support/spec-samples.ts';

const ofKfp = (tasks: number) => workflowSize(pipelineDocuments(specInput(sizedPipeline(tasks))));

it.each([
	['one DAG', 10, 28_627, 3_446],
	['one DAG', 100, 203_593, 35_486],
	['one DAG', 200, 397_993, 71_086],
	['sub-DAGs', 300, 597_294, 17_686],
	['sub-DAGs', 1000, 1_968_600, 17_686],
])('%s of %i tasks: within 10 %%', (_, tasks, workflow, argument) => {
	const size = ofKfp(tasks);
	expect(Math.abs(size.created / workflow - 1)).toBeLessThan(0.1);
	expect(Math.abs(size.argument / argument - 1)).toBeLessThan(0.1);
});

it('the states of tasks add about 1 kB each, and more where the container has a long command', () => {
	const {created, ended} = ofKfp(100);
	expect((ended - created) / 100).toBeGreaterThan(950);
	expect((ended - created) / 100).toBeLessThan(1300);
	const long = workflowSize(
		pipelineDocuments(specInput(sizedPipeline(100), {command: ['python3', '-c', 'x'.repeat(8000)]})),
	);
	expect(long.ended - long.created - (ended - created)).toBeGreaterThan(100 * 1200);
});

it('a character that Go escapes counts with what it becomes', () => {
	const plain = specInput(sizedPipeline(1));
	const [some, other] = ['a', '<'].map(text => workflowSize(pipelineDocuments({...plain, args: [text.repeat(1000)]})));
	expect((other?.argument ?? 0) - (some?.argument ?? 0)).toBe(5000);
});

it('a v1 Workflow has a container for each task', () => {
	const [ten, twenty] = [10, 20].map(tasks => workflowSize([argoDocument(specInput(sizedPipeline(tasks)))]));
	const each = ((twenty?.created ?? 0) - (ten?.created ?? 0)) / 10;
	expect(each).toBeGreaterThan(900);
	expect(each).toBeLessThan(1500);
});
