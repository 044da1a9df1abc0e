// What a rehearsed task hands over to a folder, in place of Kubeflow.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import type {Execution} from '../../../src/pipeline-spec/read-spec.ts';
import {readArtifacts, withExecutorInput} from '../../../src/rehearse/artifacts.ts';
import {useTemporaryFolder} from '../../support/temporary-folder.ts';

const folder = useTemporaryFolder();
const metrics = {name: 'm', dataset: 'ns.m', kind: 'metrics'} as const;
const plot = {name: 'plot', dataset: 'plot', kind: 'html'} as const;
const execution: Execution = {
	task: 'evaluate',
	image: 'ghcr.io/acme/demo:1',
	command: ['python3', '-c', 'pass', '{}', '{{$}}', 'run'],
	env: {},
	secretEnv: [],
	dependsOn: [],
	artifacts: [metrics, plot],
};

it('the task gets the paths of its artifacts where Kubeflow describes them', () => {
	const {command} = withExecutorInput(execution, '/logs/a b');
	expect([command.slice(0, 4), command[5]]).toEqual([['python3', '-c', 'pass', '{}'], 'run']);
	expect(JSON.parse(command[4] ?? '')).toMatchObject({
		outputs: {
			artifacts: {m: {artifacts: [{type: {schemaTitle: 'system.Metrics'}, uri: 'file:///logs/a b/m'}]}},
			outputFile: '/logs/a b/output.json',
		},
	});
	const without = {...execution, artifacts: []};
	expect(withExecutorInput(without, '/logs')).toBe(without);
});

it('numbers and files are read where the task has written them', async () => {
	expect(await readArtifacts(execution, folder.path)).toEqual([]);
	const handed = {m: {artifacts: [{name: 'm', metadata: {mae: 1.5, good: true}}]}, plot: {artifacts: [{name: 'plot'}]}};
	await writeFile(join(folder.path, 'output.json'), JSON.stringify({artifacts: handed}));
	const values = {...metrics, values: {mae: 1.5, good: true}};
	expect(await readArtifacts(execution, folder.path)).toEqual([values]);
	await writeFile(join(folder.path, 'plot.html'), '<p>');
	expect(await readArtifacts(execution, folder.path)).toEqual([
		values,
		{...plot, file: join(folder.path, 'plot.html')},
	]);
});
