// Datasets that a KFP v2 pipeline imports as artifacts: how they are written, and that nothing runs in them.
import {describe, expect, it} from 'vitest';
import {pipelineSpec} from '../../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {readSpec} from '../../../../src/pipeline-spec/read-spec.ts';
import {readStoredSpec} from '../../../../src/pipeline-spec/stored-spec.ts';
import type {SpecInput} from '../../../../src/pipeline-spec/spec-input.ts';
import {webhook} from '../../../support/exit-task.ts';
import {imports} from '../../../support/import-tasks.ts';
import {pipeline, sizedPipeline, specInput} from '../../../support/spec-samples.ts';
import {at, documents} from '../../../support/task-settings.ts';

const small = pipeline({clean: [], train: ['clean']});
const written = (more: Partial<SpecInput> = {}, of = small): string => pipelineSpec(specInput(of, {imports, ...more}));

describe('imports', () => {
	it('start with the run, or after the task that writes the dataset; no task waits for them', () => {
		const [spec] = documents(written());
		const tasks = at(spec, 'root', 'dag', 'tasks');
		expect(at(tasks, 'import-raw')['dependentTasks']).toBeUndefined();
		expect(at(tasks, 'import-model')['dependentTasks']).toEqual(['train']);
		expect(at(tasks, 'clean')['dependentTasks']).toBeUndefined();
		expect(at(tasks, 'train')['dependentTasks']).toEqual(['clean']);
	});

	it('add to a spec, and change nothing of what was in it', () => {
		const [without] = documents(pipelineSpec(specInput(small)));
		const [spec] = documents(written());
		for (const path of [['deploymentSpec', 'executors'], ['components'], ['root', 'dag', 'tasks']])
			expect(at(spec, ...path)).toMatchObject(at(without, ...path));
		expect(written({imports: []})).toBe(pipelineSpec(specInput(small)));
	});

	it('are read back apart from what runs a container', () => {
		const {executions, tasks, images, imports: read} = readSpec(written());
		expect(executions.map(({task}) => task)).toEqual(['clean', 'train']);
		expect(tasks).toBe(2);
		expect(images).toHaveLength(1);
		expect(read).toEqual([
			{task: 'import-raw', shown: 'import raw', uri: 's3://tide/raw.csv', dependsOn: []},
			{task: 'import-model', shown: 'import model', uri: 's3://tide/model.pkl', dependsOn: ['train']},
		]);
		const [pipeline_spec, platform_spec] = documents(written());
		expect(readStoredSpec({pipeline_spec, platform_spec}).tasks.map(({key}) => key)).toEqual(['clean', 'train']);
	});

	it('are in the group of all tasks where one runs at the end', () => {
		const [spec] = documents(written({onExit: webhook}));
		expect(Object.keys(at(spec, 'components', 'comp-main', 'dag', 'tasks'))).toContain('import-model');
		expect(readSpec(written({onExit: webhook})).imports).toHaveLength(2);
	});

	it('wait for the group of a task of a large pipeline', () => {
		const large = sizedPipeline(300);
		const last = specInput(large).graph.tasks.at(-1)?.key ?? '';
		const [spec] = documents(written({imports: [{...imports[1], after: last}]}, large));
		const tasks = at(spec, 'root', 'dag', 'tasks');
		expect(at(tasks, 'import-model')['dependentTasks']).toEqual([Object.keys(tasks).at(-2)]);
		expect(readSpec(written({imports: [{...imports[1], after: last}]}, large)).imports[0]?.dependsOn).toContain(last);
	});
});
