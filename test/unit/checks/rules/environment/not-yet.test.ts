// Variables of on_start that the pipelines before and after a run need.
import {expect, it} from 'vitest';
import {found} from '../../../../support/facts.ts';

const handedOn = [{name: 'MLFLOW_RUN_ID', place: {file: 'conf/base/globals.yml', line: 2}}];

it('are found where there is such a pipeline', () => {
	const withoutHandedOn = ['the pipeline begin', 'the pipeline end'];
	expect(found('environment/not-yet', {project: {handedOn}, withoutHandedOn})).toMatchObject([
		{
			severity: 'warning',
			file: 'conf/base/globals.yml',
			message:
				'conf/base/globals.yml needs MLFLOW_RUN_ID, which the pipeline begin and the pipeline end run without: on_start hands it on to the other tasks only',
			fix: {title: 'Give it a default: ${oc.env:MLFLOW_RUN_ID,none}'},
		},
	]);
	expect(found('environment/not-yet', {project: {handedOn}}), 'a command reads no configuration').toEqual([]);
});
